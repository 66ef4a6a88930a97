/**
 * What to do about a secret that got out: who issued it, where it is revoked, and how a new one takes its place.
 */
export interface Advice {
  /** The catalogue and {@link adviceForRule} name it. */
  readonly id: string;
  /** Who issued it, for people. */
  readonly name: string;
  /** How to revoke and rotate, one or two sentences. */
  readonly steps: string;
  /** The provider's place for it: a URL. */
  readonly url?: string;
  /** The command that does it, where there is one. Words in capitals are to be filled in. */
  readonly command?: string;
  /** Beginnings of the ids of content rules that find such secrets. */
  readonly rules?: readonly string[];
  /** Environment variables that hold such a secret. */
  readonly environment?: readonly string[];
}
