import { anchorLists } from './anchorTable.ts';
import type { RuleData } from './ruleData.ts';

/** The first line of packed rules. */
export interface PackedHead {
  readonly version: string;
  /** How many rules there are. */
  readonly rules: number;
  /** The longest match of any. */
  readonly reach: number;
  /** The index of each list of anchors: see anchorTable.ts. */
  readonly heads: readonly number[];
}

/**
 * Rules as lines of JSON: the head, what all rules allow, the lists of anchors, the rules. A program that has just
 * started reads the head, and a handful of the other lines when a text asks for them.
 */
export function packRules({ version, rules, allow }: RuleData): string {
  const lists = anchorLists(rules);
  const head: PackedHead = {
    version,
    rules: rules.length,
    reach: Math.max(0, ...rules.map((rule) => rule.reach)),
    heads: [...lists.keys()],
  };
  return [head, allow, ...lists.values(), ...rules].map((line) => JSON.stringify(line)).join('\n');
}
