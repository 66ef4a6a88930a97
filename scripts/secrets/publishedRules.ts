/** gitleaks' configuration, as far as its default uses it. Format: https://github.com/gitleaks/gitleaks#configuration. */
export interface PublishedRules {
  readonly allowlist: PublishedAllow;
  readonly rules: readonly PublishedRule[];
}

/** Expressions are in RE2's syntax. */
export interface PublishedRule {
  readonly id: string;
  readonly description: string;
  /** Absent for rules that know files by their names. */
  readonly regex?: string;
  readonly keywords?: readonly string[];
  readonly entropy?: number;
  readonly path?: string;
  readonly allowlists?: readonly PublishedAllow[];
}

export interface PublishedAllow {
  readonly condition?: 'AND' | 'OR';
  readonly regexTarget?: 'match' | 'line';
  readonly regexes?: readonly string[];
  readonly stopwords?: readonly string[];
  readonly paths?: readonly string[];
}
