import type * as vscode from 'vscode';
import type { Grant } from '../../../core/approvals/approval.ts';

const memoryName = 'approvals.granted';
const most = 200;

interface Remembered {
  readonly nonce: string;
  readonly words: string;
  /** ISO 8601. */
  readonly until: string;
}

/** What people said yes to in this editor, in words: a grant itself names its thing by a digest. */
export class GrantedHere {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** @param words what is allowed, as a list shows it */
  async keep(grants: readonly Grant[], words: string): Promise<void> {
    if (grants.length === 0) return;
    const now = new Date().toISOString();
    const fresh = grants.map(({ nonce, until }) => ({ nonce, words, until }));
    const kept = [...fresh, ...this.#all.filter(({ until }) => until > now)];
    await this.#memory.update(memoryName, kept.slice(0, most));
  }

  /** Null for what was granted elsewhere. */
  wordsOf(nonce: string): string | null {
    return this.#all.find((each) => each.nonce === nonce)?.words ?? null;
  }

  get #all(): readonly Remembered[] {
    return this.#memory.get<readonly Remembered[]>(memoryName, []);
  }
}
