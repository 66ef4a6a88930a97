import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SecretStorage } from 'vscode';
import type { Finding } from '../../../core/integrity/finding.ts';
import type { Remembered } from '../../../core/integrity/remembered.ts';
import { untold, withTold } from '../../../core/integrity/standing.ts';
import type { IssuedHere } from './approvalsContext.ts';
import { locked } from './windowLock.ts';

const name = 'pinfold.integrity';

/**
 * What all windows remember together, in the editor's secret storage. That storage knows no transactions, and another
 * window may see a change late: so changes are made under a lock, and what this window made itself is added again when
 * it should be missing.
 */
export class IntegrityMemory {
  readonly #secrets: SecretStorage;
  readonly #parse: (text: string | undefined) => Remembered;
  readonly #lock: string;
  #latest: Remembered | null = null;
  #own: OwnDoing = { keys: [], issued: [] };
  #last: Promise<unknown> = Promise.resolve();

  /** @param lock path of a file that is there while a window changes what is remembered */
  constructor(
    secrets: SecretStorage,
    parse: (text: string | undefined) => Remembered,
    lock: string,
  ) {
    this.#secrets = secrets;
    this.#parse = parse;
    this.#lock = lock;
  }

  /** Where the storage does not answer, what it held last: a keyring that is locked must not silence anything. */
  async read(): Promise<Remembered> {
    try {
      this.#latest = this.#parse(await this.#secrets.get(name));
    } catch {
      this.#latest ??= this.#parse(undefined);
    }
    return withOwn(this.#latest, this.#own);
  }

  /** Remembers keys that this editor made, and nonces of what it signed. */
  async add({ keys = [], nonces = [] }: IssuedHere): Promise<void> {
    this.#own = { keys: [...this.#own.keys, ...keys], issued: [...this.#own.issued, ...nonces] };
    await this.update((known) => known);
  }

  /** These keys count no longer: one that comes again is met like a stranger's. */
  async forgetKeys(ids: readonly string[]): Promise<Remembered> {
    this.#own = { ...this.#own, keys: this.#own.keys.filter((id) => !ids.includes(id)) };
    return this.update((known) => ({
      ...known,
      // As after a repair: other windows do not take it for a change that was taken back.
      repairs: known.repairs + 1,
      keys: known.keys.filter((id) => !ids.includes(id)),
    }));
  }

  /** Of several windows that find the same alarms, one is to tell the trail. Returns what is this one's to tell. */
  async claim(found: readonly Finding[]): Promise<readonly Finding[]> {
    let claimed: readonly Finding[] = [];
    await this.update((known) => {
      claimed = untold(known, found);
      return withTold(
        known,
        claimed.map(({ id }) => id),
      );
    });
    return claimed;
  }

  /** The trail could not be told of these. */
  async giveBack(ids: readonly string[]): Promise<void> {
    await this.update((known) => ({
      ...known,
      told: known.told.filter((id) => !ids.includes(id)),
    }));
  }

  /** One change after the other, each of what is remembered by then. Returns what is remembered afterwards. */
  async update(change: (known: Remembered) => Remembered): Promise<Remembered> {
    const turn = this.#turn(this.#last, change);
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #turn(
    before: Promise<unknown>,
    change: (known: Remembered) => Remembered,
  ): Promise<Remembered> {
    await before;
    const { next, isKept } = await this.#changed(change);
    if (isKept) return next;
    return this.#locked(async () => {
      const again = await this.#changed(change);
      if (!again.isKept) await this.#secrets.store(name, JSON.stringify(again.next));
      return again.next;
    });
  }

  async #changed(change: (known: Remembered) => Remembered) {
    const kept = this.#parse(await this.#secrets.get(name));
    const next = change(withOwn(kept, this.#own));
    return { next, isKept: JSON.stringify(next) === JSON.stringify(kept) };
  }

  /** Where nothing was installed yet there is no place for a lock, and nothing to guard. */
  async #locked<T>(work: () => Promise<T>): Promise<T> {
    return existsSync(dirname(this.#lock)) ? locked(this.#lock, work) : work();
  }
}

interface OwnDoing {
  readonly keys: readonly string[];
  readonly issued: readonly string[];
}

/** A key that was kept once and is no longer among those that count was taken out, in whatever window. */
function withOwn(known: Remembered, { keys, issued }: OwnDoing): Remembered {
  const lost = keys.filter((id) => !known.ownKeys.includes(id));
  return {
    ...known,
    keys: joined(known.keys, lost),
    ownKeys: joined(known.ownKeys, keys),
    issued: joined(known.issued, issued),
  };
}

function joined(one: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...one, ...more])];
}
