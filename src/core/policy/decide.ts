import { type Decision, type LayerName, stricter, type Verdict } from '../actions/decision.ts';
import type { Effect, PathEffect, Place } from '../actions/effect.ts';
import type { Facts } from '../actions/facts.ts';
import { createGlobMatcher, type GlobMatcher } from '../zones/globIndex.ts';
import { judgeCommand } from './commands.ts';
import type { Judgement } from './judgement.ts';
import { judgeConnection } from './network.ts';
import type { Access, DefaultTable, PathRule, PolicyIndex } from './policyIndex.ts';
import { reasonForDefault, reasonForRule, reasonForWords } from './words.ts';

/** A policy ready to decide: the index with its matcher. */
export interface Policy {
  readonly index: PolicyIndex;
  readonly match: GlobMatcher;
}

export function createPolicy(index: PolicyIndex): Policy {
  return { index, match: createGlobMatcher(index.globs) };
}

/**
 * Decides one action. Pure and total: the same facts and the same policy give the same decision, whenever.
 * The strictest judgement over all effects wins; of equals the first.
 */
export function decide(facts: Facts, policy: Policy): Decision {
  let deciding: Judgement | null = null;
  for (const effect of facts.effects) {
    const judgement = judgeEffect(effect, facts.agent, policy);
    if (deciding === null || isStricter(judgement.verdict, deciding.verdict)) deciding = judgement;
  }
  return deciding ?? nothingToJudge;
}

const nothingToJudge: Decision = {
  verdict: 'allow',
  rule: 'default.no-effect',
  layer: 'built-in',
  effect: null,
  reason: 'It touches no file, starts no program and opens no connection.',
  remedy: '',
};

function isStricter(a: Verdict, b: Verdict): boolean {
  return a !== b && stricter(a, b) === a;
}

export function judgeEffect(effect: Effect, agent: string, policy: Policy): Judgement {
  switch (effect.kind) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search':
      return judgePath(effect, agent, policy);
    case 'run':
      return judgeCommand(effect, agent, policy.index);
    case 'connect':
      return judgeConnection(effect, policy.index);
    case 'escalate':
      return fixed(effect, 'ask', 'built-in.escalate');
    case 'persist':
      return fixed(effect, 'deny', 'built-in.persist');
    case 'tamper':
      return fixed(effect, 'deny', 'built-in.tamper');
    case 'expose':
      return fixed(effect, 'deny', 'built-in.expose');
    case 'destroy':
      return effect.recoverable
        ? fixed(effect, 'ask', 'built-in.destroy.recoverable')
        : fixed(effect, 'deny', 'built-in.destroy.for-good');
    case 'unresolved':
      return fixed(effect, 'ask', 'built-in.unresolved');
  }
}

function fixed(
  effect: Extract<Effect, { why: string }>,
  verdict: Verdict,
  rule: string,
): Judgement {
  return { verdict, rule, layer: 'built-in', effect, ...reasonForWords(effect) };
}

/**
 * What the rules alone say about a path, defaults aside; null when none speaks. For looking through folders: which of
 * the files in them are protected.
 */
export function ruleVerdict(
  path: string,
  access: AccessKey,
  place: Place,
  agent: string,
  policy: Policy,
): Verdict | null {
  return (
    strongest(speakersAt(path, { access, agent, place, perhaps: false }, policy))?.verdict ?? null
  );
}

export type AccessKey = keyof Access;

function accessKey({ kind, uses }: PathEffect): AccessKey {
  if (kind !== 'search' && kind !== 'read') return kind;
  return uses === true ? 'use' : 'read';
}

function judgePath(effect: PathEffect, agent: string, policy: Policy): Judgement {
  const { target } = effect;
  const access = accessKey(effect);
  const perhaps = effect.certainty !== 'surely';
  const question: Question = { access, agent, place: target.place, perhaps };
  const speakers = speakersAt(target.path, question, policy);
  const own = strongest(speakers);
  let rule = own;
  let where = target.path;
  for (const face of target.faces) {
    const candidate = strongest(speakersAt(face, question, policy));
    if (candidate !== null && (rule === null || isStricter(candidate.verdict, rule.verdict))) {
      rule = candidate;
      where = face;
    }
  }
  for (const shown of target.shows ?? []) {
    const candidate = strongest(speakersAt(shown, question, policy));
    if (candidate !== null && (rule === null || isStricter(candidate.verdict, rule.verdict))) {
      rule = candidate;
      where = shown;
    }
  }
  const key = access === 'use' ? 'read' : access;
  const byDefault = defaultVerdict(effect, key, speakers, policy.index);
  if (rule !== null && (byDefault === null || !isStricter(byDefault.verdict, rule.verdict))) {
    return {
      verdict: rule.verdict,
      rule: rule.rule.id,
      layer: policy.index.layers[rule.rule.layer]!.name,
      effect,
      ...reasonForRule(effect, rule.rule, rule.verdict, where),
    };
  }
  const spoken = byDefault ?? silence;
  return {
    verdict: spoken.verdict,
    rule: `default.${target.place}.${key}`,
    layer: spoken.layer,
    effect,
    ...reasonForDefault(effect, key, spoken.verdict),
  };
}

/** What a word that is only perhaps a path amounts to where no rule protects it. */
const silence = { verdict: 'allow', layer: 'built-in' } as const;

interface Speaker {
  readonly rule: PathRule;
  readonly verdict: Verdict;
}

interface Question {
  readonly access: AccessKey;
  readonly agent: string;
  readonly place: Place;
  /** The word is only perhaps a path. */
  readonly perhaps: boolean;
}

/** What each layer's each family says about one location: its last matching rule that speaks of this access. */
function speakersAt(
  path: string,
  { access, agent, place, perhaps }: Question,
  { index, match }: Policy,
): Speaker[] {
  const speakers: Speaker[] = [];
  for (const ordinal of match(path)) {
    const rule = index.rules[ordinal]!;
    const said = verdictOf(rule.access, access);
    if (said === undefined) continue;
    const verdict = perhaps ? atMost(said, rule.perhaps) : said;
    if (rule.agents !== undefined && !rule.agents.includes(agent)) continue;
    if (rule.places !== undefined && !rule.places.includes(place)) continue;
    const earlier = speakers.findIndex(
      (s) => s.rule.layer === rule.layer && s.rule.family === rule.family,
    );
    if (earlier === -1) speakers.push({ rule, verdict });
    else if (rule.family === 'zones') speakers[earlier] = { rule, verdict };
    // Built-in protections and secrets are not an ordered list that somebody wrote: there the strictest speaks.
    else if (isStricter(verdict, speakers[earlier]!.verdict)) speakers[earlier] = { rule, verdict };
  }
  return speakers;
}

function atMost(verdict: Verdict, most: Verdict | undefined): Verdict {
  return most !== undefined && isStricter(verdict, most) ? most : verdict;
}

function verdictOf(access: Access, key: AccessKey): Verdict | undefined {
  const instead = key === 'delete' ? access.write : key === 'use' ? access.read : undefined;
  return access[key] ?? instead;
}

function strongest(speakers: readonly Speaker[]): Speaker | null {
  let found: Speaker | null = null;
  for (const speaker of speakers) {
    if (found === null || isStricter(speaker.verdict, found.verdict)) found = speaker;
  }
  return found;
}

/**
 * The strictest default that no speaker replaces; null when all are replaced, or the word is only perhaps a path.
 *
 * A zone, and a built-in place, replaces its own layer's default. A zone of a trusted layer replaces every layer's,
 * inside its own root. So a workspace file that nobody approved can order its own strictness, and cannot loosen
 * what stands outside it. A zone that names agents tightens only.
 */
function defaultVerdict(
  effect: PathEffect,
  access: keyof DefaultTable[Place],
  speakers: readonly Speaker[],
  index: PolicyIndex,
): { verdict: Verdict; layer: LayerName } | null {
  if (effect.certainty === 'perhaps') return null;
  // What an unknown program does with a place that it is given is at least a look at it.
  if (effect.certainty === 'given' && effect.target.place !== 'home') return null;
  let found: { verdict: Verdict; layer: LayerName } | null = null;
  for (const [ordinal, layer] of index.layers.entries()) {
    if (layer.defaults === undefined) continue;
    if (speakers.some((speaker) => replacesDefault(speaker, ordinal, effect, index))) continue;
    const verdict = verdictOfDefault(layer.defaults, effect, access);
    if (found === null || isStricter(verdict, found.verdict))
      found = { verdict, layer: layer.name };
  }
  return found;
}

function verdictOfDefault(
  table: DefaultTable,
  effect: PathEffect,
  access: keyof DefaultTable[Place],
): Verdict {
  return table[effect.target.place][access];
}

function replacesDefault(
  { rule }: Speaker,
  layer: number,
  effect: PathEffect,
  index: PolicyIndex,
): boolean {
  if (rule.agents !== undefined) return false;
  if (rule.layer === layer) return rule.family === 'zones' || rule.ownPlace === true;
  if (rule.family !== 'zones') return false;
  const speaking = index.layers[rule.layer]!;
  if (!speaking.trusted) return false;
  return speaking.anchor === null || effect.target.root !== null;
}
