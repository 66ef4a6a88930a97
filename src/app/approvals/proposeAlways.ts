import type { PathEffect } from '../../core/actions/effect.ts';
import type { ApprovalRequest } from '../../core/approvals/request.ts';
import { isUnder, relativeTo } from '../../core/paths/lexical.ts';
import { type Entry, withEntry } from '../../core/policy/addEntry.ts';
import { compilePolicy, type LayerInput } from '../../core/policy/compile.ts';
import { createPolicy, decide, type Policy } from '../../core/policy/decide.ts';
import { parsePolicy } from '../../core/policy/parse.ts';
import { builtInRules } from '../../core/policy/builtin/index.ts';
import { isHeldAlways } from '../../core/policy/observe.ts';
import { mayRelax, relaxableRules } from '../../core/policy/relaxable.ts';
import type { Files } from '../../ports/files.ts';
import {
  type CompileRootInput,
  type PolicyState,
  readPolicyFiles,
} from './../policy/compileRoot.ts';
import { userPolicyPath } from '../policy/policyPlaces.ts';

/** What a person would have to change so that they are not asked again. Nothing is written. */
export type AlwaysProposal =
  | {
      readonly kind: 'change';
      /** The user's own file. */
      readonly path: string;
      /** What stands there; empty when nothing does. */
      readonly before: string;
      readonly after: string;
      /** What the entry opens, in a sentence: a rule is for more than the call that was asked about. */
      readonly opens: string;
      /** Something else of the same call would still be asked about. */
      readonly stillAsks: boolean;
    }
  | { readonly kind: 'none'; readonly why: string };

/**
 * Proposes the smallest change of the user's own policy after which this is not asked about any more: a built-in
 * protection that is relaxed, or a zone for one path where only a default asked. It is tried on the very facts of the
 * call, and proposed only where it takes effect. Nothing is proposed that opens what nobody asked about: a rule that
 * also denies, one that is about all commands, a home with all that lies in it.
 * @param why the person's reason; goes into the file
 */
export function proposeAlways(
  request: ApprovalRequest,
  why: string,
  input: CompileRootInput,
  files: Files,
): AlwaysProposal {
  const { rule, layer, effect } = request.decision;
  const states = readPolicyFiles(input, files);
  const path = userPolicyPath(input.own.config);
  const broken = states.find((each) => !each.ok);
  if (broken !== undefined) return none(`${broken.place.path} is broken. Mend it first.`);
  const own = states.find((each) => each.place.layer === 'user');
  const before = own?.text ?? '';
  if (layer === 'user') return none(`It is a rule of your own policy: ${rule} in ${path}.`);
  if (effect === null)
    return none('The question is about the call as a whole, which no rule names.');
  const possible = entryFor(rule, 'target' in effect ? effect : null, why, input, before);
  if (typeof possible === 'string') return none(possible);
  if (possible === null) return none(whyNot(rule, layer, false));
  const after = withEntry(before, possible.entry);
  const policy = policyWith(after, path, states, input);
  const { granted: _, ...facts } = request.facts;
  if (policy === null || decide({ ...facts, effects: [effect] }, policy).verdict !== 'allow') {
    return none(whyNot(rule, layer, true));
  }
  const stillAsks = decide(facts, policy).verdict !== 'allow';
  return { kind: 'change', path, before, after, opens: possible.opens, stillAsks };
}

function none(why: string): AlwaysProposal {
  return { kind: 'none', why };
}

function whyNot(rule: string, layer: string, wasTried: boolean): string {
  if (layer === 'workspace' || layer === 'organisation') {
    const whose = layer === 'workspace' ? 'this workspace' : 'your organisation';
    return `The policy of ${whose} asks (${rule}), and no other file can loosen that. Change it there.`;
  }
  if (rule.startsWith('built-in.pinfold.') || rule === 'built-in.tamper') {
    return `${rule} keeps Pinfold itself standing. Only the organisation’s policy can relax it.`;
  }
  return wasTried
    ? `No entry in your own policy would answer this question (${rule}).`
    : `There is no entry for your own policy that answers ${rule}.`;
}

interface Possible {
  readonly entry: Entry;
  readonly opens: string;
}

/** An entry that may answer the question, or why there must be none, in words; null where none can. */
function entryFor(
  rule: string,
  effect: PathEffect | null,
  why: string,
  { homes }: CompileRootInput,
  before: string,
): Possible | string | null {
  if (relaxableRules.includes(rule)) {
    if (!mayRelax('user', rule)) return null;
    const kind = onlyAsks(rule);
    if (kind === null) return tooMuch(rule);
    const opens = `It opens each file that is ${kind}, in every project and for every agent, not this one alone.`;
    return { entry: { list: 'relax', value: { rule, why } }, opens };
  }
  if (effect === null || !rule.startsWith('default.')) return null;
  const { path } = effect.target;
  if (effect.namesOnly === true) {
    return 'Only names are looked at here, and an entry would open what is in the files, too.';
  }
  if ([...homes, '/'].some((home) => isUnder(home, path))) {
    return `An entry for ${path} would open everything in your home.`;
  }
  const pattern = patternOf(path, homes);
  if (pattern === null) return null;
  const reads = effect.kind === 'read' || effect.kind === 'search';
  const name = freeName(before);
  const access = reads ? 'read' : 'edit';
  return {
    entry: { list: 'zones', value: { name, paths: [pattern], [access]: 'allow', why } },
    opens: `It opens ${pattern} and everything that lies below it, for ${
      reads ? 'reading' : 'writing and deleting'
    }, for every agent.`,
  };
}

/** What a built-in rule of places is about, when all that it does is to ask; null when relaxing it opens more. */
function onlyAsks(rule: string): string | null {
  const found = builtInRules.find(({ id }) => `built-in.${id}` === rule);
  if (found === undefined || isHeldAlways(rule)) return null;
  const verdicts = [...Object.values(found.access), found.perhaps];
  return verdicts.includes('deny') ? null : found.title;
}

function tooMuch(rule: string): string {
  return `What answers it is to relax ${rule}, and that opens far more than this. Write it into your policy yourself if you mean it.`;
}

/** One path as a pattern that matches it and what is below it; null where its letters have another meaning there. */
function patternOf(path: string, homes: readonly string[]): string | null {
  if (/[*?[\]{}()!@+|\\]/.test(path)) return null;
  for (const home of homes) {
    const inside = relativeTo(path, home);
    if (inside !== null && inside !== '') return `~/${inside}`;
  }
  return path;
}

function freeName(text: string): string {
  for (let number = 1; ; number += 1) {
    const name = `allowed-${String(number)}`;
    if (!text.includes(`"${name}"`)) return name;
  }
}

/** The policy as it would be with this text as the user's, approved. Null when it would be broken. */
function policyWith(
  text: string,
  path: string,
  states: readonly PolicyState[],
  input: CompileRootInput,
): Policy | null {
  const parsed = parsePolicy(text, { file: path, layer: 'user' });
  if (!parsed.ok) return null;
  const own: LayerInput = { name: 'user', file: parsed.value, path, anchor: null, trusted: true };
  const usable = states.filter((each) => each.ok);
  const layers = usable.flatMap((each) => (each.place.layer === 'user' ? [own] : [...each.layers]));
  const sources = usable.map((each) => each.source);
  return createPolicy(compilePolicy({ ...input, layers, sources, tampering: [] }));
}
