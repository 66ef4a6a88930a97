import type { Decision } from '../actions/decision.ts';

const openings = { allow: 'Allowed', ask: 'Needs a person’s yes', deny: 'Denied' } as const;

/** A decision as one paragraph: what, by which rule, why, and what to do instead. */
export function sentence(decision: Decision): string {
  const remedy = decision.remedy === '' ? '' : ` Instead: ${decision.remedy}`;
  return `Pinfold: ${openings[decision.verdict]}. ${decision.reason}${remedy} [${decision.rule}]`;
}
