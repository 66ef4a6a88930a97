import type { Effect } from './effect.ts';
import type { GrantScope } from './facts.ts';

export type Verdict = 'allow' | 'ask' | 'deny';

export const verdicts = ['allow', 'ask', 'deny'] as const satisfies readonly Verdict[];

/** True when the first of two verdicts is the stricter, and they are not the same. */
export function isStricter(a: Verdict, b: Verdict): boolean {
  return verdicts.indexOf(a) > verdicts.indexOf(b);
}

export type LayerName = 'built-in' | 'organisation' | 'user' | 'workspace';

/** A built-in protection that would have been stricter, had no layer relaxed it. */
export interface Relaxed {
  readonly rule: string;
  readonly layer: LayerName;
  readonly why: string;
}

/** What would have been answered, had the policy not been in `observe`. */
export interface Observed {
  readonly verdict: Verdict;
  readonly rule: string;
  readonly layer: LayerName;
}

/** Whose yes it was, and which question it answered. */
export interface GrantedBy {
  readonly nonce: string;
  readonly scope: GrantScope;
  /** What asked. */
  readonly rule: string;
  readonly layer: LayerName;
}

/** A verdict with everything that a person needs to understand it. */
export interface Decision {
  readonly verdict: Verdict;
  /** Id of the rule or default that decided, e.g. `built-in.secrets.dotenv`, `default.home.write`. */
  readonly rule: string;
  readonly layer: LayerName;
  /** The effect that triggered it; null when an action had no effects at all. */
  readonly effect: Effect | null;
  /** What and why, one or two plain sentences. */
  readonly reason: string;
  /** What to do instead; empty for an allow. */
  readonly remedy: string;
  /** Absent when no relaxation made a difference. */
  readonly relaxed?: readonly Relaxed[];
  /** Absent when observing, or a pause, made no difference. */
  readonly observed?: Observed;
  /** Absent when no grant made a difference. */
  readonly granted?: GrantedBy;
}
