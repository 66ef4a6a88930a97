import { isStricter } from '../actions/decision.ts';
import { createGlobMatcher, type GlobMatcher } from '../zones/globIndex.ts';
import type { Policy } from './judgePath.ts';
import type { Judgement } from './judgement.ts';
import type { PolicyIndex } from './policyIndex.ts';

/** A policy ready to decide. */
export function createPolicy(index: PolicyIndex): Policy {
  const match = createGlobMatcher(index.globs);
  if (index.versions === undefined) return { index, match };
  // All versions ask about one path, one after the other.
  const whole = { index, match: rememberingLast(match) };
  return { ...whole, versions: index.versions.map((silent) => without(silent, whole)) };
}

function rememberingLast(match: GlobMatcher): GlobMatcher {
  let last: { readonly path: string; readonly rules: readonly number[] } | null = null;
  return (path) => {
    if (last?.path !== path) last = { path, rules: match(path) };
    return last.rules;
  };
}

/** The policy as if some layers were not there. The ordinals of the others stay. */
function without(silent: readonly number[], { index, match }: Policy): Policy {
  const speaks = ({ layer }: { readonly layer: number }): boolean => !silent.includes(layer);
  const layers = index.layers.map((layer, ordinal) => {
    if (speaks({ layer: ordinal })) return layer;
    const { name, anchor, trusted } = layer;
    return { name, anchor, trusted };
  });
  const observe = layers.findIndex(({ observes }) => observes === true);
  const { observe: _, versions: __, relaxed = [], ...rest } = index;
  return {
    index: {
      ...rest,
      layers,
      commands: index.commands.filter(speaks),
      network: index.network.filter(speaks),
      closed: index.closed.filter(({ rule }) => speaks(index.rules[rule]!)),
      ...(relaxed.length === 0 ? {} : { relaxed: relaxed.filter(speaks) }),
      ...(observe === -1 ? {} : { observe }),
    },
    match: (path) => match(path).filter((rule) => speaks(index.rules[rule]!)),
  };
}

/** The strictest of what the versions of a policy say about one effect; of equals the first. */
export function strictestVersion(judgements: readonly Judgement[]): Judgement {
  const [first, ...others] = judgements;
  let found = first!;
  for (const each of others) if (isStricter(each.verdict, found.verdict)) found = each;
  const relaxed = judgements.flatMap((each) => each.relaxed ?? []);
  const waits = judgements.some(({ verdict }) => isStricter(found.verdict, verdict));
  return {
    ...found,
    ...(waits ? { reason: `${found.reason} ${changeWaits}` } : {}),
    ...(relaxed.length === 0 ? {} : { relaxed }),
  };
}

const changeWaits =
  'A change of the policy, which a person has not approved, would answer otherwise.';

/** Whether a version of the policy observes. */
export function mayObserve(policy: Policy): boolean {
  return (policy.versions ?? [policy]).some(({ index }) => index.observe !== undefined);
}

/** The policy with nothing but what is held always: in all of its versions, or in those that observe. */
export function observing(policy: Policy, all: boolean): Policy {
  const { versions } = policy;
  const held = (each: Policy): Policy =>
    all || each.index.observe !== undefined ? { ...each, heldOnly: true } : each;
  return versions === undefined ? held(policy) : { ...policy, versions: versions.map(held) };
}
