/**
 * Rules as data: what `scripts/secrets/convertRules.ts` writes and {@link compileRules} takes. JSON.
 */
export interface RuleData {
  /** Names the data, e.g. `gitleaks 8.x + pinfold`; for `--version` texts and reports. */
  readonly version: string;
  readonly rules: readonly SecretRule[];
  /** What no rule takes for a secret. */
  readonly allow: RuleAllow;
}

export interface SecretRule {
  readonly id: string;
  readonly description: string;
  /** JavaScript source of the expression, and its flags (`i`, `s`, `m`). */
  readonly pattern: string;
  readonly flags: string;
  /**
   * Lower-case texts of which each match has one. `at` is how far behind the start of the match it stands, from and to;
   * null when that has no bounds.
   */
  readonly anchors: readonly Anchor[];
  /** The longest match that is looked for, in characters. */
  readonly reach: number;
  /** Bits for each character that the secret must exceed; 0 for none. */
  readonly entropy: number;
  /** Only in files whose path this matches (source, case-insensitive). */
  readonly path?: string;
  readonly allow?: readonly RuleAllow[];
  /** Shape alone does not tell: needs more to count, see `isLikely`. */
  readonly generic?: true;
}

export interface Anchor {
  readonly text: string;
  readonly at: readonly [number, number] | null;
}

/** Sources of expressions and lower-case words; a hit of any makes it no secret. */
export interface RuleAllow {
  readonly target?: 'match' | 'line';
  readonly patterns?: readonly string[];
  readonly words?: readonly string[];
  readonly paths?: readonly string[];
  /** Whether all kinds given must hit. */
  readonly all?: true;
}
