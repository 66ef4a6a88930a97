import { compileSegment } from './segmentGlob.ts';

/**
 * The globs that narrow a search, as ripgrep reads them (its manual, `-g`): the last match decides, `!` leaves
 * out, with any glob that takes in everything else stays out; a glob without a slash matches a name at any depth,
 * and a folder covers what is below it.
 */
export interface SearchGlobs {
  /** Whether the search would open this file; `relative` starts from the searched folder. */
  opens(relative: string): boolean;
  /** Some glob takes files in: what git ignores is then searched all the same. */
  readonly takesIn: boolean;
}

/**
 * A glob that this reading does not understand takes in everything, and leaves out nothing: a search is never
 * thought to be narrower than it is.
 */
export function readSearchGlobs(globs: readonly string[]): SearchGlobs {
  const rules = globs.map(readGlob);
  const takesIn = rules.some((rule) => !rule.leavesOut);
  return {
    takesIn,
    opens(relative) {
      let opens = !takesIn;
      for (const rule of rules) if (rule.covers(relative)) opens = !rule.leavesOut;
      return opens;
    },
  };
}

interface Rule {
  readonly leavesOut: boolean;
  readonly covers: (relative: string) => boolean;
}

function readGlob(glob: string): Rule {
  const leavesOut = glob.startsWith('!');
  const text = (leavesOut ? glob.slice(1) : glob).replace(/^\.\//, '').replace(/\/$/, '');
  const alternatives = expandBraces(text);
  if (alternatives === null) return { leavesOut, covers: () => !leavesOut };
  const matchers = alternatives.map(compileGlob);
  return { leavesOut, covers: (relative) => matchers.some((matches) => matches(relative)) };
}

/** Plain alternatives `{a,b}`, also several in a row; null for nested or unbalanced braces. */
function expandBraces(text: string): string[] | null {
  const open = text.indexOf('{');
  if (open === -1) return text.includes('}') ? null : [text];
  const close = text.indexOf('}', open);
  const inner = text.slice(open + 1, close);
  if (close === -1 || inner.includes('{')) return null;
  const tails = expandBraces(text.slice(close + 1));
  if (tails === null) return null;
  const all = inner
    .split(',')
    .flatMap((word) => tails.map((tail) => text.slice(0, open) + word + tail));
  return all.length <= 256 ? all : null;
}

function compileGlob(glob: string): (relative: string) => boolean {
  const floats = !glob.includes('/');
  const segments = (floats ? `**/${glob}` : glob.replace(/^\//, '')).split('/');
  const compiled = segments.map((segment) => (segment === '**' ? null : anyDot(segment)));
  return (relative) => matchSegments(compiled, relative.split('/'));
}

/** ripgrep's wildcards match a leading dot too. */
function anyDot(segment: string): (name: string) => boolean {
  const plain = compileSegment(segment);
  if (segment.startsWith('.')) return (name) => plain.matches(name);
  const marked = compileSegment(`x${segment}`);
  return (name) => marked.matches(`x${name}`);
}

/**
 * Whether a pattern names the path or a folder on the way to it: a folder covers what is below it. Keeps the set of
 * places in the pattern that were reached, so many `**` cost no more than one.
 */
function matchSegments(
  pattern: readonly (((name: string) => boolean) | null)[],
  names: readonly string[],
): boolean {
  let reached = withoutStars(pattern, [0]);
  for (const name of names) {
    const next: number[] = [];
    for (const at of reached) {
      const matches = pattern[at];
      if (matches === null) next.push(at);
      else if (matches?.(name) === true) next.push(at + 1);
    }
    reached = withoutStars(pattern, next);
    if (reached.has(pattern.length)) return true;
  }
  return false;
}

/** Adds what is reached when each `**` stands for nothing. */
function withoutStars(pattern: readonly unknown[], starts: readonly number[]): Set<number> {
  const reached = new Set<number>();
  for (const start of starts) {
    let at = start;
    while (!reached.has(at)) {
      reached.add(at);
      if (pattern[at] === null) at += 1;
    }
  }
  return reached;
}
