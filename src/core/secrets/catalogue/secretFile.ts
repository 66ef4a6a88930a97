/**
 * The catalogue of files that hold secrets, by name: what each is and who revokes what stands in it. One source for the
 * built-in rules of the policy, for `pinfold scan` and for docs/secret-files.md.
 *
 * Patterns are minimatch with `dot`, as in every built-in rule: `~/x` is below a home, `/x` is absolute, everything else
 * floats. A pattern also covers what is under it.
 */
export interface SecretFile {
  /** Unique in the catalogue; never changes, because baselines and reports name it. */
  readonly id: string;
  /** What stands in it, as the end of the sentence "It holds …". */
  readonly what: string;
  /** Who issued it: the id of an entry in ../advice; it tells how to revoke and rotate. */
  readonly by: string;
  readonly paths: readonly string[];
}

/** Files that one built-in rule of the policy protects. */
export interface SecretFamily {
  /** Of the built-in rule, without `built-in.`; never changes. */
  readonly rule: string;
  /** "a private key" */
  readonly title: string;
  readonly files: readonly SecretFile[];
  /** What is none, although a pattern of the family says so: examples, templates, public halves. */
  readonly except?: readonly string[];
}

/** The patterns of a family in one list, as a rule of the policy wants them. */
export function pathsOf(family: SecretFamily): readonly string[] {
  return family.files.flatMap(({ paths }) => paths);
}
