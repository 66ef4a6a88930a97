import { type CharSet, complement, escapedSets } from './charSet.ts';
import type { Edge, Tree } from './tree.ts';

const edges: Readonly<Record<Edge, string>> = {
  start: '^',
  end: '$',
  // Without the flag `m`, which would change the two above.
  'line-start': '(?<![^\\n])',
  'line-end': '(?![^\\n])',
  word: '\\b',
  'no-word': '\\B',
};

/**
 * An expression in JavaScript's syntax, to be compiled without flags (or with `y`, `g`). `parseRe2` reads it, too.
 */
export function printJs(tree: Tree): string {
  switch (tree.kind) {
    case 'set':
      return printSet(tree.set);
    case 'edge':
      return edges[tree.edge];
    case 'group':
      return `(${printJs(tree.inner)})`;
    case 'row':
      return tree.items
        .map((each) => (each.kind === 'either' ? `(?:${printJs(each)})` : printJs(each)))
        .join('');
    case 'either':
      return tree.branches.map(printJs).join('|');
    case 'repeat': {
      const { inner } = tree;
      const alone = inner.kind === 'set' || inner.kind === 'group';
      const text = alone ? printJs(inner) : `(?:${printJs(inner)})`;
      return text + countOf(tree.min, tree.max) + (tree.greedy || tree.min === tree.max ? '' : '?');
    }
  }
}

function countOf(min: number, max: number): string {
  if (min === 0 && max === 1) return '?';
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${String(min)},}`;
  if (min === max) return min === 1 ? '' : `{${String(min)}}`;
  return `{${String(min)},${String(max)}}`;
}

function printSet(set: CharSet): string {
  const [first] = set;
  if (set.length === 1 && first !== undefined && first[0] === first[1]) {
    return escapeOutside(first[0]);
  }
  if (set.length === 0) return '[]';
  if (set.length === 1 && first !== undefined && first[1] === 0xffff && first[0] === 0) {
    return '[\\s\\S]';
  }
  for (const letter of ['d', 'w'] as const) {
    const known = escapedSets[letter];
    if (known !== undefined && same(set, known)) return `\\${letter}`;
  }
  const negated = set.at(-1)?.[1] === 0xffff;
  const ranges = negated ? complement(set) : set;
  const inside = ranges.map(([from, to]) => {
    if (from === to) return escapeInside(from);
    return `${escapeInside(from)}${to === from + 1 ? '' : '-'}${escapeInside(to)}`;
  });
  return `[${negated ? '^' : ''}${inside.join('')}]`;
}

function same(a: CharSet, b: CharSet): boolean {
  return a.length === b.length && a.every(([x, y], at) => b[at]?.[0] === x && b[at][1] === y);
}

function escapeOutside(code: number): string {
  const char = String.fromCharCode(code);
  if (/[\\^$.*+?()[\]{}|/]/.test(char)) return `\\${char}`;
  return unseen(code) ?? char;
}

function escapeInside(code: number): string {
  const char = String.fromCharCode(code);
  if (/[\\\]^-]/.test(char)) return `\\${char}`;
  return unseen(code) ?? char;
}

const named: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' };

function unseen(code: number): string | null {
  if (code >= 0x20 && code < 0x7f) return null;
  return named[code] ?? `\\u${code.toString(16).padStart(4, '0')}`;
}
