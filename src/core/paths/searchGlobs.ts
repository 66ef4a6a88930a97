import { compileSegment } from './segmentGlob.ts';

/**
 * Which files a content search opens, given the globs that narrow it, in the format of ripgrep's `--glob` (that of
 * gitignore with the meaning of `!` turned round): the last match wins; a glob without a slash floats; braces list
 * alternatives. What is not understood never hides a file.
 * @returns a test for paths relative to the searched folder
 */
export function searchNarrowing(globs: readonly string[]): (relative: string) => boolean {
  const rules = globs.flatMap((glob) => {
    const shows = !glob.startsWith('!');
    const body = shows ? glob : glob.slice(1);
    const variants = expandBraces(body);
    if (variants === null) return shows ? [{ shows, matches: () => true }] : [];
    return [{ shows, matches: anyOf(variants.map(compileGlob)) }];
  });
  const byDefault = !rules.some((rule) => rule.shows);
  return (relative) => rules.findLast((rule) => rule.matches(relative))?.shows ?? byDefault;
}

type Test = (relative: string) => boolean;

function anyOf(tests: readonly Test[]): Test {
  return (relative) => tests.some((test) => test(relative));
}

/** A glob also covers everything below a folder that it matches. */
function compileGlob(glob: string): Test {
  const floats = !glob.replace(/\/$/, '').includes('/');
  const body = (floats ? `**/${glob}` : glob).replace(/^\/+/, '').replace(/\/$/, '');
  const segments = body.split('/').map((text) => {
    if (text === '**') return null;
    // Searching tools let `*` match a leading dot: with a dot before both it is no longer leading.
    const dotted = compileSegment(`.${text}`);
    return (name: string) => dotted.matches(`.${name}`);
  });
  return (relative) => matchesBelow(segments, relative.split('/'));
}

/** Matches the whole path or a folder on the way to it; one table row a segment, so never exponential. */
function matchesBelow(
  segments: readonly (((name: string) => boolean) | null)[],
  names: readonly string[],
): boolean {
  let reached = new Set([0]);
  const skipStars = (at: number): void => {
    for (let next = at; segments[next] === null; next += 1) reached.add(next + 1);
  };
  skipStars(0);
  for (const name of names) {
    const before = reached;
    reached = new Set();
    for (const at of before) {
      const segment = segments[at];
      if (at === segments.length) return true;
      if (segment === null) reached.add(at);
      else if (segment?.(name)) reached.add(at + 1);
    }
    // Grows while it is walked; what is added starts no further run of stars.
    for (const at of reached) skipStars(at);
  }
  return reached.has(segments.length);
}

const mostVariants = 64;

/** `a.{b,c}` as its variants; null when braces do not pair or there are too many. */
function expandBraces(glob: string): readonly string[] | null {
  let variants = [''];
  let rest = glob;
  while (rest !== '') {
    const found = /^([^{}]*)(?:\{([^{}]*)\})?/.exec(rest);
    if (!found || found[0] === '') return null;
    const options = found[2] === undefined ? [''] : found[2].split(',');
    variants = variants.flatMap((start) => options.map((option) => start + found[1] + option));
    if (variants.length > mostVariants) return null;
    rest = rest.slice(found[0].length);
  }
  return variants;
}
