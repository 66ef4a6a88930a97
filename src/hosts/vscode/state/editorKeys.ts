import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { trailChangesOnDisk } from '../../../adapters/audit/watchTrail.ts';
import type { EditorKeyPair } from '../approvals/approvalsPart.ts';
import { type ApprovalsContext, requireTrust } from './approvalsContext.ts';

const secretName = 'approvals.privateKey';
const memoryName = 'approvals.keys';

/** Public keys as this editor remembers them, by id. */
interface Remembered {
  /** Made here, now or earlier. */
  readonly own: readonly string[];
  /** Made elsewhere, and a person said that they may count. */
  readonly accepted: readonly string[];
  /** Made elsewhere, and told to the trail. */
  readonly told: readonly string[];
}

export interface AppearedKey {
  readonly id: string;
  /** This editor made it: in this window or in another one. */
  readonly isOwn: boolean;
}

/**
 * The key pair of this editor, and the other keys whose signatures count on this machine. The private key lies in the
 * editor's secret storage and nowhere else.
 */
export class EditorKeys implements vscode.Disposable {
  readonly #context: ApprovalsContext;
  readonly #appeared = new vscode.EventEmitter<AppearedKey>();
  readonly #known = new Set<string>();
  #own: EditorKeyPair | null = null;
  #making: Promise<EditorKeyPair> | null = null;
  #stop: (() => void) | null = null;

  /** Fires once in this window for each key that counts and that nobody here knows of. */
  readonly onDidAppear = this.#appeared.event;

  constructor(context: ApprovalsContext) {
    this.#context = context;
  }

  /** Looks for keys from now on. */
  start(): void {
    if (this.#stop !== null) return;
    const { own, accepted } = this.#remembered;
    for (const id of [...own, ...accepted]) this.#known.add(id);
    const changes = trailChangesOnDisk(join(this.#context.directories.state, 'keys'));
    this.#stop = changes.watch(() => void this.look());
    void this.look();
  }

  /** Keys that count, were not made here, and that nobody has agreed to. */
  get strangers(): readonly string[] {
    const { own, accepted } = this.#remembered;
    return this.#ids().filter(
      (id) => id !== this.#own?.id && !own.includes(id) && !accepted.includes(id),
    );
  }

  /** Id of this editor's key, as far as it is known. */
  get ownId(): string | null {
    return this.#own?.id ?? null;
  }

  /**
   * The key pair of this editor: made at the first need, announced and recorded.
   * @throws Error in Restricted Mode, and when it cannot be kept
   */
  own(): Promise<EditorKeyPair> {
    requireTrust();
    this.#making ??= this.#make().finally(() => (this.#making = null));
    return this.#making;
  }

  async accept(id: string): Promise<void> {
    const { accepted, ...rest } = this.#remembered;
    await this.#remember({ ...rest, accepted: [...accepted, id] });
    this.#context.tell('accept key', [`public key ${id}, which another editor made`]);
  }

  /** What it signed counts no longer. */
  remove(id: string): void {
    const { part, directories, tell } = this.#context;
    part().removeKey(directories, id);
    this.#known.delete(id);
    tell('remove key', [`public key ${id}`]);
  }

  /** Compares the keys that count with those that are known. */
  async look(): Promise<void> {
    const fresh = this.#ids().filter((id) => !this.#known.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) this.#known.add(id);
    // Another window of this editor may have made it.
    const own = await this.#kept();
    for (const id of fresh) {
      const isOwn = own?.id === id || this.#remembered.own.includes(id);
      if (!isOwn) await this.#tellOf(id);
      this.#appeared.fire({ id, isOwn });
    }
  }

  async #make(): Promise<EditorKeyPair> {
    const { part, directories, tell, log } = this.#context;
    const lock = join(directories.state, 'editor-key.lock');
    const key = (await this.#kept()) ?? (await locked(lock, () => this.#keepNew()));
    this.#own = key;
    if (!part().keys(directories).ids.includes(key.id)) {
      tell('add key', [`public key ${key.id} of this editor`]);
      part().addKey(directories, key.publicKey);
      log.info(`The public key of this editor is ${key.id}.`);
      void this.look();
    }
    return key;
  }

  /** Two windows may come to need it at once: the second one finds what the first has kept. */
  async #keepNew(): Promise<EditorKeyPair> {
    const earlier = await this.#kept();
    if (earlier !== null) return earlier;
    const { part, secrets } = this.#context;
    await secrets.store(secretName, part().newKey());
    const key = await this.#kept();
    if (key === null) {
      throw new Error(
        vscode.l10n.t('The editor’s secret storage keeps nothing: nothing can be approved.'),
      );
    }
    const { own, ...rest } = this.#remembered;
    await this.#remember({ ...rest, own: [...own, key.id] });
    return key;
  }

  async #kept(): Promise<EditorKeyPair | null> {
    const kept = await this.#context.secrets.get(secretName);
    return kept === undefined ? null : this.#context.part().keyPair(kept);
  }

  async #tellOf(id: string): Promise<void> {
    const { told, ...rest } = this.#remembered;
    if (told.includes(id)) return;
    try {
      this.#context.tell('key appeared', [`public key ${id} was not made by this editor`]);
      await this.#remember({ ...rest, told: [...told, id] });
    } catch (error) {
      this.#context.log.error(`That key ${id} appeared cannot be recorded: ${String(error)}`);
    }
  }

  #ids(): readonly string[] {
    const { part, directories } = this.#context;
    return part().keys(directories).ids;
  }

  get #remembered(): Remembered {
    const kept = this.#context.memory.get<Partial<Remembered>>(memoryName, {});
    return { own: kept.own ?? [], accepted: kept.accepted ?? [], told: kept.told ?? [] };
  }

  async #remember(keys: Remembered): Promise<void> {
    await this.#context.memory.update(memoryName, keys);
  }

  dispose(): void {
    this.#stop?.();
    this.#appeared.dispose();
  }
}

const lockMs = 10_000;
const betweenMs = 100;

/** Does one thing at a time over all windows. A lock that is left behind is in nobody's way for long. */
async function locked<T>(path: string, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + lockMs;
  for (;;) {
    const handle = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return null;
      throw error;
    });
    if (handle !== null) {
      await handle.close();
      break;
    }
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > lockMs || performance.now() > until) await rm(path, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
