import { hasChar } from './charSet.ts';
import type { Edge, Tree } from './tree.ts';

/** What one attempt at one place took. */
export interface Attempt {
  /** Where the match ends; null for none. */
  readonly end: number | null;
  /** Characters looked at, backtracking included: what grows with a hostile text, on every machine alike. */
  readonly steps: number;
}

type Next = (at: number) => boolean;

/**
 * Matches as a backtracking engine does, and counts. Slow: for tests and for the converter, which states with each rule
 * what an attempt may cost.
 * @param limit gives up after so many steps; `steps` is above it then
 */
export function attempt(tree: Tree, text: string, at: number, limit: number): Attempt {
  let steps = 0;
  let end: number | null = null;

  function match(node: Tree, from: number, next: Next): boolean {
    steps += 1;
    if (steps > limit) return true;
    switch (node.kind) {
      case 'set':
        return from < text.length && hasChar(node.set, text.charCodeAt(from)) && next(from + 1);
      case 'edge':
        return holds(node.edge, text, from) && next(from);
      case 'group':
        return match(node.inner, from, next);
      case 'row':
        return matchRow(node.items, 0, from, next);
      case 'either':
        return node.branches.some((branch) => match(branch, from, next));
      case 'repeat':
        return node.inner.kind === 'set'
          ? matchChars(node.inner.set, node.min, node.max, node.greedy, from, next)
          : matchMany(node.inner, node.min, node.max, node.greedy, from, next);
    }
  }

  function matchRow(items: readonly Tree[], index: number, from: number, next: Next): boolean {
    const item = items[index];
    if (item === undefined) return next(from);
    return match(item, from, (to) => matchRow(items, index + 1, to, next));
  }

  function matchChars(
    set: Parameters<typeof hasChar>[0],
    min: number,
    max: number,
    greedy: boolean,
    from: number,
    next: Next,
  ): boolean {
    const fits = (count: number) =>
      from + count < text.length && hasChar(set, text.charCodeAt(from + count));
    let count = 0;
    while (count < (greedy ? max : min) && fits(count)) count += 1;
    steps += count;
    if (count < min) return false;
    if (greedy) {
      for (; count >= min; count -= 1) if (spend() || next(from + count)) return true;
      return false;
    }
    for (; ; count += 1) {
      if (spend() || next(from + count)) return true;
      if (count >= max || !fits(count)) return false;
    }
  }

  function matchMany(
    inner: Tree,
    min: number,
    max: number,
    greedy: boolean,
    from: number,
    next: Next,
  ): boolean {
    const more = () =>
      max > 0 &&
      match(inner, from, (to) =>
        to === from && min === 0
          ? false
          : matchMany(inner, Math.max(min - 1, 0), max - 1, greedy, to, next),
      );
    if (min > 0) return more();
    return greedy ? more() || next(from) : next(from) || more();
  }

  function spend(): boolean {
    steps += 1;
    return steps > limit;
  }

  const found = match(tree, at, (to) => {
    end = to;
    return true;
  });
  return { end: found && steps <= limit ? end : null, steps };
}

function holds(edge: Edge, text: string, at: number): boolean {
  const word = (index: number) => /\w/.test(text[index] ?? '');
  switch (edge) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'line-start':
      return at === 0 || text[at - 1] === '\n';
    case 'line-end':
      return at === text.length || text[at] === '\n';
    case 'word':
      return word(at - 1) !== word(at);
    case 'no-word':
      return word(at - 1) === word(at);
  }
}
