import type { Grant, Pause } from '../core/approvals/approval.ts';
import type { Mark } from './approvals.ts';
import type { Tampering } from '../core/approvals/tampering.ts';

/** An approval of this installation as it lies there; whether it still holds is for whoever reads the list to say. */
export interface ListedApproval {
  readonly approval: Grant | Pause;
  readonly path: string;
  readonly mark: Mark | null;
}

/** All grants and pauses of an installation. */
export interface ApprovalList {
  /** What is signed, and what lies there and counts for nothing. `complete`: false when there is more than is looked at. */
  all(): {
    readonly approvals: readonly ListedApproval[];
    readonly ignored: readonly Tampering[];
    readonly complete: boolean;
  };
  /**
   * Takes an approval back: it holds no longer, also when somebody puts the file there again.
   * @throws Error of the system when it cannot be taken back
   */
  revoke(listed: ListedApproval, now: number): void;
}
