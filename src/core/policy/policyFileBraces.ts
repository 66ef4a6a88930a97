/**
 * Brace alternatives of a glob, only to look at each of them: `{a,b}/c` → `a/c`, `b/c`. The compiled index has its
 * own expansion; this one must not be exact in what a range yields, but in where slashes and dots end up.
 */

/** @returns null when there are more than `limit` alternatives. */
export function braceAlternatives(pattern: string, limit: number): readonly string[] | null {
  const done: string[] = [];
  const open: { text: string; from: number; weight: number }[] = [
    { text: pattern, from: 0, weight: 1 },
  ];
  let total = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const group = firstGroup(next.text, next.from);
    if (group === null) {
      done.push(next.text);
      total += next.weight;
    } else {
      const before = next.text.slice(0, group.start);
      const after = next.text.slice(group.end + 1);
      const { weight } = next;
      const expanded = group.parts.map((part) => ({
        text: before + part + after,
        from: before.length,
        weight: weight * group.size,
      }));
      open.push(...expanded.toReversed());
    }
    if (total > limit || open.length > limit || open.some(({ weight }) => weight > limit))
      return null;
  }
  return done;
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly string[];
  /** What one part stands for: the numbers of a range, else 1. */
  readonly size: number;
}

/** The first `{…}` from `from` on that expands: with a comma on its own level, or a range. */
function firstGroup(text: string, from: number): Group | null {
  for (let start = text.indexOf('{', from); start !== -1; start = text.indexOf('{', start + 1)) {
    if (text[start - 1] === '$') continue;
    const group = groupAt(text, start);
    if (group !== null) return group;
  }
  return null;
}

function groupAt(text: string, start: number): Group | null {
  let depth = 0;
  let partStart = start + 1;
  const parts: string[] = [];
  for (let i = start; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === ',' && depth === 1) {
      parts.push(text.slice(partStart, i));
      partStart = i + 1;
    } else if (text[i] === '}' && --depth === 0) {
      if (parts.length > 0)
        return { start, end: i, parts: [...parts, text.slice(partStart, i)], size: 1 };
      const size = rangeSize(text.slice(start + 1, i));
      return size === null
        ? null
        : { start, end: i, parts: [text.slice(start + 1).split('..')[0]!], size };
    }
  }
  return null;
}

/** How many words `1..9`, `a..f` or `1..9..2` stands for; null when it is no range. */
function rangeSize(inner: string): number | null {
  const match = /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.-?(\d+))?$/.exec(inner);
  if (match === null) return null;
  const [, low, high, first, last] = match;
  const distance =
    low === undefined ? last!.charCodeAt(0) - first!.charCodeAt(0) : Number(high) - Number(low);
  const step = Math.max(1, Number(match[5] ?? 1));
  return Math.floor(Math.abs(distance) / step) + 1;
}
