import type { Anchor } from '../../../src/core/secrets/ruleData.ts';
import { type CharSet, sizeOf } from './charSet.ts';
import { type Tree, widthOf } from './tree.ts';

/** More texts than this in one place do not make a search faster. */
const mostTexts = 128;
/** The search looks at three characters at a time. */
const shortestText = 3;
/** Starts that are tried for one hit. */
const mostOffsets = 3;

interface Run {
  readonly texts: readonly string[];
  readonly at: readonly [number, number];
}

/**
 * Texts of which every match has one, in lower case and with their place: the search for them comes before the
 * expression. Null when there are none worth while.
 */
export function anchorsOf(tree: Tree): readonly Anchor[] | null {
  const found = best(candidates(tree, [0, 0]));
  if (found === null) return null;
  return found.map(({ text, at: [from, to] }) => ({
    text,
    at: to - from < mostOffsets ? ([from, to] as const) : null,
  }));
}

interface Placed {
  readonly text: string;
  readonly at: readonly [number, number];
}

/** Sets of placed texts; each match has one of each set. */
function candidates(tree: Tree, start: readonly [number, number]): (readonly Placed[])[] {
  if (tree.kind === 'group') return candidates(tree.inner, start);
  if (tree.kind === 'either') {
    const whole = textsOf(tree);
    const branches = tree.branches.map((branch) => best(candidates(branch, start)));
    const union = branches.every((each) => each !== null) ? [branches.flat()] : [];
    return [...union, ...(whole === null ? [] : [whole.map((text) => ({ text, at: start }))])];
  }
  if (tree.kind === 'repeat') {
    return tree.min > 0 ? candidates(tree.inner, start) : [];
  }
  return tree.kind === 'row' ? rowCandidates(tree.items, start) : [];
}

function rowCandidates(items: readonly Tree[], start: readonly [number, number]) {
  const all: (readonly Placed[])[] = [];
  let run: Run = { texts: [''], at: start };
  let [low, high] = start;
  for (const item of items) {
    if (item.kind === 'edge') continue;
    const texts = textsOf(item) ?? nextChars(run, item);
    if (texts === null || texts.length * run.texts.length > mostTexts) {
      all.push(placed(run));
      if (texts === null) all.push(...candidates(item, [low, high]));
      run = { texts: [''], at: [low, high] };
    }
    const [min, max] = widthOf(item);
    low += min;
    high += max;
    if (texts === null) {
      run = { texts: [''], at: [low, high] };
      continue;
    }
    run = { ...run, texts: run.texts.flatMap((a) => texts.map((b) => a + b)) };
    if (textsOf(item) !== null) continue;
    // Only the first character of what is repeated is part of the text.
    all.push(placed(run));
    run = { texts: [''], at: [low, high] };
  }
  all.push(placed(run));
  return all;
}

/** What a short run may go on with: texts of two characters stand everywhere. */
function nextChars(run: Run, item: Tree): readonly string[] | null {
  if (Math.min(...run.texts.map((text) => text.length)) !== shortestText - 1) return null;
  const first = item.kind === 'repeat' && item.min > 0 ? item.inner : item;
  return first.kind === 'set' ? foldedChars(first.set, 64) : null;
}

function placed({ texts, at }: Run): readonly Placed[] {
  return [...new Set(texts)].map((text) => ({ text, at }));
}

/** Every text that it matches, in lower case, where those are few. */
function textsOf(tree: Tree): readonly string[] | null {
  switch (tree.kind) {
    case 'edge':
      return [''];
    case 'set': {
      return foldedChars(tree.set, 4);
    }
    case 'group':
      return textsOf(tree.inner);
    case 'repeat': {
      const texts = textsOf(tree.inner);
      if (texts === null || tree.max > 3) return null;
      return combine(
        Array.from({ length: tree.max - tree.min + 1 }, (_, n) =>
          combineRow(Array.from({ length: tree.min + n }, () => texts)),
        ),
      );
    }
    case 'row':
      return combineRow(tree.items.map(textsOf));
    case 'either':
      return combine(tree.branches.map(textsOf));
  }
}

function combine(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  const all: string[] = [];
  for (const list of lists) {
    if (list === null) return null;
    all.push(...list);
  }
  return all.length > mostTexts ? null : all;
}

function combineRow(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  let all: readonly string[] = [''];
  for (const list of lists) {
    if (list === null || all.length * list.length > mostTexts) return null;
    all = all.flatMap((a) => list.map((b) => a + b));
  }
  return all;
}

/** The characters of a set without regard to case, where those are few. */
function foldedChars(set: CharSet, most: number): readonly string[] | null {
  if (sizeOf(set) > 2 * most) return null;
  const codes = set.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, n) => from + n),
  );
  const chars = [...new Set(codes.map((code) => String.fromCharCode(code).toLowerCase()))];
  return chars.length <= most ? chars : null;
}

/** Long texts at a known place first; then few. */
function best(sets: readonly (readonly Placed[])[]): readonly Placed[] | null {
  let chosen: readonly Placed[] | null = null;
  let most = 1;
  for (const set of sets) {
    const shortest = Math.min(...set.map(({ text }) => text.length));
    const bounded = set.every(({ at: [from, to] }) => to - from < mostOffsets);
    const value = Math.min(shortest, 6) * 10 + (bounded ? 40 : 0) - set.length / 10;
    if (shortest >= shortestText && value > most) [chosen, most] = [set, value];
  }
  return chosen;
}
