import { type Decision, isStricter, type Relaxed, type Verdict } from '../actions/decision.ts';
import type { Effect } from '../actions/effect.ts';
import type { Facts, Given } from '../actions/facts.ts';
import { allowanceFor, judgeCommand } from './commands.ts';
import { afterGrant } from './granted.ts';
import { isRelaxed, judgePath, type Policy } from './judgePath.ts';
import type { Judgement, RelaxedWord } from './judgement.ts';
import { judgeConnection } from './network.ts';
import { isHeldAlways } from './observe.ts';
import type { PolicyIndex } from './policyIndex.ts';
import { mayObserve, observing, strictestVersion } from './versions.ts';
import { reasonForWords } from './words.ts';

export { type AccessKey, type Policy, ruleVerdict } from './judgePath.ts';
export { createPolicy } from './versions.ts';

/**
 * Decides one action. Pure and total: the same facts and the same policy give the same decision, whenever.
 * The strictest judgement over all effects wins; of equals the first.
 */
export function decide(facts: Facts, policy: Policy): Decision {
  const decision = strictest(facts, policy);
  const state = watching(facts, policy);
  const watched = state !== null || mayObserve(policy);
  if (!watched || decision.verdict === 'allow') return decision;
  return onlyObserved(
    decision,
    strictest(facts, observing(policy, state !== null)),
    state ?? 'observed',
  );
}

/**
 * Why only what is held always interrupts: the policy's own mode, or a person's pause. Null: more than that interrupts,
 * by one version of a policy at least.
 */
export function watching(
  { paused }: Pick<Facts, 'paused'>,
  policy: Policy,
): 'observed' | 'paused' | null {
  const versions = policy.versions ?? [policy];
  if (versions.every(({ index }) => index.observe !== undefined)) return 'observed';
  return paused === undefined || policy.index.pause === 'forbid' ? null : 'paused';
}

/**
 * Positions of the effects that ask, once what a pause or `observe` lets pass is left out: what must be granted, all of
 * it, before the action is allowed. Grants in the facts are not looked at.
 */
export function askingEffects(facts: Facts, policy: Policy): readonly number[] {
  const held = observing(policy, watching(facts, policy) !== null);
  return facts.effects.flatMap((effect, position) =>
    judgeEffect(effect, facts.agent, held).verdict === 'ask' ? [position] : [],
  );
}

function strictest(facts: Facts, policy: Policy): Decision {
  let deciding: Judgement | null = null;
  const silenced: RelaxedWord[] = [];
  const given = givenByEffect(facts);
  for (const [position, effect] of facts.effects.entries()) {
    const judged = judgeEffect(effect, facts.agent, policy);
    const yes = given?.get(position);
    const judgement = yes === undefined ? judged : afterGrant(judged, yes);
    if (judgement.relaxed !== undefined) silenced.push(...judgement.relaxed);
    if (deciding === null || speaksBefore(judgement, deciding)) deciding = judgement;
  }
  if (deciding === null) return nothingToJudge;
  const { verdict, rule, layer, effect, reason, remedy, granted } = deciding;
  const relaxed = relaxationsOf(silenced, verdict, policy.index);
  const also = granted === undefined ? {} : { granted };
  return { verdict, rule, layer, effect, reason, remedy, ...relaxed, ...also };
}

/** The stricter one; of two that allow, the one that a person's yes was needed for. */
function speaksBefore(judgement: Judgement, other: Judgement): boolean {
  if (judgement.verdict !== other.verdict) return isStricter(judgement.verdict, other.verdict);
  return judgement.granted !== undefined && other.granted === undefined;
}

function givenByEffect({ granted }: Facts): ReadonlyMap<number, Given> | null {
  if (granted === undefined) return null;
  return new Map(granted.flatMap((given) => given.effects.map((position) => [position, given])));
}

const watchingWords = { observed: 'Only observed', paused: 'Pinfold is paused' } as const;

/** While observing: what is held up all the same, and what would have been the answer. */
function onlyObserved(
  decision: Decision,
  held: Decision,
  state: keyof typeof watchingWords,
): Decision {
  const { verdict, rule, layer, effect, reason } = decision;
  const together = [...(decision.relaxed ?? []), ...(held.relaxed ?? [])];
  const relaxed = together.filter(
    (each, i) => together.findIndex((other) => other.rule === each.rule) === i,
  );
  const also = relaxed.length === 0 ? {} : { relaxed };
  if (held.verdict === verdict) return { ...held, ...also };
  const observed = { observed: { verdict, rule, layer } };
  if (held.verdict !== 'allow') return { ...held, ...also, ...observed };
  const words = { reason: `${watchingWords[state]}, not held up: ${reason}`, remedy: '' };
  // What is held always may have asked, and a person may have said yes.
  const granted = held.granted === undefined ? {} : { granted: held.granted };
  return { verdict: 'allow', rule, layer, effect, ...words, ...also, ...observed, ...granted };
}

/** The relaxations that made a difference: those of rules that would have been stricter than the answer. */
function relaxationsOf(
  silenced: readonly RelaxedWord[],
  verdict: Verdict,
  { relaxed = [], layers }: PolicyIndex,
): { relaxed?: readonly Relaxed[] } {
  const rules = new Set(
    silenced.filter((word) => isStricter(word.verdict, verdict)).map(({ rule }) => rule),
  );
  if (rules.size === 0) return {};
  return {
    relaxed: relaxed
      // Two versions of a file may relax the same.
      .filter(({ rule }, i) => rules.has(rule) && i === firstOf(rule, relaxed))
      .map(({ rule, layer, why }) => ({ rule, layer: layers[layer]!.name, why })),
  };
}

function firstOf(rule: string, relaxed: readonly { readonly rule: string }[]): number {
  return relaxed.findIndex((each) => each.rule === rule);
}

const nothingToJudge: Decision = {
  verdict: 'allow',
  rule: 'default.no-effect',
  layer: 'built-in',
  effect: null,
  reason: 'It touches no file, starts no program and opens no connection.',
  remedy: '',
};

export function judgeEffect(effect: Effect, agent: string, policy: Policy): Judgement {
  const { versions } = policy;
  if (versions === undefined) return judgeIn(effect, agent, policy);
  return strictestVersion(versions.map((each) => judgeIn(effect, agent, each)));
}

/** In a policy whose files have one version each. */
function judgeIn(effect: Effect, agent: string, policy: Policy): Judgement {
  switch (effect.kind) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search':
      return judgePath(effect, agent, policy);
    case 'run':
      return judgeCommand(effect, agent, policy);
    case 'connect':
      return judgeConnection(effect, policy);
    case 'escalate':
      return fixed(effect, 'ask', 'built-in.escalate', policy);
    case 'persist':
      return fixed(effect, 'deny', 'built-in.persist', policy);
    case 'tamper':
      return fixed(effect, 'deny', 'built-in.tamper', policy);
    case 'expose':
      return fixed(effect, 'deny', 'built-in.expose', policy);
    case 'terminal':
      return fixed(effect, 'deny', 'built-in.terminal', policy);
    case 'destroy':
      return effect.recoverable
        ? fixed(effect, 'ask', 'built-in.destroy.recoverable', policy)
        : fixed(effect, 'deny', 'built-in.destroy.for-good', policy);
    case 'unresolved':
      return judgeUnresolved(effect, agent, policy);
  }
}

function judgeUnresolved(
  effect: Extract<Effect, { kind: 'unresolved' }>,
  agent: string,
  policy: Policy,
): Judgement {
  const rule =
    effect.of === undefined || policy.heldOnly === true
      ? null
      : allowanceFor(effect.of, agent, policy);
  if (rule === null) return fixed(effect, 'ask', 'built-in.unresolved', policy);
  return {
    verdict: 'allow',
    rule: rule.id,
    layer: policy.index.layers[rule.layer]!.name,
    effect,
    reason: `The policy allows \`${rule.match.join(' ')}\`, whatever it leaves open.`,
    remedy: '',
  };
}

function fixed(
  effect: Extract<Effect, { why: string }>,
  verdict: Verdict,
  rule: string,
  { index, heldOnly }: Policy,
): Judgement {
  const judgement = { rule, layer: 'built-in', effect, ...reasonForWords(effect) } as const;
  if (heldOnly === true && !isHeldAlways(rule)) return { ...judgement, verdict: 'allow' };
  if (!isRelaxed(rule, index)) return { ...judgement, verdict };
  const reason = `${judgement.reason} The policy lets that pass.`;
  return { ...judgement, verdict: 'allow', reason, remedy: '', relaxed: [{ rule, verdict }] };
}
