import { braceExpand, GLOBSTAR, Minimatch, type MinimatchOptions } from 'minimatch';
import { foldKey } from '../paths/lexical.ts';
import { asciiJson } from './asciiJson.ts';
import { anyPath, type GlobEntry, type GlobIndex, keyKinds } from './globIndex.ts';

/** A pattern together with where it is anchored. */
export interface AnchoredPattern {
  /**
   * Absolute directories that the pattern may start from; the pattern holds under each of them. `*` as a whole
   * segment stands for any one name (`/home/*`). `['/']` for absolute and floating patterns.
   */
  readonly anchors: readonly string[];
  /** The pattern relative to its anchors, minimatch syntax without `!` and `#`. */
  readonly pattern: string;
  readonly rule: number;
  readonly except: boolean;
  /** Only what the pattern itself names, nothing below. */
  readonly exact?: boolean;
}

/** minimatch's defaults let `**` miss dotfiles and give `!` and `#` a meaning: never use them for a fence. */
const options: MinimatchOptions = {
  dot: true,
  nonegate: true,
  nocomment: true,
  platform: 'linux',
};

/**
 * Compiles patterns to an index. A pattern also covers everything under what it names.
 * @throws Error when a pattern cannot be compiled; policies are checked before they come here.
 */
export function compileGlobs(patterns: readonly AnchoredPattern[], fold: boolean): GlobIndex {
  const entries: GlobEntry[] = [];
  const starts = new Map<string, number>();
  const choices: Choices[] = [];
  for (const anchored of patterns) {
    for (const alternative of braceExpand(foldKey(anchored.pattern, fold), options)) {
      const pattern = withoutTrailingGlobstar(alternative);
      const anchors = anchored.anchors.map((anchor) => foldKey(anchor, fold));
      const start = ordinalOf(startSource(anchors), starts);
      // Every expression may go on with `/…`; an end before that leaves what is below out.
      const source = patternSource(pattern) + (anchored.exact === true ? '$' : '');
      entries.push(
        anchored.except ? [start, source, anchored.rule, true] : [start, source, anchored.rule],
      );
      choices.push(keyChoices(anchors, pattern));
    }
  }
  return { fold, starts: [...starts.keys()], ...linesOf(underRarestKeys(entries, choices)) };
}

/** Puts every entry under those of its possible keys that it shares with the fewest others. */
function underRarestKeys(
  entries: readonly GlobEntry[],
  choices: readonly Choices[],
): ReadonlyMap<string, readonly GlobEntry[]> {
  const byKey = new Map<string, GlobEntry[]>();
  const shared = new Map<string, number>();
  for (const key of choices.flat(2)) shared.set(key, (shared.get(key) ?? 0) + 1);
  for (const [ordinal, choice] of choices.entries()) {
    let rarest: readonly string[] = [anyPath];
    let fewest = Infinity;
    for (const keys of choice) {
      const most = Math.max(...keys.map((key) => shared.get(key) ?? 0));
      if (most < fewest) [rarest, fewest] = [keys, most];
    }
    for (const key of rarest) {
      const there = byKey.get(key) ?? [];
      there.push(entries[ordinal]!);
      byKey.set(key, there);
    }
  }
  return byKey;
}

function linesOf(
  byKey: ReadonlyMap<string, readonly GlobEntry[]>,
): Pick<GlobIndex, 'keys' | 'at' | 'text'> {
  // By code units, as they are compared when they are looked up.
  const keys = [...byKey.keys()].sort();
  const at: number[] = [];
  let text = '';
  for (const key of keys) {
    at.push(text.length);
    text += `${asciiJson(byKey.get(key))}\n`;
  }
  return { keys, at, text };
}

/**
 * `a/**` covers what is under `a`, and so does `a`: with the cover added to every pattern they are almost the same,
 * but `a/**` must go on matching `a` itself too (deleting the folder deletes what is in it).
 */
function withoutTrailingGlobstar(pattern: string): string {
  const trimmed = pattern.replace(/(?:\/\*\*)+\/?$/, '').replace(/\/+$/, '');
  return trimmed === '' ? '**' : trimmed;
}

/** Where a process lives on, each change of a file compiles the same built-in patterns once more. */
const knownSources = new Map<string, string>();
const mostSources = 5_000;

function patternSource(pattern: string): string {
  let source = knownSources.get(pattern);
  if (source === undefined) {
    source = freshSource(pattern);
    if (knownSources.size >= mostSources) knownSources.clear();
    knownSources.set(pattern, source);
  }
  return source;
}

/**
 * minimatch parses the pattern to rows of segments; an expression over what follows the start is put together from
 * them. Canonical paths hold no `.` or `..` segments, so a segment's own guard against those needs no context.
 */
function freshSource(pattern: string): string {
  const rows = new Minimatch(pattern, options).set.map(rowSource);
  if (rows.length === 0) throw new Error(`pattern cannot be compiled: ${pattern}`);
  return oneOf(rows);
}

function startSource(anchors: readonly string[]): string {
  return oneOf(
    anchors.map((anchor) =>
      anchor === '/'
        ? '/'
        : `${anchor
            .split('/')
            .map((segment) => segmentSource(segment))
            .join('/')}/`,
    ),
  );
}

function ordinalOf(source: string, known: Map<string, number>): number {
  const ordinal = known.get(source) ?? known.size;
  known.set(source, ordinal);
  return ordinal;
}

function oneOf(sources: readonly string[]): string {
  return sources.length === 1 ? sources[0]! : `(?:${sources.join('|')})`;
}

function rowSource(row: Minimatch['set'][number]): string {
  let source = '';
  row.forEach((part, position) => {
    const last = position === row.length - 1;
    if (part === GLOBSTAR) source += last ? '.*' : '(?:[^/]+/)*';
    else {
      const text = typeof part === 'string' ? segmentSource(part, true) : innerSource(part);
      source += last ? text : `${text}/`;
    }
  });
  return source;
}

/** How minimatch keeps `.` and `..` from being matched. Canonical paths have no such segments. */
const dotGuard = '(?!(?:^|\\/)\\.\\.?(?:$|\\/))';

function innerSource(expression: RegExp): string {
  const source = expression.source.replace(/^\^/, '').replace(/\$$/, '').replaceAll(dotGuard, '');
  return source.includes('|') ? `(?:${source})` : source;
}

function segmentSource(segment: string, literal = false): string {
  if (segment === '*' && literal !== true) return '[^/]+';
  return segment.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Each choice is enough by itself: every path that the pattern matches has one of its keys. */
type Choices = readonly (readonly string[])[];

function keyChoices(anchors: readonly string[], pattern: string): Choices {
  const choices: (readonly string[])[] = [];
  const segments = pattern.split('/');
  const firstMagic = segments.findIndex(isMagic);
  const literalPrefix = firstMagic === -1 ? segments : segments.slice(0, firstMagic);
  const literalAnchors = anchors.every((anchor) => !anchor.includes('*'));
  if (literalAnchors && literalPrefix.length > 0) {
    const prefix = literalPrefix.join('/');
    choices.push(anchors.map((anchor) => prefixKey(`${anchor === '/' ? '' : anchor}/${prefix}`)));
  }
  for (const segment of segments.filter((each) => !isMagic(each)).toReversed()) {
    choices.push([keyKinds.segment + segment]);
  }
  const extension = extensionOf(segments.at(-1)!);
  if (extension !== undefined) choices.push([keyKinds.extension + extension]);
  if (choices.length === 0 && literalAnchors && !anchors.includes('/')) {
    choices.push(anchors.map(prefixKey));
  }
  return choices;
}

function prefixKey(path: string): string {
  return keyKinds.prefix + path;
}

/** What every match of a segment ends with, from its first dot on: `*.kind.json` → `kind.json`. */
function extensionOf(segment: string): string | undefined {
  return /(?:^|[*?[\]{}()!+@|\\])[^.*?[\]{}()!+@|\\]*\.([^*?[\]{}()!+@|\\]+)$/.exec(segment)?.[1];
}

function isMagic(segment: string): boolean {
  return /[*?[\]{}()!+@\\]/.test(segment);
}
