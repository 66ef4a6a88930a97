import type { SecretStorage } from 'vscode';
import type { Remembered } from '../../../core/integrity/remembered.ts';

const name = 'pinfold.integrity';

/** What all windows remember together, in the editor's secret storage. */
export class IntegrityMemory {
  readonly #secrets: SecretStorage;
  readonly #parse: (text: string | undefined) => Remembered;
  #last: Promise<unknown> = Promise.resolve();

  constructor(secrets: SecretStorage, parse: (text: string | undefined) => Remembered) {
    this.#secrets = secrets;
    this.#parse = parse;
  }

  async read(): Promise<Remembered> {
    return this.#parse(await this.#secrets.get(name));
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
    const known = await this.read();
    const next = change(known);
    const text = JSON.stringify(next);
    if (text !== JSON.stringify(known)) await this.#secrets.store(name, text);
    return next;
  }
}
