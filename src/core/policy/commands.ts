import type { StatedCommand } from '../actions/action.ts';
import { isStricter, type LayerName } from '../actions/decision.ts';
import type { Effect } from '../actions/effect.ts';
import type { Judgement } from './judgement.ts';
import type { Policy } from './judgePath.ts';
import type { CommandRule, PolicyIndex } from './policyIndex.ts';

type Run = Extract<Effect, { kind: 'run' }>;

/** Judges a program start by the policy's command rules, and by what a layer says of runs that nobody can look into. */
export function judgeCommand(effect: Run, agent: string, { index, heldOnly }: Policy): Judgement {
  const spoken = heldOnly === true ? [] : wordsOf(effect, agent, index);
  const rule = strictestOf(spoken);
  const opaque = heldOnly === true ? null : opaqueLayer(effect, spoken, index);
  if (opaque !== null && (rule === null || rule.verdict === 'allow')) {
    return {
      verdict: 'ask',
      rule: 'default.run.opaque',
      layer: opaque,
      effect,
      reason: `${effect.program} runs code that nobody has read, and the policy asks before such runs.`,
      remedy: 'Tell the user the command; a person runs or confirms it, or allows it by a rule.',
    };
  }
  if (rule === null) {
    return {
      verdict: 'allow',
      rule: 'default.run',
      layer: 'built-in',
      effect,
      reason: `Running ${effect.program} is not restricted.`,
      remedy: '',
    };
  }
  const words = rule.match.join(' ');
  const allowed = rule.verdict === 'allow';
  const act = rule.verdict === 'ask' ? 'needs a person’s yes' : 'is closed to agents';
  return {
    verdict: rule.verdict,
    rule: rule.id,
    layer: index.layers[rule.layer]!.name,
    effect,
    reason: allowed ? `The policy allows \`${words}\`.` : `\`${words}\` ${act}: ${rule.why}`,
    remedy: allowed ? '' : 'Tell the user the command; a person runs or confirms it.',
  };
}

/**
 * The rule of a trusted file that allows exactly this command, when no layer is stricter: what a person has named word
 * by word need not be bounded once more. Null where there is none.
 */
export function allowanceFor(
  command: StatedCommand,
  agent: string,
  { index }: Policy,
): CommandRule | null {
  const spoken = wordsOf(command, agent, index);
  if (strictestOf(spoken)?.verdict !== 'allow') return null;
  return spoken.find((rule) => opens(rule, command, index)) ?? null;
}

/** In each layer the last match speaks. */
function wordsOf(command: StatedCommand, agent: string, index: PolicyIndex): CommandRule[] {
  const spoken = new Map<number, CommandRule>();
  for (const rule of index.commands) {
    if (rule.agents !== undefined && !rule.agents.includes(agent)) continue;
    if (!matchesCommand(rule.match, command)) continue;
    const earlier = spoken.get(rule.layer);
    // A rule for single agents tightens only.
    const tightens = earlier === undefined || isStricter(rule.verdict, earlier.verdict);
    if (rule.agents === undefined || tightens) spoken.set(rule.layer, rule);
  }
  return [...spoken.entries()].toSorted(([a], [b]) => a - b).map(([, rule]) => rule);
}

function strictestOf(rules: readonly CommandRule[]): CommandRule | null {
  let found: CommandRule | null = null;
  for (const rule of rules) {
    if (found === null || isStricter(rule.verdict, found.verdict)) found = rule;
  }
  return found;
}

/** The layer that asks before an opaque run, unless a rule opens it: of the same layer, or of a trusted one. */
function opaqueLayer(
  effect: Run,
  spoken: readonly CommandRule[],
  index: PolicyIndex,
): LayerName | null {
  if (effect.opaque !== true) return null;
  const asking = index.layers.find(
    (layer, ordinal) =>
      layer.opaque === 'ask' &&
      !spoken.some(
        (rule) => opens(rule, effect, index) || (rule.layer === ordinal && names(rule, effect)),
      ),
  );
  return asking?.name ?? null;
}

/** A rule that loosens: of a trusted layer, for all agents, and for a command that begins with just its words. */
function opens(rule: CommandRule, command: StatedCommand, index: PolicyIndex): boolean {
  return names(rule, command) && index.layers[rule.layer]!.trusted;
}

/** Nothing may stand between the words: `python3 -c … tools/gen.py` is not `python3 tools/gen.py`. */
function names(rule: CommandRule, { args }: StatedCommand): boolean {
  const [, ...words] = rule.match;
  return (
    rule.verdict === 'allow' &&
    rule.agents === undefined &&
    words.every((word, position) => args[position] === word)
  );
}

/**
 * True when the program is the rule's first word and the rule's other words follow in order, options skipped:
 * `terraform -chdir=x apply -auto-approve` matches `terraform apply`. An option's own value may stand between
 * (`git -C dir push`): words are looked for in order, not side by side.
 */
export function matchesCommand(
  match: readonly string[],
  { program, args }: StatedCommand,
): boolean {
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
