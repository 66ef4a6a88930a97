import type { Effect } from './effect.ts';

export type Verdict = 'allow' | 'ask' | 'deny';

export const verdicts = ['allow', 'ask', 'deny'] as const satisfies readonly Verdict[];

/** The stricter of two verdicts. */
export function stricter(a: Verdict, b: Verdict): Verdict {
  return verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b;
}

export type LayerName = 'built-in' | 'organisation' | 'user' | 'workspace';

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
}
