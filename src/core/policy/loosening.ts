import { isStricter, type LayerName, type Verdict } from '../actions/decision.ts';
import type { PolicyFile } from './schema.ts';

/**
 * What a change of a policy file may loosen, entry by entry, for a person to read before saying yes. It decides nothing.
 * An entry that loosens only in combination with others may be named although it does not. Not named is what nothing
 * enforces yet, and an `ask` for packages that are installed below a folder that a zone names.
 */

export interface LooseningContext {
  readonly layer: LayerName;
  /** Another file names a preset, so that more than what is built in is closed by default. */
  readonly presetElsewhere: boolean;
}

type Zone = NonNullable<PolicyFile['zones']>[number];
type Command = NonNullable<PolicyFile['commands']>[number];

const nothing: PolicyFile = { version: 1 };

/**
 * @param before what was approved; null when that was nothing
 * @param after what stands there now; null when nothing does
 * @returns entries as `zones.lab`, those that are gone as `zones.lab (taken out)`, those that differ with `(changed)`
 */
export function looseningEntries(
  before: PolicyFile | null,
  after: PolicyFile | null,
  context: LooseningContext,
): readonly string[] {
  const from = before ?? nothing;
  const to = after ?? nothing;
  return [
    ...presetEntries(from, to),
    ...zoneEntries(from, to, context),
    ...secretEntries(from, to),
    ...commandEntries(from, to),
    ...networkEntries(from, to),
    ...aboveWorkspaceEntries(from, to, context),
  ];
}

function presetEntries(from: PolicyFile, to: PolicyFile): readonly string[] {
  const { preset: old = 'balanced' } = from;
  const { preset: now = 'balanced' } = to;
  // `strict` opens nothing; `docs-only` opens documentation, also where another file's default closes it.
  if (old === now || now === 'strict') return [];
  return [now === 'balanced' ? `preset ${old} (taken out)` : `preset ${now}`];
}

// Zones ------------------------------------------------------------------------------------------------------------

function zoneEntries(
  from: PolicyFile,
  to: PolicyFile,
  context: LooseningContext,
): readonly string[] {
  const [old, now] = [from.zones ?? [], to.zones ?? []];
  const closedBefore = closedBy(from, context);
  const named = (zones: readonly Zone[], name: string): Zone | undefined =>
    zones.find((zone) => zone.name === name);
  const changed = now.flatMap((zone) => {
    const earlier = named(old, zone.name);
    if (earlier === undefined) return mayOpen(zone, closedBefore) ? [`zones.${zone.name}`] : [];
    return tightensOnly(earlier, zone) ? [] : [`zones.${zone.name} (changed)`];
  });
  const gone = old.filter((zone) => named(now, zone.name) === undefined && closes(zone));
  return [
    ...changed,
    ...gone.map(({ name }) => `zones.${name} (taken out)`),
    ...(inSameOrder(namesOf(old), namesOf(now)) ? [] : ['zones (in another order)']),
  ];
}

function namesOf(zones: readonly Zone[]): readonly string[] {
  return zones.map(({ name }) => name);
}

/** Whether an `ask` of a zone may take the place of a `deny` from before: one of the file, or a default. */
function closedBy(
  from: PolicyFile,
  { presetElsewhere }: LooseningContext,
): (zone: Zone, access: 'edit' | 'read') => boolean {
  const byDefault = presetElsewhere || (from.preset ?? 'balanced') !== 'balanced';
  return (zone, access) => {
    if (byDefault || (from.zones ?? []).some((each) => each[access] === 'deny')) return true;
    // Homes, the system and installed packages are closed to edits.
    return access === 'edit' && zone.paths.some(reachesFar);
  };
}

function reachesFar(pattern: string): boolean {
  return /^(?:~\/|\/|\*|[^/]*\*\*)|node_modules|venv|packages|vendor|\.yarn/.test(pattern);
}

function mayOpen(
  zone: Zone,
  closedBefore: (zone: Zone, access: 'edit' | 'read') => boolean,
): boolean {
  if (isForSome(zone)) return false;
  return (['edit', 'read'] as const).some(
    (access) => zone[access] === 'allow' || (zone[access] === 'ask' && closedBefore(zone, access)),
  );
}

function closes({ edit, read }: Zone): boolean {
  return [edit, read].some((verdict) => verdict === 'ask' || verdict === 'deny');
}

/** A zone or command for single agents tightens only. */
function isForSome({ agents = [] }: { readonly agents?: readonly string[] }): boolean {
  return agents.length > 0;
}

function tightensOnly(old: Zone, now: Zone): boolean {
  if (!sameItems(old.agents ?? [], now.agents ?? [])) return false;
  const words = (['edit', 'read'] as const).map((access) => [old[access], now[access]] as const);
  const stays = words.every(([a, b]) => a === b || (a !== undefined && isAtLeast(b, a)));
  const allDeny = [now.edit, now.read].every(
    (verdict) => verdict === undefined || verdict === 'deny',
  );
  const more = old.paths.every((path) => now.paths.includes(path));
  const fewer = now.paths.every((path) => old.paths.includes(path));
  if (words.every(([a, b]) => a === b)) {
    const allAllow = [now.edit, now.read].every((word) => word === undefined || word === 'allow');
    return (more && fewer) || (more && allDeny) || (fewer && allAllow && !isForSome(now));
  }
  return stays && more && (fewer || allDeny);
}

function isAtLeast(verdict: Verdict | undefined, other: Verdict): boolean {
  return verdict !== undefined && !isStricter(other, verdict);
}

// Secrets, commands, hosts -----------------------------------------------------------------------------------------

function secretEntries(from: PolicyFile, to: PolicyFile): readonly string[] {
  const [old, now] = [from.secrets ?? {}, to.secrets ?? {}];
  const gone = missingFrom(old.paths, now.paths).map((path) => `secrets.paths ${path} (taken out)`);
  const excepted = missingFrom(now.except, old.except).map((path) => `secrets.except ${path}`);
  const protects = (old.paths ?? []).length > 0;
  const asks = protects && (old.access ?? 'deny') === 'deny' && now.access === 'ask';
  return [...gone, ...(protects ? excepted : []), ...(asks ? ['secrets.access ask'] : [])];
}

function commandEntries(from: PolicyFile, to: PolicyFile): readonly string[] {
  const old = (from.commands ?? []).map(keyOf);
  const now = (to.commands ?? []).map(keyOf);
  const commands = to.commands ?? [];
  const stricterBefore = (command: Command): boolean =>
    (from.commands ?? []).some(
      (each) => each.match[0] === command.match[0] && isStricter(each.verdict, command.verdict),
    );
  const added = commands.filter(
    (command) =>
      !old.includes(keyOf(command)) &&
      !isForSome(command) &&
      (command.verdict === 'allow' || (command.verdict === 'ask' && stricterBefore(command))),
  );
  const gone = (from.commands ?? []).filter(
    (command, position) =>
      !now.includes(keyOf(command)) &&
      command.verdict !== 'allow' &&
      !isTightened(command, commands[position]),
  );
  const name = ({ match, verdict }: Command): string =>
    `commands \`${match.join(' ')}\` ${verdict}`;
  return [
    ...added.map(name),
    ...gone.map((command) => `${name(command)} (taken out)`),
    ...(inSameOrder(old, now) ? [] : ['commands (in another order)']),
  ];
}

/** In its place stands the same with a stricter verdict. */
function isTightened(old: Command, now: Command | undefined): boolean {
  return (
    now !== undefined &&
    isStricter(now.verdict, old.verdict) &&
    keyOf({ ...old, verdict: now.verdict }) === keyOf(now)
  );
}

function keyOf({ match, verdict, agents = [] }: Command): string {
  return JSON.stringify([match, verdict, agents]);
}

/** What is built in says of fetching and sending, until a file says otherwise. */
const byDefault = { fetch: 'allow', send: 'ask' } as const;

function networkEntries(from: PolicyFile, to: PolicyFile): readonly string[] {
  const [old, now] = [from.network ?? {}, to.network ?? {}];
  const words = (['fetch', 'send'] as const).flatMap((key) => {
    const earlier = old[key] ?? byDefault[key];
    const later = now[key] ?? byDefault[key];
    if (!isStricter(earlier, later)) return [];
    return [
      now[key] === undefined ? `network.${key} ${earlier} (taken out)` : `network.${key} ${later}`,
    ];
  });
  return [
    ...words,
    ...missingFrom(old.deny, now.deny).map((host) => `network.deny ${host} (taken out)`),
    ...missingFrom(now.allow, old.allow).map((host) => `network.allow ${host}`),
  ];
}

function aboveWorkspaceEntries(
  from: PolicyFile,
  to: PolicyFile,
  { layer }: LooseningContext,
): readonly string[] {
  if (layer === 'workspace') return [];
  const rules = ({ relax = [] }: PolicyFile): readonly string[] => relax.map(({ rule }) => rule);
  const observes = to.mode === 'observe' && from.mode !== 'observe';
  return [
    ...missingFrom(rules(to), rules(from)).map((rule) => `relax ${rule}`),
    ...(observes ? ['mode observe'] : []),
  ];
}

// Lists ------------------------------------------------------------------------------------------------------------

/** What stands in the first list and not in the second, each once. */
function missingFrom(
  list: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] {
  return [...new Set(list ?? [])].filter((each) => other?.includes(each) !== true);
}

function sameItems(a: readonly string[], b: readonly string[]): boolean {
  return missingFrom(a, b).length === 0 && missingFrom(b, a).length === 0;
}

/** Whether what stands in both lists stands there in the same order. */
function inSameOrder(a: readonly string[], b: readonly string[]): boolean {
  const common = a.filter((each) => b.includes(each));
  const there = b.filter((each) => a.includes(each));
  return common.every((each, i) => there[i] === each);
}
