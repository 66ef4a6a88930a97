import * as vscode from 'vscode';
import type { AuditRecord } from '../../../core/audit/record.ts';
import type { ApprovalsContext } from './approvalsContext.ts';

export interface RunningPause {
  readonly root: string;
  readonly nonce: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** The pauses of this machine that are in force. Other windows tell of theirs through the trail. */
export class Pauses implements vscode.Disposable {
  readonly #context: ApprovalsContext;
  readonly #changed = new vscode.EventEmitter<void>();
  #running: readonly RunningPause[] = [];

  readonly onDidChange = this.#changed.event;

  constructor(context: ApprovalsContext) {
    this.#context = context;
  }

  get running(): readonly RunningPause[] {
    const now = Date.now();
    return this.#running.filter(({ until }) => until > now);
  }

  /** Reads anew what lies there. Never throws. */
  look(): void {
    const { part, directories, log } = this.#context;
    try {
      this.#running = part()
        .grants(directories)
        .approvals.filter(({ kind, state }) => kind === 'pause' && state === 'in force')
        .map(({ what, nonce, until }) => ({ root: what, nonce, until: Date.parse(until) }));
    } catch (error) {
      log.error(`What is paused cannot be told: ${String(error)}`);
    }
    this.#changed.fire();
  }

  /** Looks again when a record tells of what people did. */
  hear(records: readonly AuditRecord[]): void {
    if (records.some(({ kind }) => kind === 'lifecycle')) this.look();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
