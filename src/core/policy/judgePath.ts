import { isStricter, type LayerName, type Verdict } from '../actions/decision.ts';
import type { PathEffect, Place } from '../actions/effect.ts';
import type { GlobMatcher } from '../zones/globIndex.ts';
import type { Judgement, RelaxedWord } from './judgement.ts';
import { isHeldAlways } from './observe.ts';
import type { Access, DefaultTable, PathRule, PolicyIndex } from './policyIndex.ts';
import { reasonForDefault, reasonForRule } from './words.ts';

/** A policy ready to decide: the index with its matcher. */
export interface Policy {
  readonly index: PolicyIndex;
  readonly match: GlobMatcher;
  /** Only what interrupts even while observing speaks, and no default. */
  readonly heldOnly?: true;
  /** Where files have two versions: the policy in each way to choose among them. The strictest answer counts. */
  readonly versions?: readonly Policy[];
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
  if (policy.versions !== undefined) {
    const said = policy.versions.map((each) => ruleVerdict(path, access, place, agent, each));
    return said.reduce((a, b) => (a === null || (b !== null && isStricter(b, a)) ? b : a));
  }
  const inWorkspace = place !== 'home' && place !== 'system' && place !== 'temporary';
  const question = { access, agent, place, inWorkspace, perhaps: false };
  // A relaxed rule is none that decides, but what it would have said belongs to the facts.
  const { speakers, silenced } = wordsAt(path, question, policy);
  return strongest([...speakers, ...silenced])?.verdict ?? null;
}

export type AccessKey = keyof Access;

function accessKey({ kind, uses }: PathEffect): AccessKey {
  if (kind !== 'search' && kind !== 'read') return kind;
  return uses === true ? 'use' : 'read';
}

export function judgePath(effect: PathEffect, agent: string, policy: Policy): Judgement {
  const { target } = effect;
  const access = accessKey(effect);
  const key = access === 'use' ? 'read' : access;
  const perhaps = effect.certainty !== 'surely';
  const inWorkspace = target.root !== null;
  const question: Question = { access, agent, place: target.place, inWorkspace, perhaps };
  let rule: Speaker | null = null;
  let where = target.path;
  let atPath: readonly Speaker[] = [];
  const silenced: Speaker[] = [];
  for (const location of [target.path, ...target.faces, ...(target.shows ?? [])]) {
    const words = wordsAt(location, question, policy);
    if (location === target.path) atPath = words.speakers;
    silenced.push(...words.silenced);
    const candidate = strongest(words.speakers);
    if (candidate !== null && (rule === null || isStricter(candidate.verdict, rule.verdict))) {
      rule = candidate;
      where = location;
    }
  }
  const relaxed = relaxedWords(silenced);
  const byDefault = defaultVerdict(effect, key, atPath, policy);
  if (rule !== null && (byDefault === null || !isStricter(byDefault.verdict, rule.verdict))) {
    return {
      verdict: rule.verdict,
      rule: rule.rule.id,
      layer: policy.index.layers[rule.rule.layer]!.name,
      effect,
      ...reasonForRule(effect, rule.rule, rule.verdict, where),
      ...relaxed,
    };
  }
  const spoken = byDefault ?? silence;
  return {
    verdict: spoken.verdict,
    rule: `default.${target.place}.${key}`,
    layer: spoken.layer,
    effect,
    ...reasonForDefault(effect, key, spoken.verdict),
    ...relaxed,
  };
}

function relaxedWords(silenced: readonly Speaker[]): { relaxed?: readonly RelaxedWord[] } {
  if (silenced.length === 0) return {};
  return { relaxed: silenced.map(({ rule, verdict }) => ({ rule: rule.id, verdict })) };
}

/** What a word that is only perhaps a path amounts to where no rule protects it. */
const silence = { verdict: 'allow', layer: 'built-in' } as const;

interface Speaker {
  readonly rule: PathRule;
  readonly verdict: Verdict;
  /** Where a zone for single agents tightened: the zone for all that it stands on, which replaces defaults. */
  readonly over?: PathRule;
}

interface Question {
  readonly access: AccessKey;
  readonly agent: string;
  readonly place: Place;
  readonly inWorkspace: boolean;
  /** The word is only perhaps a path. */
  readonly perhaps: boolean;
}

interface Words {
  readonly speakers: readonly Speaker[];
  /** Rules that would have asked or denied, but are relaxed. */
  readonly silenced: readonly Speaker[];
}

/** What each layer's each family says about one location: its last matching rule that speaks of this access. */
function wordsAt(path: string, question: Question, policy: Policy): Words {
  const { index, match } = policy;
  const speakers: Speaker[] = [];
  const silenced: Speaker[] = [];
  for (const ordinal of match(path)) {
    const rule = index.rules[ordinal]!;
    const verdict = wordOf(rule, question);
    if (verdict === undefined) continue;
    if (policy.heldOnly === true && !isHeldAlways(rule.id)) continue;
    // A relaxed rule goes on allowing: taking a protection out must never make anything stricter.
    if (verdict !== 'allow' && isRelaxed(rule.id, index)) {
      silenced.push({ rule, verdict });
      continue;
    }
    const earlier = speakers.findIndex(
      (s) => s.rule.layer === rule.layer && s.rule.family === rule.family,
    );
    // Built-in protections and secrets are not an ordered list that somebody wrote: there the strictest speaks. A zone
    // for single agents tightens only: whoever calls itself by their name must not gain by it.
    const before = speakers[earlier];
    const lastSpeaks = rule.family === 'zones' && rule.agents === undefined;
    if (before === undefined) speakers.push({ rule, verdict });
    else if (lastSpeaks || isStricter(verdict, before.verdict)) {
      speakers[earlier] = lastSpeaks
        ? { rule, verdict }
        : { rule, verdict, over: before.over ?? before.rule };
    }
  }
  return { speakers, silenced };
}

function wordOf(rule: PathRule, question: Question): Verdict | undefined {
  const said = verdictOf(rule.access, question.access);
  if (said === undefined) return undefined;
  if (rule.agents !== undefined && !rule.agents.includes(question.agent)) return undefined;
  if (rule.places !== undefined && !rule.places.includes(question.place)) return undefined;
  if (rule.floats === true && !question.inWorkspace) return undefined;
  return question.perhaps ? atMost(said, rule.perhaps) : said;
}

export function isRelaxed(rule: string, { relaxed }: PolicyIndex): boolean {
  return relaxed !== undefined && relaxed.some((each) => each.rule === rule);
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
  { index, heldOnly }: Policy,
): { verdict: Verdict; layer: LayerName } | null {
  if (heldOnly === true) return null;
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
  speaker: Speaker,
  layer: number,
  effect: PathEffect,
  index: PolicyIndex,
): boolean {
  const rule = speaker.over ?? speaker.rule;
  if (rule.agents !== undefined) return false;
  if (rule.layer === layer) return rule.family === 'zones' || rule.ownPlace === true;
  if (rule.family !== 'zones') return false;
  const speaking = index.layers[rule.layer]!;
  if (!speaking.trusted) return false;
  return speaking.anchor === null || effect.target.root !== null;
}
