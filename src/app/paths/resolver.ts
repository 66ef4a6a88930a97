import type { AccessKind, StatedPath, StatementOf } from '../../core/actions/action.ts';
import type { PathFact } from '../../core/actions/effect.ts';
import { isUnder, join, parentOf } from '../../core/paths/lexical.ts';
import { readSearchGlobs } from '../../core/paths/searchGlobs.ts';
import { compileSegment } from '../../core/paths/segmentGlob.ts';
import { type Policy, ruleVerdict } from '../../core/policy/decide.ts';
import { type GlobIndex, keyKinds } from '../../core/zones/globIndex.ts';
import { placeOf } from '../../core/zones/places.ts';
import type { Surroundings } from '../../core/zones/surroundings.ts';
import type { Files, FileStat } from '../../ports/files.ts';
import type { Git } from '../../ports/git.ts';
import type { Scan, ScanCache } from '../../ports/scanCache.ts';
import { expandGlob } from './expandGlob.ts';
import { searchedAnyway, takenBackIn } from './ignoreFiles.ts';
import { resolvePath } from './resolvePath.ts';
import { findHardLinks, protectedUnder, scanRoot, searchLimits, type Shown } from './scan.ts';
import { createTree, type Tree } from './tree.ts';

/** One way in which a stated path leads somewhere. */
export type ResolvedPath =
  | { readonly kind: 'path'; readonly fact: PathFact }
  | { readonly kind: 'unresolved'; readonly why: string };

export interface PathResolver {
  /** Everything that one statement about paths leads to; never empty. */
  resolve(statement: StatementOf<AccessKind>): readonly ResolvedPath[];
}

export interface ResolverOptions {
  readonly surroundings: Surroundings;
  readonly files: Files;
  readonly git: Git;
  readonly policy: Policy;
  readonly agent: string;
  readonly scans: ScanCache;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * The one place where stated paths become facts: patterns are expanded, links followed, other names of the same file
 * found, and for searches and recursive changes the protected files below.
 */
export function createPathResolver(options: ResolverOptions): PathResolver {
  const resolver = new Resolver(options);
  return { resolve: (statement) => resolver.resolve(statement) };
}

/** The literal names of rules that the last segment of a pattern matches, as paths. */
function protectedMatches(pattern: string, globs: GlobIndex): readonly string[] {
  const slash = pattern.lastIndexOf('/');
  const last = pattern.slice(slash + 1);
  // `*.json` is about json files; a pattern that spells part of a name is about that name.
  if (last.startsWith('*') || last.replaceAll(/[*?[\]]/g, '').length < 2) return [];
  const segment = compileSegment(last);
  return globs.keys
    .filter((key) => key.startsWith(keyKinds.segment) && segment.matches(key.slice(1)))
    .map((key) => pattern.slice(0, slash + 1) + key.slice(1));
}

class Resolver {
  readonly #options: ResolverOptions;
  readonly #tree: Tree;
  readonly #scans = new Map<string, Scan>();

  constructor(options: ResolverOptions) {
    this.#options = options;
    this.#tree = createTree(options.files);
  }

  resolve(statement: StatementOf<AccessKind>): readonly ResolvedPath[] {
    const { path } = statement;
    if (!path.glob) return this.#resolveOne(path, statement);
    const starts = this.#absolute(path);
    if (starts.length === 0) return [{ kind: 'unresolved', why: 'a pattern in an unknown folder' }];
    return starts.flatMap((absolute) => this.#resolvePattern(absolute, statement));
  }

  #resolvePattern(absolute: string, statement: StatementOf<AccessKind>): readonly ResolvedPath[] {
    const { path } = statement;
    const expansion = expandGlob(absolute, this.#tree);
    if (expansion.kind === 'tooMany') {
      const folder = { text: expansion.folder, cwd: path.cwd, glob: false };
      return this.#resolveOne(folder, { ...statement, recursive: true });
    }
    // A pattern without a match is handed on as it is, and as the protected names that it would match: the same
    // command may make such a file first.
    const words =
      expansion.paths.length === 0
        ? [absolute, ...protectedMatches(absolute, this.#options.policy.index.globs)]
        : expansion.paths;
    const resolved = words.flatMap((text) =>
      this.#resolveOne({ text, cwd: path.cwd, glob: false }, statement),
    );
    if (expansion.unseen === null || statement.certainty === 'perhaps') return resolved;
    return [...resolved, { kind: 'unresolved', why: `${expansion.unseen} cannot be looked at` }];
  }

  #absolute({ text, cwd }: StatedPath): readonly string[] {
    if (text.startsWith('/')) return [text];
    if (text.startsWith('~/')) {
      return this.#options.surroundings.homes.map((home) => join(home, text.slice(2)));
    }
    return cwd === null ? [] : [join(cwd, text)];
  }

  #resolveOne(path: StatedPath, statement: StatementOf<AccessKind>): readonly ResolvedPath[] {
    const { surroundings, files } = this.#options;
    const unsureCounts = statement.certainty === 'surely';
    const resolve = (last: 'follow' | 'keep') =>
      resolvePath(path, surroundings, files, {
        tree: this.#tree,
        last,
        aliases: (stat, at) => this.#aliases(stat, at),
      });
    const resolutions = statement.kind === 'delete' ? [resolve('keep')] : [resolve('follow')];
    const found: ResolvedPath[] = [];
    for (const resolution of resolutions) {
      if (resolution.kind === 'unresolved') {
        if (unsureCounts) found.push({ kind: 'unresolved', why: resolution.why });
        continue;
      }
      for (const fact of resolution.facts) {
        found.push(...this.#withContents(this.#widened(fact, statement), statement));
      }
      if (resolution.unsure !== null && unsureCounts) {
        found.push({ kind: 'unresolved', why: resolution.unsure });
      }
    }
    return found;
  }

  /** Whoever searches all that lies above somebody's home searches the home. */
  #widened(fact: PathFact, statement: StatementOf<AccessKind>): PathFact {
    if (statement.kind !== 'search' || fact.place !== 'system') return fact;
    if (statement.namesOnly === true && statement.recursive !== true) return fact;
    const { homes } = this.#options.surroundings;
    return homes.some((home) => isUnder(home, fact.path)) ? { ...fact, place: 'home' } : fact;
  }

  /** A search, a recursive change and a deletion reach what lies below the path. */
  #withContents(fact: PathFact, statement: StatementOf<AccessKind>): readonly ResolvedPath[] {
    const reachesBelow =
      statement.kind === 'search'
        ? statement.namesOnly !== true
        : statement.recursive === true || statement.kind === 'delete';
    if (!reachesBelow || fact.place === 'stream') return [{ kind: 'path', fact }];
    const shown = this.#below(fact, statement);
    const shows = [...new Set([...this.#knownPlacesBelow(fact.path, statement), ...shown.paths])];
    const resolved: ResolvedPath[] = [
      { kind: 'path', fact: shows.length === 0 ? fact : { ...fact, shows } },
    ];
    if (!shown.complete && statement.certainty === 'surely') {
      resolved.push({ kind: 'unresolved', why: `${fact.path} holds too much to look through` });
    }
    return resolved;
  }

  #below(fact: PathFact, statement: StatementOf<AccessKind>): Shown {
    const { policy, agent, surroundings } = this.#options;
    // A folder outside the workspace is asked about or denied by its place; looking through it would only cost time.
    if (fact.place === 'system' || fact.place === 'home' || fact.place === 'dependency') {
      return { paths: [], complete: true };
    }
    const access = statement.kind === 'search' ? 'read' : statement.kind;
    let folder = '';
    let place: PathFact['place'] = fact.place;
    const isProtected = (path: string): boolean => {
      // Files of one folder are in one place.
      if (parentOf(path) !== folder) {
        folder = parentOf(path);
        ({ place } = placeOf(path, surroundings));
      }
      const verdict = ruleVerdict(path, access, place, agent, policy);
      return verdict !== null && verdict !== 'allow';
    };
    if (statement.kind !== 'search') return protectedUnder(fact.path, this.#tree, isProtected);
    const globs = readSearchGlobs(statement.globs ?? []);
    const leftOut = (statement.leavesOut ?? []).map((pattern) => compileSegment(pattern));
    const passesHidden = this.#hiddenNames(fact.path, statement);
    const narrows = (relative: string): boolean => {
      const name = relative.slice(relative.lastIndexOf('/') + 1);
      if (!globs.opens(relative) || leftOut.some((glob) => glob.matches(name))) return false;
      return !passesHidden(relative);
    };
    const shown = protectedUnder(fact.path, this.#tree, isProtected, {
      narrows,
      limits: searchLimits,
    });
    if (statement.skipsIgnored !== true || globs.takesIn || shown.paths.length === 0) return shown;
    return { ...shown, paths: searchedAnyway(fact, shown.paths, this.#tree, this.#options.git) };
  }

  /** Which files a search passes over because their names start with a dot. */
  #hiddenNames(folder: string, statement: StatementOf<AccessKind>): (relative: string) => boolean {
    if (statement.skipsHidden === undefined) return () => false;
    const shown = readSearchGlobs(statement.skipsHidden);
    const { files } = this.#options;
    return (relative) => {
      if (!/(?:^|\/)\./.test(relative)) return false;
      if (shown.takesIn && shown.opens(relative)) return false;
      return !takenBackIn(join(folder, relative), files, this.#tree);
    };
  }

  /** Credential stores below a folder as large as a home: found by name, not by looking everywhere. */
  #knownPlacesBelow(folder: string, statement: StatementOf<AccessKind>): readonly string[] {
    if (statement.kind === 'search' && statement.namesOnly === true) return [];
    return this.#options.policy.index.knownPlaces.filter((place) => {
      if (place === folder || !isUnder(place, folder)) return false;
      const stat = this.#tree.lstat(place);
      return stat !== null;
    });
  }

  #aliases(stat: FileStat, path: string): { paths: readonly string[]; certain: boolean } {
    const { surroundings, policy, scans } = this.#options;
    const roots = surroundings.roots.map((root) => root.path);
    const { paths } = findHardLinks(stat, path, {
      scans: roots.map((root) => this.#scans.get(root) ?? scans.read(root) ?? this.#scan(root)),
      rescan: (folder) => this.#scan(folder),
      knownPlaces: policy.index.knownPlaces,
      tree: this.#tree,
    });
    // A place too large to search to its end (a browser's profile, a huge root) must not turn every file of a
    // package manager that hard-links into a question: the threat model names what remains.
    return { paths, certain: true };
  }

  #scan(root: string): Scan {
    const known = this.#scans.get(root);
    if (known !== undefined) return known;
    const { files, policy, agent, surroundings, scans, now } = this.#options;
    const scan = scanRoot(
      root,
      files,
      (path) => {
        const { place } = placeOf(path, surroundings);
        // A hook or a permission file may be read; its other name must not become the way to write it.
        return (['read', 'write'] as const).some((access) => {
          const verdict = ruleVerdict(path, access, place, agent, policy);
          return verdict !== null && verdict !== 'allow';
        });
      },
      now(),
    );
    this.#scans.set(root, scan);
    scans.keep(scan);
    return scan;
  }
}
