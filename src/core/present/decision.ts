import type { Decision } from '../actions/decision.ts';
import { scopeWords } from '../policy/granted.ts';

const openings = { allow: 'Allowed', ask: 'Needs a person’s yes', deny: 'Denied' } as const;

/** A decision as one paragraph: what, by which rule, why, and what to do instead. */
export function sentence(decision: Decision): string {
  const remedy = decision.remedy === '' ? '' : ` Instead: ${decision.remedy}`;
  return `Pinfold: ${openings[decision.verdict]}. ${decision.reason}${remedy} [${decision.rule}]`;
}

/** What made it looser: relaxed protections, an answer that was only observed, a person's yes. */
export function loosenedLines({ relaxed = [], observed, granted }: Loosened): [string, string][] {
  const lines = relaxed.map(({ rule, layer, why }): [string, string] => [
    'Relaxed',
    `${rule} by the ${layer} policy: ${why}`,
  ]);
  if (observed !== undefined) {
    const { verdict, rule, layer } = observed;
    lines.push(['Observed', `would have been ${verdict} by ${rule} (${layer})`]);
  }
  if (granted !== undefined) {
    const { nonce, scope, rule, layer } = granted;
    lines.push([
      'Granted',
      `${scopeWords[scope]}, by grant ${nonce}; would have been ask by ${rule} (${layer})`,
    ]);
  }
  return lines;
}

type Loosened = Pick<Decision, 'relaxed' | 'observed' | 'granted'>;
