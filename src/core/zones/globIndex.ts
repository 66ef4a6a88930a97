import { foldKey } from '../paths/lexical.ts';

/**
 * The compiled glob index: which of thousands of patterns match one path, without trying them all.
 *
 * Every pattern stands under exactly one key that any path it matches must have: a literal directory prefix, a
 * literal segment, or the extension of a segment; the few without one stand in `always`. A query looks up the keys
 * of the path and tests only those candidates, by a regular expression compiled on first use. The index is plain
 * JSON, so loading it costs a parse and nothing else.
 */

/** One pattern. A tuple, because there are hundreds in every index and the hook parses them for every call. */
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
  readonly entries: readonly GlobEntry[];
  readonly prefix: Readonly<Record<string, readonly number[]>>;
  readonly segment: Readonly<Record<string, readonly number[]>>;
  readonly extension: Readonly<Record<string, readonly number[]>>;
  readonly always: readonly number[];
}

/** Says which rules a path belongs to, in the order of their ordinals. */
export type GlobMatcher = (path: string) => readonly number[];

/** Flags of every expression: `s`, because a file name may hold a line break; `i` where case does not count. */
export function globFlags(fold: boolean): string {
  return fold ? 'si' : 's';
}

export function createGlobMatcher(index: GlobIndex): GlobMatcher {
  const compiled: (RegExp | undefined)[] = [];
  const flags = globFlags(index.fold);

  const matches = (ordinal: number, path: string): boolean => {
    let expression = compiled[ordinal];
    if (expression === undefined) {
      const [start, source] = index.entries[ordinal]!;
      expression = new RegExp(`^${index.starts[start]!}${source}(?:/.*)?$`, flags);
      compiled[ordinal] = expression;
    }
    return expression.test(path);
  };

  return (statedPath) => {
    // Paths and patterns meet in one form; where case or composition do not count, a look-alike is judged as its twin.
    const path = foldKey(statedPath, index.fold);
    const included: number[] = [];
    // Looked at only for a path that some rule takes in: most paths are spared them.
    const exceptions: number[] = [];
    const visit = (candidates: readonly number[] | undefined): void => {
      if (candidates === undefined) return;
      for (const candidate of candidates) {
        const [, , rule, except] = index.entries[candidate]!;
        if (except === true) exceptions.push(candidate);
        else if (!included.includes(rule) && matches(candidate, path)) included.push(rule);
      }
    };
    visit(index.always);
    visitKeys(path, (kind, key) => visit(own(index[kind], key)));
    if (included.length === 0) return included;
    const excluded = exceptions.filter((candidate) => {
      const rule = index.entries[candidate]![2];
      return included.includes(rule) && matches(candidate, path);
    });
    const excludedRules = excluded.map((candidate) => index.entries[candidate]![2]);
    return included.filter((rule) => !excludedRules.includes(rule)).sort((a, b) => a - b);
  };
}

/** Calls `visit` once for every key that a pattern matching `path` can stand under. */
function visitKeys(
  path: string,
  visit: (kind: 'prefix' | 'segment' | 'extension', key: string) => void,
): void {
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

// A path segment may be called `constructor` or `__proto__`: only own keys count.
function own(
  table: Readonly<Record<string, readonly number[]>>,
  key: string,
): readonly number[] | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
