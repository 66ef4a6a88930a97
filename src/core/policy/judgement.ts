import type { GrantedBy, LayerName, Verdict } from '../actions/decision.ts';
import type { Effect } from '../actions/effect.ts';

/**
 * One judgement about one effect.
 * `rule` is the id of what decided; `allow` judgements carry the reason too, for `explain`.
 */
export interface Judgement {
  readonly verdict: Verdict;
  readonly rule: string;
  readonly layer: LayerName;
  readonly effect: Effect;
  readonly reason: string;
  readonly remedy: string;
  /** What relaxed rules would have said. */
  readonly relaxed?: readonly RelaxedWord[];
  /** A person's yes turned an `ask` into this. */
  readonly granted?: GrantedBy;
}

/** The word of a rule that a layer relaxed: it is not heard, but remembered. */
export interface RelaxedWord {
  readonly rule: string;
  readonly verdict: Verdict;
}
