import type { StatedPath, StatementOf } from '../../core/actions/action.ts';
import type { Verdict } from '../../core/actions/decision.ts';
import type { PathEffect, PathFact } from '../../core/actions/effect.ts';
import { isUnder } from '../../core/paths/lexical.ts';
import { searchNarrowing } from '../../core/paths/searchGlobs.ts';
import { hasGlob } from '../../core/paths/segmentGlob.ts';
import { showText } from '../../core/paths/show.ts';
import { readStated } from '../../core/paths/stated.ts';
import { unresolved, type Unresolved, type UnresolvedCode } from '../../core/paths/unresolved.ts';
import type { Policy } from '../../core/policy/decide.ts';
import type { Surroundings } from '../../core/zones/surroundings.ts';
import type { Files, FileStat } from '../../ports/files.ts';
import { expandGlob } from './expandGlob.ts';
import { knownPlaces } from './knownPlaces.ts';
import { type Aliases, resolvePath } from './resolvePath.ts';
import { findHardLinks, protectedUnder, type Scan, scanRoot } from './scan.ts';
import { createTree, type Tree } from './tree.ts';

/** Finds out which paths one action's statements mean. Made anew for every action. */
export interface PathResolver {
  /** Everything to judge for one statement; empty when a word that was only perhaps a path turns out to be none. */
  resolve(statement: PathStatement): readonly (ResolvedFact | Unresolved)[];
}

export type PathStatement = StatementOf<PathEffect['kind']>;

export interface ResolvedFact {
  readonly kind: 'resolved';
  readonly fact: PathFact;
}

export interface ResolverParts {
  readonly surroundings: Surroundings;
  readonly files: Files;
  readonly policy: Policy;
  readonly agent: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Keeps scans between actions; without it a root is scanned at most once an action. */
  readonly scans?: ScanCache;
  /** Canonical protected files or folders besides the usual credential stores, e.g. Pinfold's own state. */
  readonly knownPlaces?: readonly string[];
}

export interface ScanCache {
  load(folder: string): Scan | null;
  keep(scan: Scan): void;
}

export function createPathResolver(parts: ResolverParts): PathResolver {
  const tree = createTree(parts.files);
  const guard = protection(parts);
  const aliases = aliasFinder(parts, tree, (path) => guard(path, 'any'));
  const resolveOne = (
    stated: StatedPath,
    statement: PathStatement,
  ): (ResolvedFact | Unresolved)[] => {
    const last = statement.kind === 'delete' ? 'keep' : 'follow';
    const found = resolvePath(stated, parts.surroundings, parts.files, { tree, last, aliases });
    if (found.kind === 'unresolved') return [found];
    const facts = found.facts.flatMap((fact) => withShown(fact, statement, parts, tree, guard));
    return found.unsure === null ? facts : [...facts, unresolved('unseen', found.unsure)];
  };
  return {
    resolve(statement) {
      const all = expanded(statement.path, parts.surroundings, tree).flatMap((step) =>
        step.kind === 'stated'
          ? resolveOne(step.stated, statement)
          : step.kind === 'everything'
            ? resolveOne(step.stated, { ...statement, kind: 'search' })
            : [step],
      );
      if (statement.certainty === 'surely') return all;
      // An unknown word that cannot be a file name is no path; one that reaches into a process may be.
      return all.filter((one) => one.kind === 'resolved' || !notAPath.has(one.code));
    },
  };
}

const notAPath: ReadonlySet<UnresolvedCode> = new Set<UnresolvedCode>([
  'nul',
  'surrogate',
  'tooLong',
  'cwd',
  'user',
  'url',
  'device',
  'drive',
  'shortName',
  'descriptor',
  'unseen',
]);

function closed(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && verdict !== 'allow';
}

type ProtectionTest = (path: string, access: 'read' | 'write' | 'delete' | 'any') => boolean;

/** Whether any rule for this agent closes a path for an access; which rule wins is decided later. */
function protection({ policy, agent }: ResolverParts): ProtectionTest {
  return (path, access) =>
    policy.match(path).some((ordinal) => {
      const rule = policy.index.rules[ordinal];
      if (rule === undefined || (rule.agents !== undefined && !rule.agents.includes(agent)))
        return false;
      if (access !== 'any') return closed(rule.access[access]);
      return closed(rule.access.read) || closed(rule.access.write) || closed(rule.access.delete);
    });
}

function aliasFinder(
  parts: ResolverParts,
  tree: Tree,
  isProtected: (path: string) => boolean,
): (stat: FileStat, path: string) => Aliases {
  const scans = new Map<string, Scan>();
  const places = [...knownPlaces(parts.surroundings), ...(parts.knownPlaces ?? [])];
  const rescan = (folder: string): Scan => {
    const scan = scanRoot(folder, parts.files, isProtected, parts.now());
    scans.set(folder, scan);
    parts.scans?.keep(scan);
    return scan;
  };
  const known = (folder: string): Scan =>
    scans.get(folder) ?? parts.scans?.load(folder) ?? rescan(folder);
  return (stat, path) => {
    const fresh = new Set(scans.keys());
    const search = {
      scans: parts.surroundings.roots.map((root) => known(root.path)),
      // Within one action the tree is looked at once: a scan made for it is as fresh as can be.
      rescan: (folder: string) => (fresh.has(folder) ? known(folder) : rescan(folder)),
      knownPlaces: places,
      tree,
    };
    return findHardLinks(stat, path, search);
  };
}

type Step =
  | { readonly kind: 'stated'; readonly stated: StatedPath }
  /** More matches than can be judged one by one: all that lies below the folder. */
  | { readonly kind: 'everything'; readonly stated: StatedPath }
  | Unresolved;

function expanded(stated: StatedPath, surroundings: Surroundings, tree: Tree): readonly Step[] {
  if (!stated.glob || !hasGlob(stated.text)) return [{ kind: 'stated', stated }];
  const read = readStated(stated, surroundings);
  if (read.kind === 'unresolved') return [read];
  const steps = new Map<string, Step>();
  const add = (kind: 'stated' | 'everything', text: string): void => {
    steps.set(`${kind} ${text}`, { kind, stated: { text, cwd: stated.cwd, glob: false } });
  };
  for (const reading of read.readings) {
    if (reading.onlyIf !== null && tree.lstat(reading.onlyIf) === null) continue;
    const windows = surroundings.platform === 'win32';
    const found = expandGlob(reading.path, tree, { windows });
    if (found.kind === 'tooMany') {
      add('everything', found.folder);
      continue;
    }
    for (const path of found.paths) add('stated', path);
    if (found.unseen !== null) {
      const why = `${showText(found.unseen)} holds names that cannot be looked at`;
      steps.set(why, unresolved('unseen', why));
    }
  }
  // A pattern without a match stays as it is, and is a file name then.
  return steps.size > 0 ? [...steps.values()] : [{ kind: 'stated', stated }];
}

/** Large, and never where anybody keeps a secret: not looked through to the end. */
const programFolders = /^\/(?:usr|lib|lib64|bin|sbin|nix)(?:\/|$)/;

function withShown(
  fact: PathFact,
  statement: PathStatement,
  parts: ResolverParts,
  tree: Tree,
  guard: ProtectionTest,
): (ResolvedFact | Unresolved)[] {
  const contents = statement.kind === 'search' && statement.namesOnly !== true;
  if (!contents && statement.recursive !== true) return [{ kind: 'resolved', fact }];
  const access = statement.kind === 'search' ? 'read' : statement.kind;
  const options = statement.globs ? { narrows: searchNarrowing(statement.globs) } : {};
  const shown = protectedUnder(fact.path, tree, (path) => guard(path, access), options);
  const holdsHome = parts.surroundings.homes.some((home) => isUnder(home, fact.path));
  const outside = fact.place === 'system' || fact.place === 'temporary';
  const whole: PathFact = {
    ...fact,
    // Whoever goes through all of `/` goes through HOME.
    place: holdsHome && outside ? 'home' : fact.place,
    ...(shown.paths.length === 0 ? {} : { shows: shown.paths }),
  };
  const known = shown.complete || programFolders.test(fact.path) || fact.place === 'dependency';
  const why = `${showText(fact.path)} holds more files than can be looked through`;
  return [{ kind: 'resolved', fact: whole }, ...(known ? [] : [unresolved('unseen', why)])];
}
