/** A set of UTF-16 units: pairs from–to, sorted, apart from each other. */
export type CharSet = readonly (readonly [from: number, to: number])[];

const last = 0xffff;

/** A set of the given ranges, in any order. */
export function setOf(ranges: CharSet): CharSet {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before !== undefined && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

export function setOfText(text: string): CharSet {
  return setOf(text.split('').map((each) => [each.charCodeAt(0), each.charCodeAt(0)] as const));
}

export function complement(set: CharSet): CharSet {
  const ranges: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) ranges.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= last) ranges.push([next, last]);
  return ranges;
}

/** Adds the other case of ASCII letters. Go also folds `ſ` to `s` and the Kelvin sign to `k`: no token has them. */
export function foldSet(set: CharSet): CharSet {
  const other = (from: number, to: number, low: number, by: number) => {
    const [a, b] = [Math.max(from, low), Math.min(to, low + 25)];
    return a <= b ? [[a + by, b + by] as const] : [];
  };
  return setOf(
    set.flatMap(([from, to]) => [
      [from, to] as const,
      ...other(from, to, 65, 32),
      ...other(from, to, 97, -32),
    ]),
  );
}

export function hasChar(set: CharSet, code: number): boolean {
  return set.some(([from, to]) => from <= code && code <= to);
}

/** How many units are in it. */
export function sizeOf(set: CharSet): number {
  return set.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

const range = (a: string, b: string) => [a.charCodeAt(0), b.charCodeAt(0)] as const;
const digit = setOf([range('0', '9')]);
const word = setOf([range('0', '9'), range('A', 'Z'), range('a', 'z'), range('_', '_')]);
/** RE2's: without the vertical tab and what Unicode adds in JavaScript. */
const space = setOfText('\t\n\f\r ');

/** `\d`, `\w`, `\s` and their opposites, as RE2 has them. */
export const escapedSets: Readonly<Record<string, CharSet>> = {
  d: digit,
  w: word,
  s: space,
  D: complement(digit),
  W: complement(word),
  S: complement(space),
};

/** POSIX classes inside brackets, `[[:alnum:]]`. */
export const posixSets: Readonly<Record<string, CharSet>> = {
  alnum: setOf([range('0', '9'), range('A', 'Z'), range('a', 'z')]),
  alpha: setOf([range('A', 'Z'), range('a', 'z')]),
  digit,
  lower: setOf([range('a', 'z')]),
  upper: setOf([range('A', 'Z')]),
  punct: setOf([range('!', '/'), range(':', '@'), range('[', '`'), range('{', '~')]),
  space: setOfText('\t\n\v\f\r '),
  word,
  xdigit: setOf([range('0', '9'), range('A', 'F'), range('a', 'f')]),
};
