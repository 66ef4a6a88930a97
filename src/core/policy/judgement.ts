import type { LayerName, Verdict } from '../actions/decision.ts';
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
}
