import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Finding, Way } from '../../../core/integrity/finding.ts';
import type { Observed } from '../../../core/integrity/observed.ts';
import {
  nothingRemembered,
  type Remembered,
  repaired,
} from '../../../core/integrity/remembered.ts';
import {
  isNews,
  nothingFound,
  passedAlarms,
  standing,
  withPassed,
  type Standing,
} from '../../../core/integrity/standing.ts';
import { unseen } from '../../../core/integrity/unseen.ts';
import type { Integrity } from '../integrity/integrityPart.ts';
import type { IssuedHere } from './approvalsContext.ts';
import { InstallLockWatch } from './installLockWatch.ts';
import type { IntegrityMemory } from './integrityMemory.ts';
import { type IntegrityStateOptions, loadIntegrity, seenBy } from './loadIntegrity.ts';
import { TrailAlarms } from './trailAlarms.ts';

/** Between the first sight of something and its telling: another window, or a command, may be at work. */
const confirmMs = 1_500;

/** Compares what is installed with what this editor remembers. Begins with {@link start}. */
export class IntegrityState implements vscode.Disposable {
  readonly #options: IntegrityStateOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  #part: Integrity | null = null;
  #memory: IntegrityMemory | null = null;
  #standing: Standing = nothingFound;
  #shown: readonly Finding[] = [];
  #repairs = 0;
  readonly #trail: TrailAlarms;
  /** What the last look saw, as long as its news is not confirmed. */
  #unconfirmed: Observed | null = null;
  readonly #lock = new InstallLockWatch();
  #failures = 0;
  #atWork = 0;
  #looking: Promise<void> | null = null;
  #later: NodeJS.Timeout | null = null;
  #ended = false;

  readonly onDidChange = this.#changed.event;

  constructor(options: IntegrityStateOptions) {
    this.#options = options;
    this.#trail = new TrailAlarms(options.log);
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** Loads what it takes to look, and looks for the first time. */
  async start(): Promise<void> {
    this.#load();
    return this.look();
  }

  #load(): void {
    if (this.#part !== null) return;
    try {
      const { part, memory } = loadIntegrity(this.#options);
      this.#part = part;
      this.#memory = memory;
    } catch (error) {
      const { log, installation } = this.#options;
      log.error(`Nobody watches over the installation: ${String(error)}`);
      this.#publish([unseen(installation.dist, String(error))], nothingRemembered);
    }
  }

  /** Looks at once. Never rejects; what goes wrong is in the log. */
  async look(): Promise<void> {
    if (this.#part === null || this.#atWork > 0 || this.#ended) return;
    this.#looking ??= this.#tryToLook().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #tryToLook(): Promise<void> {
    try {
      await this.#look();
      this.#failures = 0;
    } catch (error) {
      await this.#tellBlind(String(error));
    }
  }

  /** Reads everything anew, whatever the times of the files say. */
  async lookClosely(): Promise<void> {
    this.#part?.forget();
    return this.look();
  }

  /** What cannot be looked at twice in a row may hold anything. */
  async #tellBlind(why: string): Promise<void> {
    const { log, lock } = this.#options;
    log.error(`The installation cannot be looked at: ${why}`);
    this.#failures += 1;
    if (this.#failures === 1) return this.#lookSoon();
    const { part, memory } = this.#parts();
    const found = [unseen(dirname(lock), why)];
    await this.#trail.tell(part, memory, found);
    this.#publish(found, { ...nothingRemembered, repairs: this.#repairs });
  }

  async #look(): Promise<void> {
    const { part, memory } = this.#parts();
    const known = await this.#known(memory);
    const seen = part.look(known, this.#lock.isLeftBehind);
    this.#lock.seen(seen === null);
    if (seen === null) return this.#lookSoon();
    const found = part.judge(known, seen);
    const before = this.#unconfirmed;
    this.#unconfirmed = null;
    if (before === null && isNews(found, this.#shown)) {
      this.#unconfirmed = seen;
      return this.#lookSoon();
    }
    // Somebody may have repaired it elsewhere: then it did not pass by itself.
    const shown = known.repairs === this.#repairs ? this.#shown : [];
    const doubtful = before === null ? [] : part.judge(known, before);
    const passed = passedAlarms([...shown, ...doubtful], found);
    await this.#trail.tell(part, memory, [...passed, ...found]);
    const learnt = await memory
      .update((now) => withPassed(part.learn(now, seen), passed))
      .catch((error: unknown) => {
        this.#options.log.error(`What was seen cannot be remembered: ${String(error)}`);
        return withPassed(known, passed);
      });
    this.#publish(found, learnt);
  }

  #publish(found: readonly Finding[], known: Remembered): void {
    if (known.repairs !== this.#repairs) this.#trail.forget();
    this.#shown = found;
    this.#repairs = known.repairs;
    const next = standing(found, known);
    const same = JSON.stringify(next) === JSON.stringify(this.#standing);
    this.#standing = next;
    if (!same) this.#changed.fire();
  }

  /**
   * Does what changes the installation on a person's wish, and remembers what it left there.
   * @param agents those that it protects or unprotects
   */
  async during<T>(agents: readonly string[], work: () => Promise<T>): Promise<T> {
    this.#load();
    const part = this.#part;
    const memory = this.#memory;
    if (part === null || memory === null) return work();
    this.#atWork += 1;
    try {
      await this.#looking;
      const at = await this.#known(memory);
      const before = seenBy(part, at);
      // What was seen once and is repaired before the second look must not get round the trail.
      const doubtful = this.#unconfirmed;
      if (doubtful !== null) await this.#trail.tell(part, memory, part.judge(at, doubtful));
      const result = await work();
      part.forget();
      const known = await memory.update((now) => {
        const after = seenBy(part, now);
        if (before === null || after === null) return now;
        return part.learnOwn(now, before, after, agents);
      });
      this.#repairs = known.repairs;
      this.#shown = [];
      return result;
    } finally {
      this.#atWork -= 1;
      this.#unconfirmed = null;
      await this.look();
    }
  }

  /** Moves what stands in the way of a repair. Returns where it is now. */
  async makeRoom(): Promise<readonly string[]> {
    const { part, memory } = this.#parts();
    const known = await this.#known(memory);
    const seen = seenBy(part, known);
    return seen === null ? [] : part.makeRoom(part.judge(known, seen), seen);
  }

  /** Does what a person chose to do about one finding. */
  async settle(finding: Finding, way: Exclude<Way, 'repair' | 'open'>): Promise<void> {
    const { part, memory } = this.#parts();
    if (way === 'set-aside') {
      const to = part.setAside(finding.path) ?? 'it was gone';
      this.#options.log.info(`${finding.path} is set aside: ${to}`);
      await memory.update(repaired);
    } else {
      await memory.update((known) => {
        const seen = seenBy(part, known);
        return seen === null ? known : part.accept(known, seen, finding);
      });
    }
    this.#shown = this.#shown.filter(({ id }) => id !== finding.id);
    await this.look();
  }

  /** A person has looked at what had passed. */
  async markSeen(): Promise<void> {
    const { memory } = this.#parts();
    this.#publish(this.#shown, await memory.update((now) => ({ ...now, unseen: {} })));
  }

  /** Remembers keys that this editor made, and approvals that it issued. Call it before they are written. */
  async remember(own: IssuedHere): Promise<void> {
    await this.#parts().memory.add(own);
  }

  /**
   * A person takes these keys out: what was told of them is settled by that. Nobody looks meanwhile.
   * @param remove takes them out; called when it is remembered
   */
  async forgetKeys(ids: readonly string[], remove: () => void): Promise<void> {
    this.#load();
    const { memory } = this.#parts();
    this.#atWork += 1;
    try {
      await this.#looking;
      await memory.forgetKeys(ids);
      remove();
      const files = ids.map((id) => `/${id}.key`);
      this.#shown = this.#shown.filter(({ path }) => !files.some((file) => path.endsWith(file)));
    } finally {
      this.#atWork -= 1;
      this.#unconfirmed = null;
      await this.look();
    }
  }

  async #known(memory: IntegrityMemory): Promise<Remembered> {
    const known = await memory.read();
    return this.#options.development ? { ...known, own: null } : known;
  }

  #lookSoon(): void {
    this.#later ??= setTimeout(() => {
      this.#later = null;
      void this.look();
    }, confirmMs);
  }

  #parts(): { part: Integrity; memory: IntegrityMemory } {
    this.#load();
    const [part, memory] = [this.#part, this.#memory];
    if (part === null || memory === null) throw new Error('The installation is not watched yet.');
    return { part, memory };
  }

  dispose(): void {
    this.#ended = true;
    if (this.#later !== null) clearTimeout(this.#later);
    this.#changed.dispose();
  }
}
