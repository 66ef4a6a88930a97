import type { RuleData } from './ruleData.ts';

/** Rules ready for {@link scanText}: their expressions are made when a text first needs them. */
export interface CompiledRules {
  readonly data: RuleData;
}

/** Prepares rules for many scans. */
export function compileRules(data: RuleData): CompiledRules {
  return { data };
}
