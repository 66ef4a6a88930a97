import { foldKey } from '../paths/lexical.ts';

/**
 * The compiled glob index: which of thousands of patterns match one path, without trying them all.
 *
 * Every pattern stands under keys of which any path it matches must have one: a literal directory prefix, a literal
 * segment, or the extension of a segment; the few without one stand under {@link anyPath}. A query looks up the keys of
 * the path and tests only those candidates, by a regular expression compiled on first use. The patterns of one key are
 * a line of a text, and only the lines that a query asks for become objects: a hook needs a handful of a thousand.
 */

/** One pattern. */
export type GlobEntry = readonly [
  /** Ordinal of the start that the pattern hangs on. */
  start: number,
  /** Source of a regular expression for what follows the start; it covers what is below, too. */
  source: string,
  /** Ordinal of the rule this pattern belongs to. */
  rule: number,
  /** The pattern takes a path out of the rule instead of into it. */
  except?: true,
];

export interface GlobIndex {
  /** Paths and patterns are compared without regard to case. */
  readonly fold: boolean;
  /** Sources of expressions for the beginnings of paths, each ending with a slash: kept once, used by many entries. */
  readonly starts: readonly string[];
  /** Sorted; each begins with the letter of its kind ({@link keyKinds}). */
  readonly keys: readonly string[];
  /** Where in the text the line of each key begins. */
  readonly at: readonly number[];
  /** A line for each key, in ASCII: its entries as JSON. */
  readonly text: string;
}

export const keyKinds = { prefix: 'p', segment: 's', extension: 'e' } as const;

/** The key of patterns that any path may match. */
export const anyPath = '*';

/** Says which rules a path belongs to, in the order of their ordinals. */
export type GlobMatcher = (path: string) => readonly number[];

/** Flags of every expression: `s`, because a file name may hold a line break; `i` where case does not count. */
export function globFlags(fold: boolean): string {
  return fold ? 'si' : 's';
}

export function createGlobMatcher(index: GlobIndex): GlobMatcher {
  const known = new Map<string, readonly Candidate[]>();
  const flags = globFlags(index.fold);

  const candidatesOf = (key: string): readonly Candidate[] => {
    let candidates = known.get(key);
    if (candidates === undefined) {
      candidates = entriesOf(index, key).map((entry) => ({ entry, expression: null }));
      known.set(key, candidates);
    }
    return candidates;
  };

  const matches = (candidate: Candidate, path: string): boolean => {
    if (candidate.expression === null) {
      const [start, source] = candidate.entry;
      candidate.expression = new RegExp(`^${index.starts[start]!}${source}(?:/.*)?$`, flags);
    }
    return candidate.expression.test(path);
  };

  return (statedPath) => {
    // Paths and patterns meet in one form; where case or composition do not count, a look-alike is judged as its twin.
    const path = foldKey(statedPath, index.fold);
    const included: number[] = [];
    // Looked at only for a path that some rule takes in: most paths are spared them.
    const exceptions: Candidate[] = [];
    const visit = (key: string): void => {
      for (const candidate of candidatesOf(key)) {
        const [, , rule, except] = candidate.entry;
        if (except === true) exceptions.push(candidate);
        else if (!included.includes(rule) && matches(candidate, path)) included.push(rule);
      }
    };
    visit(anyPath);
    visitKeys(path, (kind, key) => visit(keyKinds[kind] + key));
    if (included.length === 0) return included;
    const excludedRules = exceptions
      .filter((candidate) => included.includes(candidate.entry[2]) && matches(candidate, path))
      .map((candidate) => candidate.entry[2]);
    return included.filter((rule) => !excludedRules.includes(rule)).sort((a, b) => a - b);
  };
}

interface Candidate {
  readonly entry: GlobEntry;
  expression: RegExp | null;
}

function entriesOf({ keys, at, text }: GlobIndex, key: string): readonly GlobEntry[] {
  const place = placeOf(keys, key);
  if (place === -1) return [];
  const start = at[place]!;
  // What compileGlobs wrote.
  return JSON.parse(text.slice(start, text.indexOf('\n', start))) as readonly GlobEntry[];
}

/** Halves the sorted keys until one is left: its place, or -1. */
function placeOf(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = keys[middle]!;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Calls `visit` once for every key that a pattern matching `path` can stand under. */
function visitKeys(path: string, visit: (kind: keyof typeof keyKinds, key: string) => void): void {
  visit('prefix', '/');
  let start = path.startsWith('/') ? 1 : 0;
  while (start <= path.length) {
    const slash = path.indexOf('/', start);
    const end = slash === -1 ? path.length : slash;
    if (end > start) {
      const segment = path.slice(start, end);
      visit('prefix', path.slice(0, end));
      visit('segment', segment);
      for (let dot = segment.indexOf('.'); dot !== -1; dot = segment.indexOf('.', dot + 1)) {
        visit('extension', segment.slice(dot + 1));
      }
    }
    start = end + 1;
  }
}
