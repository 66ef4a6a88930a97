import type { StatedPath } from '../../actions/action.ts';

/**
 * What the shell would have after expanding a word, as far as that can be known without running anything.
 * A {@link Field} is one argument; a word gives a list of fields, and several such lists when it may take
 * several values.
 */

/** Names that come from listing one place: `find src -name '*.py'`, `git ls-files`, `ls`. */
export interface Listing {
  /** Text of the root as a path, and the directory that a relative text starts from. */
  readonly root: string;
  readonly cwd: string | null;
  /** The root is a pattern itself. */
  readonly glob: boolean;
  /** File name patterns that narrow the listing; empty when it is not narrowed. */
  readonly names: readonly string[];
  /** Files that git ignores are not listed. */
  readonly skipsIgnored: boolean;
  /** Names that start with a dot are not listed, except those that these globs match. */
  readonly skipsHidden?: readonly string[];
  /** Patterns of names of files, never of folders, that are not listed. */
  readonly leavesOut?: readonly string[];
  /** Listed because of what the files contain (`grep -l`): not every file under the root. */
  readonly byContent: boolean;
  /** Only what is empty, broken, old or made by a tool. */
  readonly leftovers?: boolean;
}

/**
 * Where bytes come from that nobody can know here. `connection`: whoever is at the other end of a raw connection
 * (`nc`, `socat`): a shell that reads them is theirs.
 */
export type Origin = 'download' | 'connection' | 'decoded' | 'computed';

export type Piece =
  /** `assumed`: the usual value of a variable that the shell may not have. */
  | { readonly kind: 'text'; readonly text: string; readonly assumed?: boolean }
  /** Active pattern characters, e.g. `*` or `[ab]`. */
  | { readonly kind: 'pattern'; readonly text: string }
  | { readonly kind: 'listed'; readonly listing: Listing }
  /** A variable that the shell inherited, value not known here. */
  | { readonly kind: 'inherited'; readonly name: string }
  /** Output that a well-known tool prints to be evaluated by the shell (`ssh-agent -s`). */
  | { readonly kind: 'environment' }
  /** `<(…)`: a stream that holds the output of a script which is judged on its own. */
  | {
      readonly kind: 'stream';
      readonly content: readonly Field[];
      /** It is standard input under the name of a file (`/dev/stdin`). */
      readonly input?: true;
    }
  | {
      readonly kind: 'unknown';
      readonly origin: Origin;
      /** It is what this file holds. */
      readonly file?: StatedPath;
    };

export interface Field {
  readonly pieces: readonly Piece[];
  /** Only one of several guesses: counts where a place is protected. */
  readonly perhaps: boolean;
}

/** What a command prints: its possible outputs. */
export type Output = readonly Field[];

export const emptyField: Field = { pieces: [], perhaps: false };
export const nothing: Output = [emptyField];

/** Standard input where somebody types, unseen. Told by its identity; whoever only counts or copies it finds nothing. */
export const typedInput: Output = [emptyField];

/** What reading an input may give: whatever was typed, where somebody types. */
export function readFrom(input: Output): Output {
  return input === typedInput ? [unknownField('computed')] : input;
}

export function textField(text: string, perhaps = false): Field {
  return { pieces: text === '' ? [] : [{ kind: 'text', text }], perhaps };
}

export function pieceField(piece: Piece, perhaps = false): Field {
  return { pieces: [piece], perhaps };
}

export function unknownField(origin: Origin): Field {
  return pieceField({ kind: 'unknown', origin });
}

/** The exact text of a field, or null when any part of it is not exact. */
export function exactText(field: Field): string | null {
  const [only] = field.pieces;
  if (only === undefined) return '';
  if (field.pieces.length === 1) return only.kind === 'text' ? only.text : null;
  let text = '';
  for (const piece of field.pieces) {
    if (piece.kind !== 'text') return null;
    text += piece.text;
  }
  return text;
}

/** Text in which everything that is not exact shows as its pattern or as `…`; for people and for option names. */
export function shownText(field: Field): string {
  let text = '';
  for (const piece of field.pieces)
    text += piece.kind === 'text' || piece.kind === 'pattern' ? piece.text : '…';
  return text;
}

/** The exact characters that a field starts with. */
export function headText(field: Field): string {
  let text = '';
  for (const piece of field.pieces) {
    if (piece.kind !== 'text') break;
    text += piece.text;
  }
  return text;
}

/** The field without its first `count` characters; they must be exact ({@link headText}). */
export function dropHead(field: Field, count: number): Field {
  const pieces: Piece[] = [];
  let left = count;
  for (const piece of field.pieces) {
    if (left > 0 && piece.kind === 'text') {
      const rest = piece.text.slice(left);
      left -= piece.text.length - rest.length;
      if (rest !== '') pieces.push({ ...piece, text: rest });
    } else {
      pieces.push(piece);
    }
  }
  return { pieces, perhaps: field.perhaps };
}

export function joinFields(fields: readonly Field[], separator: string): Field {
  const pieces: Piece[] = [];
  let perhaps = false;
  fields.forEach((field, index) => {
    if (index > 0 && separator !== '') pieces.push({ kind: 'text', text: separator });
    pieces.push(...field.pieces);
    perhaps ||= field.perhaps;
  });
  return { pieces, perhaps };
}

/** The origin of what is not known in a field, or null when all of it is bounded. */
export function originOf(field: Field): Origin | 'inherited' | null {
  let found: Origin | 'inherited' | null = null;
  for (const piece of field.pieces) {
    if (piece.kind === 'unknown') {
      if (piece.origin === 'download') return 'download';
      if (found !== 'connection') found = piece.origin;
    } else if (piece.kind === 'inherited') {
      found ??= 'inherited';
    }
  }
  return found;
}

/** Whether text would act as a pattern where the shell globs. */
export function isPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

/**
 * Splits a field at blanks (or at `separators`), as the shell splits an unquoted expansion.
 * With `globbing`, words with pattern characters become patterns.
 */
export function splitField(
  field: Field,
  globbing: boolean,
  separators: RegExp = /[ \t\n]+/,
): Field[] {
  const words: Piece[][] = [];
  let current: Piece[] | null = null;
  const add = (piece: Piece): void => {
    if (current === null) words.push((current = []));
    current.push(piece);
  };
  for (const piece of field.pieces) {
    if (piece.kind !== 'text') {
      add(piece);
      continue;
    }
    piece.text.split(separators).forEach((chunk, index) => {
      if (index > 0) current = null;
      if (chunk === '') return;
      const active = globbing && isPattern(chunk);
      add(active ? { kind: 'pattern', text: chunk } : { ...piece, text: chunk });
    });
  }
  return words.map((pieces) => ({ pieces, perhaps: field.perhaps }));
}

/** The lines of an output, each a possible value of one line. */
export function linesOf(output: Output): Field[] {
  return output.flatMap((field) => splitField(field, false, /\n+/));
}

/** Command substitution drops trailing newlines. */
export function trimEnd(field: Field): Field {
  const last = field.pieces.at(-1);
  if (last?.kind !== 'text' || !last.text.endsWith('\n')) return field;
  const text = last.text.replace(/\n+$/, '');
  const pieces: Piece[] = field.pieces.slice(0, -1);
  if (text !== '') pieces.push({ kind: 'text', text });
  return trimEnd({ pieces, perhaps: field.perhaps });
}
