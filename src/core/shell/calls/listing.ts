import {
  type Field,
  joinFields,
  type Listing,
  type Output,
  pieceField,
  textField,
  unknownField,
} from '../words/field.ts';
import { reachOf } from '../reach/paths.ts';
import type { Scope } from '../state/scope.ts';

export type Narrowing = Pick<
  Listing,
  'names' | 'skipsIgnored' | 'skipsHidden' | 'leavesOut' | 'byContent' | 'leftovers'
>;

/** The field that stands for any name below `root`. */
export function listingField(root: Field, scope: Scope, narrowing: Narrowing): Field {
  const reach = reachOf(root, scope);
  switch (reach.kind) {
    case 'path': {
      const { text, cwd, glob } = reach.path;
      return pieceField({ kind: 'listed', listing: { ...narrowing, root: text, cwd, glob } });
    }
    case 'listed': {
      const [listing] = reach.listings;
      return listing === undefined
        ? unknownField('computed')
        : pieceField({ kind: 'listed', listing: { ...listing, ...narrowing } });
    }
    case 'nothing':
      return textField('');
    case 'unbounded':
      return unknownField(reach.origin === 'inherited' ? 'computed' : reach.origin);
  }
}

/** What a program prints that lists what is below `roots`, one name a line. */
export function listingOutput(roots: readonly Field[], scope: Scope, narrowing: Narrowing): Output {
  return [
    joinFields(
      roots.map((root) => listingField(root, scope, narrowing)),
      '\n',
    ),
  ];
}
