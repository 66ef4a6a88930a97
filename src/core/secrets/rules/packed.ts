import { packRules } from '../packRules.ts';
import type { RuleData } from '../ruleData.ts';
import rules from './rules.json' with { type: 'json' };

// The build evaluates this module: each export becomes a constant of the programs (see esbuild.mjs).

/** The rules that Pinfold comes with, for `openRules`. */
export const packedSecretRules = packRules(rules as unknown as RuleData);
