import type { StatedPath } from '../../actions/action.ts';
import {
  type Field,
  type Listing,
  type Origin,
  originOf,
  pieceField,
  unknownField,
} from '../words/field.ts';
import type { Base, Scope } from '../state/scope.ts';

/** What a field means where a path is expected. */
export type Reach =
  /** One path or pattern, and the same text from directories that are in doubt. */
  | { readonly kind: 'path'; readonly path: StatedPath; readonly doubtful: readonly StatedPath[] }
  /** Something under one listed root. */
  | { readonly kind: 'listed'; readonly listings: readonly Listing[] }
  /** A stream, or nothing at all. */
  | { readonly kind: 'nothing' }
  /** Cannot be bounded; `guesses` are what it would be if the unknown part were empty or one name. */
  | {
      readonly kind: 'unbounded';
      readonly origin: Origin | 'inherited';
      readonly guesses: readonly StatedPath[];
    };

/**
 * Reads a field as a path, from where the shell stands.
 * An inherited variable after a fixed start (`dist/app-$VERSION.tgz`) is taken for one name: it was not made by
 * this command.
 */
export function reachOf(field: Field, scope: Scope): Reach {
  if (field.pieces.some((piece) => piece.kind === 'stream')) return { kind: 'nothing' };
  const listings = field.pieces.flatMap((piece) =>
    piece.kind === 'listed' ? [piece.listing] : [],
  );
  const origin = originOf(field);
  if (listings.length > 0 && (origin === null || origin === 'inherited')) {
    return { kind: 'listed', listings };
  }
  if (origin === null || (origin === 'inherited' && field.pieces[0]?.kind === 'text')) {
    return pathReach(render(field, '*'), scope);
  }
  const guesses = [render(field, '*'), render(field, '')].filter(
    (guess) => /[A-Za-z]{2}/.test(guess.text) && !/^[*/]*$/.test(guess.text),
  );
  return {
    kind: 'unbounded',
    origin,
    guesses: guesses.flatMap((guess) => {
      const reach = pathReach(guess, scope);
      return reach.kind === 'path' ? [reach.path] : [];
    }),
  };
}

/** What reading a file gives, nobody knows what: but which file. */
export function contentOfFile(file: Field, scope: Scope): Field {
  const reach = reachOf(file, scope);
  return reach.kind === 'path'
    ? pieceField({ kind: 'unknown', origin: 'computed', file: reach.path })
    : unknownField('computed');
}

interface Rendered {
  readonly text: string;
  readonly glob: boolean;
}

/** Text or pattern of a field; what is not known becomes `placeholder`. */
function render(field: Field, placeholder: '*' | ''): Rendered {
  const glob = field.pieces.some(
    (piece) => piece.kind === 'pattern' || (piece.kind !== 'text' && placeholder === '*'),
  );
  let text = '';
  for (const piece of field.pieces) {
    if (piece.kind === 'text') text += glob ? escapePattern(piece.text) : piece.text;
    else if (piece.kind === 'pattern') text += piece.text;
    else text += placeholder;
  }
  return { text, glob };
}

/** Exact characters, so that a pattern matches them as they are. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[*?[\]\\{}()|!]/g, '\\$&');
}

function pathReach(rendered: Rendered, scope: Scope): Reach {
  if (rendered.text === '') return { kind: 'nothing' };
  const path = fromBase(rendered, scope.base);
  if (path.text.startsWith('/')) return { kind: 'path', path, doubtful: [] };
  const doubtful = scope.doubts.map((cwd) => ({ ...path, cwd }));
  return { kind: 'path', path, doubtful };
}

function fromBase({ text: written, glob }: Rendered, base: Base): StatedPath {
  // An unquoted `~` is expanded already: this one is a file name.
  const text = written.startsWith('~') ? `./${written}` : written;
  if (base.kind === 'known') return { text, cwd: base.path, glob };
  if (text.startsWith('/') || base.kind === 'unknown') return { text, cwd: null, glob };
  const below = glob ? text : escapePattern(text);
  return { text: `${base.text}/${below}`, cwd: base.cwd, glob: true };
}

/** The root of a listing as a path. */
export function listingRoot(listing: Listing): StatedPath {
  return { text: listing.root, cwd: listing.cwd, glob: listing.glob };
}

/** Everything that a listing may name, as patterns under its root, at any depth (`**` is a whole segment). */
export function listingMembers(listing: Listing): StatedPath[] {
  const root = listing.glob ? listing.root : escapePattern(listing.root);
  const start = root.endsWith('/') ? root : `${root}/`;
  const names = listing.names.length > 0 ? listing.names.map((name) => `**/${name}`) : ['**'];
  return names.map((name) => ({ text: start + name, cwd: listing.cwd, glob: true }));
}
