import * as vscode from 'vscode';
import type { PendingApproval } from '../approvals/approvalsPart.ts';
import type { ApprovalsContext } from './approvalsContext.ts';
import type { PolicyState } from './policyState.ts';

const memoryName = 'approvals.declined';
const most = 200;

/** Contents of policy files that wait for a person, in the folders of this window. */
export class PolicyChanges implements vscode.Disposable {
  readonly #policies: PolicyState;
  readonly #context: ApprovalsContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;

  /** Fires when there may be others. */
  readonly onDidChange = this.#changed.event;

  constructor(policies: PolicyState, context: ApprovalsContext) {
    this.#policies = policies;
    this.#context = context;
    this.#subscription = policies.onDidLoad(() => this.#changed.fire());
  }

  /** Everything that nobody approved and that loosens: what only tightens holds already. */
  get all(): readonly PendingApproval[] {
    const seen = new Set<string>();
    return this.#policies.loaded
      .flatMap(({ pending }) => pending)
      .filter(({ loosens }) => loosens.length > 0)
      .filter((each) => !seen.has(nameOf(each)) && seen.add(nameOf(each)));
  }

  /** Those that no person has said no to. */
  get open(): readonly PendingApproval[] {
    const declined = this.#declined;
    return this.all.filter((each) => !declined.includes(nameOf(each)));
  }

  /** This content is not asked about again. What was approved before stays in force. */
  async decline(pending: PendingApproval): Promise<void> {
    const kept = [nameOf(pending), ...this.#declined].slice(0, most);
    await this.#context.memory.update(memoryName, kept);
    this.#changed.fire();
  }

  get #declined(): readonly string[] {
    return this.#context.memory.get<readonly string[]>(memoryName, []);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** One content of one file. */
export function nameOf({ path, digest }: Pick<PendingApproval, 'path' | 'digest'>): string {
  return `${digest} ${path}`;
}
