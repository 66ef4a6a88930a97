/** Why a path could not be bounded: a code for tests and records, and words for people. */
export interface Unresolved {
  readonly kind: 'unresolved';
  readonly code: UnresolvedCode;
  readonly why: string;
}

export type UnresolvedCode =
  /** `nul`, `surrogate`, `tooLong`: no file can have such a name; programs differ in what they make of it. */
  | 'nul'
  | 'surrogate'
  | 'tooLong'
  | 'cwd'
  | 'user'
  | 'url'
  | 'device'
  | 'drive'
  | 'shortName'
  | 'descriptor'
  | 'process'
  | 'loop'
  | 'unseen';

export function unresolved(code: UnresolvedCode, why: string): Unresolved {
  return { kind: 'unresolved', code, why };
}
