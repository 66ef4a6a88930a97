import type { CharSet } from './charSet.ts';

/** A regular expression as a tree. Flags are gone: they are part of the sets. */
export type Tree =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'group'; readonly inner: Tree }
  | { readonly kind: 'row'; readonly items: readonly Tree[] }
  | { readonly kind: 'either'; readonly branches: readonly Tree[] }
  | Repeat;

export interface Repeat {
  readonly kind: 'repeat';
  readonly inner: Tree;
  readonly min: number;
  /** Infinity for no limit. */
  readonly max: number;
  readonly greedy: boolean;
}

/** Start and end of the text or of a line, a word's edge, and what is none. */
export type Edge = 'start' | 'end' | 'line-start' | 'line-end' | 'word' | 'no-word';

/** A row without rows in it; a single item stands for itself. */
export function rowOf(items: readonly Tree[]): Tree {
  const flat = items.flatMap((each) => (each.kind === 'row' ? each.items : [each]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind: 'row', items: flat };
}

export function eitherOf(branches: readonly Tree[]): Tree {
  const [only] = branches;
  return branches.length === 1 && only !== undefined ? only : { kind: 'either', branches };
}

/** Applies a change from the leaves up. */
export function mapTree(tree: Tree, change: (tree: Tree) => Tree): Tree {
  const inside = (each: Tree) => mapTree(each, change);
  switch (tree.kind) {
    case 'set':
    case 'edge':
      return change(tree);
    case 'group':
    case 'repeat':
      return change({ ...tree, inner: inside(tree.inner) });
    case 'row':
      return change(rowOf(tree.items.map(inside)));
    case 'either':
      return change(eitherOf(tree.branches.map(inside)));
  }
}

/** The least and most characters of a match. */
export function widthOf(tree: Tree): readonly [number, number] {
  switch (tree.kind) {
    case 'set':
      return [1, 1];
    case 'edge':
      return [0, 0];
    case 'group':
      return widthOf(tree.inner);
    case 'repeat': {
      const [min, max] = widthOf(tree.inner);
      return [min * tree.min, max === 0 || tree.max === 0 ? 0 : max * tree.max];
    }
    case 'row': {
      const widths = tree.items.map(widthOf);
      return [
        widths.reduce((sum, [min]) => sum + min, 0),
        widths.reduce((sum, [, max]) => sum + max, 0),
      ];
    }
    case 'either': {
      const widths = tree.branches.map(widthOf);
      return [Math.min(...widths.map(([min]) => min)), Math.max(...widths.map(([, max]) => max))];
    }
  }
}
