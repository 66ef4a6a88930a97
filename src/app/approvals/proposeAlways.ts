import type { PathEffect } from '../../core/actions/effect.ts';
import type { ApprovalRequest } from '../../core/approvals/request.ts';
import { relativeTo } from '../../core/paths/lexical.ts';
import { type Entry, withEntry } from '../../core/policy/addEntry.ts';
import { compilePolicy, type LayerInput } from '../../core/policy/compile.ts';
import { createPolicy, decide, type Policy } from '../../core/policy/decide.ts';
import { parsePolicy } from '../../core/policy/parse.ts';
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
      /** Something else of the same call would still be asked about. */
      readonly stillAsks: boolean;
    }
  | { readonly kind: 'none'; readonly why: string };

/** Whether there is such a change at all, before anybody is asked for a reason. */
export type AlwaysPossible = { readonly entry: Entry['list'] } | { readonly why: string };

/**
 * Proposes the smallest change of the user's own policy after which this is not asked about any more: a built-in
 * protection that is relaxed, or a zone for one path where only a default asked. It is tried on the very facts of the
 * call, and proposed only where it takes effect.
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
  const entries = entriesFor(rule, 'target' in effect ? effect : null, why, input, before);
  for (const entry of entries) {
    const after = withEntry(before, entry);
    const policy = policyWith(after, path, states, input);
    if (policy === null) continue;
    const { granted: _, ...facts } = request.facts;
    if (decide({ ...facts, effects: [effect] }, policy).verdict !== 'allow') continue;
    return {
      kind: 'change',
      path,
      before,
      after,
      stillAsks: decide(facts, policy).verdict !== 'allow',
    };
  }
  return none(whyNot(rule, layer, entries.length > 0));
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

function entriesFor(
  rule: string,
  effect: PathEffect | null,
  why: string,
  { homes }: CompileRootInput,
  before: string,
): readonly Entry[] {
  if (relaxableRules.includes(rule)) {
    return mayRelax('user', rule) ? [{ list: 'relax', value: { rule, why } }] : [];
  }
  if (effect === null || !rule.startsWith('default.')) return [];
  const pattern = patternOf(effect.target.path, homes);
  if (pattern === null) return [];
  const access = effect.kind === 'read' || effect.kind === 'search' ? 'read' : 'edit';
  const name = freeName(before);
  return [{ list: 'zones', value: { name, paths: [pattern], [access]: 'allow', why } }];
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
