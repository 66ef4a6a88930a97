/** Something in the place of an approval that is none, and that nobody has counted. */
export interface Tampering {
  readonly what: 'pin';
  readonly path: string;
  /** In words, to be read after "it". */
  readonly why: string;
}
