import { type CharSet, sizeOf } from './charSet.ts';
import type { Tree } from './tree.ts';

/** A number from 0 up to, not including, 1. */
export type Chance = () => number;

/** A generator of numbers that gives the same ones for the same seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** How repetitions are filled. */
export interface Filling {
  /** At most so many more than the least; `Infinity` for as many as are allowed. */
  readonly extra: number;
}

/** A text that the expression matches, save for word edges, which the surroundings must give. */
export function generate(tree: Tree, chance: Chance, filling: Filling): string {
  switch (tree.kind) {
    case 'set':
      return pickChar(tree.set, chance);
    case 'edge':
      return '';
    case 'group':
      return generate(tree.inner, chance, filling);
    case 'row':
      return tree.items.map((item) => generate(item, chance, filling)).join('');
    case 'either': {
      const branch = tree.branches[Math.floor(chance() * tree.branches.length)];
      return branch === undefined ? '' : generate(branch, chance, filling);
    }
    case 'repeat': {
      const room = Math.min(tree.max - tree.min, filling.extra);
      const count = tree.min + (room === 0 ? 0 : Math.floor(chance() * (room + 1)));
      let text = '';
      for (let n = 0; n < count; n += 1) text += generate(tree.inner, chance, filling);
      return text;
    }
  }
}

/** Letters and digits where there are any, else what can be seen, else anything. */
function pickChar(set: CharSet, chance: Chance): string {
  const usual = narrow(set, [
    [48, 57],
    [65, 90],
    [97, 122],
  ]);
  const seen = usual.length > 0 ? usual : narrow(set, [[32, 126]]);
  const from = seen.length > 0 ? seen : set;
  let index = Math.floor(chance() * sizeOf(from));
  for (const [low, high] of from) {
    if (index <= high - low) return String.fromCharCode(low + index);
    index -= high - low + 1;
  }
  throw new RangeError('an empty set matches nothing');
}

function narrow(set: CharSet, to: CharSet): CharSet {
  return set.flatMap(([a, b]) =>
    to
      .map(([low, high]) => [Math.max(a, low), Math.min(b, high)] as const)
      .filter(([low, high]) => low <= high),
  );
}

/**
 * Texts that keep a backtracking engine busy: matches with their repetitions filled, broken off, broken at the end,
 * and begun over and over.
 */
export function hostileTexts(tree: Tree, seed: number, size: number): readonly string[] {
  const chance = chanceOf(seed);
  const texts: string[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    const short = generate(tree, chance, { extra: turn });
    const long = generate(tree, chance, { extra: 400 });
    texts.push(short, long, `${long}\x00`, `${long.slice(0, -1)}\x00`);
    for (const part of [1, 2, 3, 5, 8, 13, 21]) {
      const start = short.slice(0, part);
      const middle = short.slice(0, Math.ceil((short.length * part) / 21));
      const last = middle.at(-1) ?? '';
      texts.push(start.repeat(Math.ceil(size / part)).slice(0, size));
      texts.push(middle + last.repeat(size), `${middle}${' '.repeat(size)}`);
      texts.push(middle.repeat(Math.ceil(size / (middle.length + 1))).slice(0, size));
      texts.push(`${middle}${'\n'.repeat(40)}${'=:'.repeat(40)}${'a1'.repeat(size >> 1)}`);
    }
  }
  return texts;
}
