import type { Grant, GrantTarget, Pause } from '../core/approvals/approval.ts';
import type { Tampering } from '../core/approvals/tampering.ts';

/** What lies in one place: what a key of this installation signed for just this place, and what is none of its doing. */
export interface Found<A> {
  readonly signed: readonly Held<A>[];
  readonly suspicions: readonly Tampering[];
}

export interface Held<A> {
  readonly approval: A;
  readonly path: string;
}

/** The mark that a grant was used, or that an approval was taken back. It outlives the approval. */
export interface Mark {
  readonly why: 'used' | 'revoked';
  /** The call that used it, by {@link Spending.call}; null where that cannot be told. */
  readonly call: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How a grant for one call is marked as used. */
export interface Spending {
  /** Digest that names the call; null for a call that the agent gives no id: nobody can share it. */
  readonly call: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The approvals that lie in the state, and the marks of those that are used up. What lies there comes from anywhere:
 * nothing in it is an error, and looking at it is bounded.
 */
export interface Approvals {
  /** @param target what the grants must be for, to the letter */
  grantsFor(target: GrantTarget): Found<Grant>;
  /** None or one. @param root canonical */
  pauseFor(root: string): Found<Pause>;
  /** Null for an approval that is neither used nor taken back; damaged marks count. */
  markOf(nonce: string): Mark | null;
  /** Marks a grant as used. Of all programs that try, exactly one succeeds; a mark that cannot be made is no success. */
  spend(grant: Grant, spending: Spending): boolean;
  /** Those that were not told yet, as far as is known. */
  untold(suspicions: readonly Tampering[]): readonly Tampering[];
  /** They are in the trail now: not to be told again as long as they lie there unchanged. */
  markTold(suspicions: readonly Tampering[]): void;
  /** Removes approvals that ended a day ago and then their marks. Bounded; goes on at the next time. */
  tidy(now: number): void;
}
