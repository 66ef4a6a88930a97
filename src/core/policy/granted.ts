import type { Given, GrantScope } from '../actions/facts.ts';
import type { Judgement } from './judgement.ts';

/** How a yes is called in sentences. */
export const scopeWords: Readonly<Record<GrantScope, string>> = {
  once: 'once',
  minutes: 'for some minutes',
  session: 'for this session',
  answer: 'when asked',
};

/** A judgement in the light of a person's yes: it answers a question, and leaves every no as it is. */
export function afterGrant(judgement: Judgement, { nonce, scope }: Given): Judgement {
  if (judgement.verdict !== 'ask') return judgement;
  const { rule, layer, effect, reason, relaxed } = judgement;
  return {
    verdict: 'allow',
    rule: `grant.${scope}`,
    layer,
    effect,
    reason: `A person allowed this ${scopeWords[scope]}: ${reason}`,
    remedy: '',
    ...(relaxed === undefined ? {} : { relaxed }),
    granted: { nonce, scope, rule, layer },
  };
}
