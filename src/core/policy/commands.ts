import { isStricter } from '../actions/decision.ts';
import type { Effect } from '../actions/effect.ts';
import type { Judgement } from './judgement.ts';
import type { Policy } from './judgePath.ts';
import type { CommandRule } from './policyIndex.ts';

type Run = Extract<Effect, { kind: 'run' }>;

/** Judges a program start by the policy's command rules: in each layer the last match speaks, the strictest layer wins. */
export function judgeCommand(effect: Run, agent: string, { index, heldOnly }: Policy): Judgement {
  const spoken: (CommandRule | undefined)[] = [];
  for (const rule of heldOnly === true ? [] : index.commands) {
    if (rule.agents !== undefined && !rule.agents.includes(agent)) continue;
    if (!matchesCommand(rule.match, effect)) continue;
    const earlier = spoken[rule.layer];
    // A rule for single agents tightens only.
    const tightens = earlier === undefined || isStricter(rule.verdict, earlier.verdict);
    if (rule.agents === undefined || tightens) spoken[rule.layer] = rule;
  }
  let deciding: CommandRule | undefined;
  for (const rule of spoken) {
    if (rule === undefined) continue;
    if (deciding === undefined || isStricter(rule.verdict, deciding.verdict)) deciding = rule;
  }
  if (deciding === undefined) {
    return {
      verdict: 'allow',
      rule: 'default.run',
      layer: 'built-in',
      effect,
      reason: `Running ${effect.program} is not restricted.`,
      remedy: '',
    };
  }
  const words = deciding.match.join(' ');
  return {
    verdict: deciding.verdict,
    rule: deciding.id,
    layer: index.layers[deciding.layer]!.name,
    effect,
    reason:
      deciding.verdict === 'allow'
        ? `The policy allows \`${words}\`.`
        : `\`${words}\` ${deciding.verdict === 'ask' ? 'needs a person’s yes' : 'is closed to agents'}: ${deciding.why}`,
    remedy:
      deciding.verdict === 'allow'
        ? ''
        : 'Tell the user the command; a person runs or confirms it.',
  };
}

/**
 * True when the program is the rule's first word and the rule's other words follow in order, options skipped:
 * `terraform -chdir=x apply -auto-approve` matches `terraform apply`. An option's own value may stand between
 * (`git -C dir push`): words are looked for in order, not side by side.
 */
export function matchesCommand(match: readonly string[], { program, args }: Run): boolean {
  const [name, ...words] = match;
  if (name === undefined || baseName(program) !== baseName(name)) return false;
  let position = 0;
  for (const word of words) {
    const found = args.indexOf(word, position);
    if (found === -1) return false;
    position = found + 1;
  }
  return true;
}

function baseName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1).replace(/\.(exe|cmd|bat)$/i, '');
}
