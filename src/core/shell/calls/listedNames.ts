import type { Field, Piece } from '../words/field.ts';

const start = '\uE002';
const end = '\uE003';
const token = /\uE002(\d{1,4})\uE003/;

/**
 * Names of files inside command text that is parsed once more: `find -exec sh -c 'cat {}'`. Each stands there as a word of
 * its own, and becomes what it was when the text has been split into words.
 */
export class ListedNames {
  readonly #pieces: Piece[] = [];

  /** What stands for a name in command text; null when the text could not be told from others. */
  tokenFor(piece: Piece): string | null {
    const known = this.#pieces.indexOf(piece);
    if (known < 0 && this.#pieces.length >= 1_000) return null;
    const index = known < 0 ? this.#pieces.push(piece) - 1 : known;
    return `${start}${index}${end}`;
  }

  restored(field: Field): Field {
    if (this.#pieces.length === 0 || !field.pieces.some(holdsToken)) return field;
    const pieces = field.pieces.flatMap((piece): readonly Piece[] =>
      piece.kind === 'text' || piece.kind === 'pattern' ? this.#split(piece) : [piece],
    );
    return { ...field, pieces };
  }

  #split(piece: Extract<Piece, { text: string }>): Piece[] {
    return piece.text.split(token).flatMap((chunk, index) => {
      if (index % 2 === 0) return chunk === '' ? [] : [{ ...piece, text: chunk }];
      const name = this.#pieces[Number(chunk)];
      return name === undefined ? [] : [name];
    });
  }
}

function holdsToken(piece: Piece): boolean {
  return (piece.kind === 'text' || piece.kind === 'pattern') && piece.text.includes(start);
}

/** Whether text already holds what marks a name. */
export function holdsMark(text: string): boolean {
  return text.includes(start) || text.includes(end);
}

/** Literal text in which only names of files are left open; null for any other. */
export function textWithNames(field: Field, listed: ListedNames): string | null {
  let text = '';
  for (const piece of field.pieces) {
    if (piece.kind === 'text') {
      if (holdsMark(piece.text)) return null;
      text += piece.text;
    } else if (piece.kind === 'listed' || piece.kind === 'pattern') {
      const name = listed.tokenFor(piece);
      if (name === null) return null;
      text += name;
    } else return null;
  }
  return /[A-Za-z]/.test(text) ? text : null;
}
