import type { Effect } from './effect.ts';

/**
 * Everything that a decision depends on besides the policy, as one plain JSON value: it is saved in the audit
 * record, so that a decision can be replayed and explained later.
 */
export interface Facts {
  readonly agent: string;
  readonly tool: string;
  readonly effects: readonly Effect[];
  /** What a person allowed of this very call; absent: nothing. It answers what is asked, never what is denied. */
  readonly granted?: readonly Given[];
  /** A person paused Pinfold for the session's root; absent: nobody did. */
  readonly paused?: Paused;
}

/** A person's yes that fits the call. Whoever puts it into the facts has checked its signature. */
export interface Given {
  /** Nonce of the grant, or of the answer. */
  readonly nonce: string;
  readonly scope: GrantScope;
  /** Positions in `effects`. */
  readonly effects: readonly number[];
}

/** How far a yes reaches: one call, a quarter of an hour, a session; `answer`: the call that waited for it. */
export type GrantScope = 'once' | 'minutes' | 'session' | 'answer';

export interface Paused {
  readonly nonce: string;
  /** ISO 8601: when it ends, by the rule and not by its own word. */
  readonly until: string;
}
