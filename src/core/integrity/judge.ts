import { finding, type Finding, type FindingDraft } from './finding.ts';
import { guarded, judgeAgents } from './judgeAgents.ts';
import { judgeApprovals } from './judgeApprovals.ts';
import { isRemembered, judgePrograms } from './judgePrograms.ts';
import type { Observed } from './observed.ts';
import { type Remembered, type RememberedPrograms, repaired } from './remembered.ts';

/**
 * Everything that is not as the extension remembers or ships it, the gravest first. Where nobody is to be guarded,
 * launcher and programs are nobody's concern.
 */
export function judge(known: Remembered, seen: Observed): readonly Finding[] {
  const stands = guarded(known, seen).length > 0;
  const all = [
    ...extensionFindings(known, seen),
    ...(stands ? judgePrograms(known, seen) : []),
    ...judgeAgents(known, seen),
    ...(stands ? recordKeyFindings(known, seen) : []),
    ...judgeApprovals(known, seen),
  ];
  const open = all.filter(({ id }) => !known.accepted.includes(id));
  return order.flatMap((weight) => open.filter((each) => each.weight === weight));
}

const order = ['alarm', 'note', 'hint'] as const;

/** What the extension remembers after a look that found nothing wrong with a thing: each thing for itself. */
export function learn(known: Remembered, seen: Observed): Remembered {
  const found = judge(known, seen);
  const kinds = new Set(found.map(({ kind }) => kind));
  const inOrder = !programKinds.some((kind) => kinds.has(kind));
  const { place } = seen.recordKey;
  return {
    ...known,
    own: known.own?.version === seen.own.version ? known.own : ownOf(seen),
    programs: inOrder && guarded(known, seen).length > 0 ? programsOf(known, seen) : known.programs,
    recordKey: known.recordKey ?? (place.kind === 'file' ? place.digest : null),
    issued: issuedOf(known, seen),
    agents: agentsOf(known, seen, (agent) => !found.some((each) => each.agent === agent)),
  };
}

/**
 * What it remembers right after it protected or unprotected `agents` itself: of launcher and programs what is there, if
 * they are its own; of other agents what it knew before.
 */
export function learnOwn(
  known: Remembered,
  before: Observed,
  after: Observed,
  agents: readonly string[],
): Remembered {
  const others = Object.entries(known.agents).filter(([agent]) => !agents.includes(agent));
  const made = before.recordKey.place.kind === 'missing';
  const fresh = {
    ...repaired(known),
    programs: expectedPrograms(known, after),
    recordKey: made ? null : known.recordKey,
    agents: Object.fromEntries(others),
  };
  return learn(fresh, after);
}

/**
 * What it remembers when a person says that a finding is their own doing: nothing, when it is another one by now than
 * they were told of.
 */
export function accept(
  known: Remembered,
  seen: Observed,
  { id, kind, agent, path }: Finding,
): Remembered {
  if (!judge(known, seen).some((each) => each.id === id)) return known;
  if (kind === 'other-version' || kind === 'written-elsewhere') {
    return { ...known, programs: programsOf({ ...known, programs: null }, seen) };
  }
  if (kind === 'hooks' || kind === 'hooks-taken-away') {
    const agents = Object.entries(known.agents).filter(([name]) => name !== agent);
    return { ...known, agents: Object.fromEntries(agents) };
  }
  if (kind === 'key') {
    const ids = seen.keys.filter((key) => key.path === path).map((key) => key.id);
    return { ...known, keys: [...known.keys, ...ids] };
  }
  if (kind === 'key-missing') {
    return { ...known, keys: known.keys.filter((key) => key !== path) };
  }
  return { ...known, accepted: [...known.accepted, id] };
}

const programKinds = [
  'launcher',
  'programs',
  'lower-version',
  'other-version',
  'older-version',
  'written-elsewhere',
  'record',
] as const;

function ownOf({ own }: Observed): Remembered['own'] {
  return { version: own.version, digest: own.digest };
}

function programsOf(known: Remembered, seen: Observed): Remembered['programs'] {
  const { launcher, programs } = seen;
  if (isRemembered(known, seen)) return known.programs;
  if (launcher.place.kind !== 'file' || programs.folder === null) return known.programs;
  const digests = Object.entries(programs.files).flatMap(([name, place]) =>
    place.kind === 'file' ? [[name, place.digest] as const] : [],
  );
  return {
    version: programs.version ?? '',
    folder: programs.folder,
    launcher: launcher.place.digest,
    node: launcher.made?.node ?? '',
    recorded: launcher.made?.recorded ?? '',
    files: Object.fromEntries(digests),
  };
}

/**
 * Programs of which nothing is known yet but what a launcher may name: `protect` ran with this editor's own node and
 * variables, or left those that were known. Whoever exchanges the launcher right afterwards is not taken for it.
 */
function expectedPrograms(
  { programs }: Remembered,
  { expected, launcher }: Observed,
): RememberedPrograms | null {
  if (launcher.place.kind === 'missing') return null;
  const { node, recorded } = programs ?? expected;
  return { version: '', folder: '', launcher: '', node, recorded, files: {} };
}

/** What was issued last may not have been written yet. */
const issuedLast = 200;

/** What is gone is not kept for good: nonces of what still lies there, and of what was issued last. */
function issuedOf({ issued }: Remembered, { approvals }: Observed): readonly string[] {
  const there = new Set(approvals.map(({ nonce }) => nonce));
  const kept = issued.filter((nonce, at) => at >= issued.length - issuedLast || there.has(nonce));
  return kept.length === issued.length ? issued : kept;
}

function agentsOf(
  known: Remembered,
  seen: Observed,
  inOrder: (agent: string) => boolean,
): Remembered['agents'] {
  const fresh = seen.agents.flatMap(
    ({ agent, recorded, installedAt: installed, hooks, entries }) => {
      if (!recorded || hooks !== 'exact' || entries === null || !inOrder(agent)) return [];
      const before = Object.hasOwn(known.agents, agent) ? known.agents[agent] : undefined;
      // Protected anew: the trail may tell of an `unprotect` from before, which is no excuse for the next one.
      const record = before?.installed === installed ? before.record : seen.trailEnd;
      return [[agent, { entries, record, installed }] as const];
    },
  );
  return { ...known.agents, ...Object.fromEntries(fresh) };
}

/** The extension's own files cannot vouch for themselves; but they do not change within a version. */
function extensionFindings(known: Remembered, seen: Observed): readonly Finding[] {
  const { own } = known;
  if (own === null || own.version !== seen.own.version) return [];
  if (own.digest === ownOf(seen)?.digest) return [];
  const draft: FindingDraft = {
    kind: 'extension',
    what: 'program',
    path: seen.dist,
    why: `has other programs than before, and calls itself ${own.version} as before`,
    title: 'the extension’s own programs were changed',
    meaning: 'What they would install, and what they say, cannot be relied on.',
    ways: ['accept'],
  };
  return [finding(draft, seen.own.digest)];
}

function recordKeyFindings({ recordKey }: Remembered, seen: Observed): readonly Finding[] {
  const { path, place } = seen.recordKey;
  if (recordKey === null || (place.kind === 'file' && place.digest === recordKey)) return [];
  const words = { missing: 'is missing', odd: 'is no regular file', file: 'was changed' };
  const draft: FindingDraft = {
    kind: 'record-key',
    what: 'key',
    path,
    why: words[place.kind],
    title: 'the trail’s own key was changed',
    meaning: 'Equal contents in the trail can no longer be recognised across the change.',
    ways: place.kind === 'missing' ? ['repair'] : ['accept'],
  };
  return [finding(draft, place.kind === 'file' ? place.digest : place.kind)];
}
