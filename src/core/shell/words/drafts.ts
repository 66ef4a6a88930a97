import type { WordPart } from 'unbash';
import {
  emptyField,
  exactText,
  type Field,
  isPattern,
  joinFields,
  type Piece,
  unknownField,
} from './field.ts';
import { limits } from '../limits.ts';
import type { Scope, Value } from '../state/scope.ts';

/** Parts of a word whose value the shell works out. */
export type ExpansionPart = Extract<
  WordPart,
  {
    type:
      | 'SimpleExpansion'
      | 'ParameterExpansion'
      | 'CommandExpansion'
      | 'ArithmeticExpansion'
      | 'ProcessSubstitution';
  }
>;

/** A word that is being built: finished fields, and the pieces of the one that is open. */
export interface Draft {
  readonly done: readonly Field[];
  readonly open: readonly Piece[] | null;
  readonly perhaps: boolean;
}

export const emptyDraft: Draft = { done: [], open: null, perhaps: false };

/** Every draft continued with every value; over the bound the rest is unknown. */
export function appendAll(
  drafts: readonly Draft[],
  values: readonly Value[],
  separators: RegExp | null,
): Draft[] {
  const next: Draft[] = [];
  for (const draft of drafts) {
    for (const value of values) {
      if (next.length >= limits.alternatives) {
        next.push(appendValue(draft, [unknownField('computed')], null));
        return next;
      }
      next.push(appendValue(draft, value, separators));
    }
  }
  return next;
}

/** One draft continued with one value; with `separators`, text in it is split and globbed. */
function appendValue(draft: Draft, value: Value, separators: RegExp | null): Draft {
  const done = [...draft.done];
  const perhaps = draft.perhaps || value.some((field) => field.perhaps);
  let open: Piece[] | null = draft.open === null ? null : [...draft.open];
  // Each part copies those before it: a word of very many is not worth the square of them.
  if (open !== null && open.length > limits.pieces) open = [...unknownField('computed').pieces];
  const close = (): void => {
    if (open !== null) done.push({ pieces: open, perhaps });
    open = null;
  };
  const add = (piece: Piece): void => {
    if (open === null) open = [piece];
    else open.push(piece);
  };
  value.forEach((field, index) => {
    if (index > 0) close();
    if (separators === null) open ??= [];
    for (const piece of field.pieces) {
      if (separators === null || piece.kind !== 'text') {
        add(piece);
        continue;
      }
      piece.text.split(separators).forEach((chunk, position) => {
        if (position > 0) close();
        if (chunk === '') return;
        add(isPattern(chunk) ? { kind: 'pattern', text: chunk } : { ...piece, text: chunk });
      });
    }
  });
  return { done, open, perhaps };
}

/** What the shell splits unquoted expansions at, as far as `IFS` is known. */
export function separatorsOf(scope: Scope): RegExp {
  const assigned = scope.variables.get('IFS')?.[0]?.[0];
  const characters = assigned === undefined ? null : exactText(assigned);
  if (characters === null) return /[ \t\n]+/;
  if (characters === '') return /(?!)/;
  return new RegExp(`[${characters.replaceAll(/[\\\]^-]/g, '\\$&')}]+`);
}

/** Words made of the alternatives of each part in turn. */
export function concatenate(lists: readonly (readonly Field[][])[]): Field[][] {
  let all: Field[][] = [[]];
  for (const alternatives of lists) {
    const next = all.flatMap((head) => alternatives.map((tail) => [...head, ...tail]));
    all = next.slice(0, limits.alternatives);
  }
  return all;
}

/** A part of the source as plain text. */
export function literalPart(part: WordPart): WordPart {
  const { pos, end, text } = part;
  return { type: 'Literal', pos, end, text, value: text };
}

/** Lists of fields as one field each. */
export function valuesOf(lists: readonly (readonly Field[])[]): Field[] {
  return lists.map((fields) => (fields.length === 0 ? emptyField : joinFields(fields, ' ')));
}
