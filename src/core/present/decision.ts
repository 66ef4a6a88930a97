import type { Decision } from '../actions/decision.ts';

const openings = { allow: 'Allowed', ask: 'Needs a person’s yes', deny: 'Denied' } as const;

/** A decision as one paragraph: what, by which rule, why, and what to do instead. */
export function sentence(decision: Decision): string {
  const remedy = decision.remedy === '' ? '' : ` Instead: ${decision.remedy}`;
  return `Pinfold: ${openings[decision.verdict]}. ${decision.reason}${remedy} [${decision.rule}]`;
}

/** What the policy made looser: relaxed protections, and the answer that was only observed. */
export function loosenedLines({ relaxed = [], observed }: Loosened): [string, string][] {
  const lines = relaxed.map(({ rule, layer, why }): [string, string] => [
    'Relaxed',
    `${rule} by the ${layer} policy: ${why}`,
  ]);
  if (observed !== undefined) {
    const { verdict, rule, layer } = observed;
    lines.push(['Observed', `would have been ${verdict} by ${rule} (${layer})`]);
  }
  return lines;
}

type Loosened = Pick<Decision, 'relaxed' | 'observed'>;
