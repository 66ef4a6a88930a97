import { mapTree, type Repeat, rowOf, type Tree } from './tree.ts';

/**
 * Takes away what only says what may stand in front (`[\w.-]{0,50}?` and its like at the start): a match is the same
 * secret without it, and its start becomes a place that can be searched for.
 */
export function withoutLead(tree: Tree): Tree {
  if (tree.kind === 'either') {
    return { ...tree, branches: tree.branches.map(withoutLead) };
  }
  if (tree.kind !== 'row') return tree;
  const [first, ...rest] = tree.items;
  if (first?.kind === 'repeat' && first.min === 0 && !first.greedy && first.inner.kind === 'set') {
    return withoutLead(rowOf(rest));
  }
  if (first?.kind === 'either') return rowOf([withoutLead(first), ...rest]);
  return tree;
}

/** How far repetitions without a limit go, by what is repeated. */
export interface Limits {
  /** Blanks. */
  readonly blank: number;
  /** Characters of a secret or anything else. */
  readonly other: number;
}

/** Gives every repetition a limit, so that no attempt runs through a whole file. */
export function bounded(tree: Tree, limits: Limits): Tree {
  return mapTree(tree, (each) => {
    if (each.kind !== 'repeat' || each.max !== Infinity) return each;
    return { ...each, max: each.min + (isBlank(each) ? limits.blank : limits.other) };
  });
}

function isBlank({ inner }: Repeat): boolean {
  return inner.kind === 'set' && inner.set.every(([, to]) => to <= 0x20);
}
