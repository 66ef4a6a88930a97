import { mark } from './maskCode.ts';

/** What a match stands for, from the values of its marks; null where it cannot be computed. */
export type Compute = (values: readonly string[], match: readonly string[]) => string | null;

/** One form of expression that gives a literal where its parts are literals. */
export interface Reduction {
  /** Global. */
  readonly pattern: RegExp;
  readonly compute: Compute;
}

/** Source of an expression for one mark, without a group. */
export const L = '\uE000\\d+\uE001';
/** Marks with commas between them. */
export const list = `${L}(?:\\s*,\\s*${L}){0,31}`;

export const marks = new RegExp(mark, 'g');

/** A function of one literal. */
export function call(names: string, compute: (value: string) => string | null): Reduction {
  return {
    pattern: new RegExp(`(?<![\\w.])(?:${names})\\s*\\(\\s*${L}\\s*(?:,\\s*)?\\)`, 'g'),
    compute: ([value = '']) => compute(value),
  };
}

/** A method of a literal without arguments that matter. */
export function method(names: string, compute: (value: string) => string | null): Reduction {
  return {
    pattern: new RegExp(
      `${L}\\s*(?:\\.|->)\\s*(?:${names})\\b\\s*(?:\\(\\s*(?:${L})?\\s*\\))?`,
      'g',
    ),
    compute: ([value = '']) => compute(value),
  };
}
