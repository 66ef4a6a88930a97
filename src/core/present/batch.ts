import type { Decision, Verdict } from '../actions/decision.ts';
import type { Effect } from '../actions/effect.ts';
import type { Facts } from '../actions/facts.ts';

/** One line of `pinfold decide --batch`. */
export interface BatchAnswer {
  readonly verdict: Verdict;
  readonly rule: string;
  readonly reason: string;
  readonly effects: readonly BatchEffect[];
  /** As in {@link Decision}; absent where the policy loosened nothing. */
  readonly relaxed?: NonNullable<Decision['relaxed']>;
  readonly observed?: NonNullable<Decision['observed']>;
}

export interface BatchEffect {
  readonly kind: Effect['kind'];
  readonly path?: string;
  readonly host?: string;
  readonly program?: string;
  readonly why?: string;
  readonly via: string;
}

export function batchAnswer({
  facts,
  decision,
}: {
  facts: Facts;
  decision: Decision;
}): BatchAnswer {
  const remedy = decision.remedy === '' ? '' : ` Instead: ${decision.remedy}`;
  const { relaxed, observed } = decision;
  return {
    verdict: decision.verdict,
    rule: decision.rule,
    reason: `${decision.reason}${remedy}`,
    effects: facts.effects.map(batchEffect),
    ...(relaxed === undefined ? {} : { relaxed }),
    ...(observed === undefined ? {} : { observed }),
  };
}

/** A line that cannot be judged is denied. */
export function batchError(error: string): { readonly verdict: 'deny'; readonly error: string } {
  return { verdict: 'deny', error };
}

/** An effect as `decide --batch` states it. */
export function batchEffect(effect: Effect): BatchEffect {
  switch (effect.kind) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search':
      return { kind: effect.kind, path: effect.target.path, via: effect.via };
    case 'run':
      return { kind: effect.kind, program: effect.program, via: effect.via };
    case 'connect':
      return { kind: effect.kind, host: effect.host, via: effect.via };
    case 'escalate':
    case 'persist':
    case 'tamper':
    case 'expose':
    case 'terminal':
    case 'destroy':
    case 'unresolved':
      return { kind: effect.kind, why: effect.why, via: effect.via };
  }
}
