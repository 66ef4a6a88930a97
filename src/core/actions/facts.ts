import type { Effect } from './effect.ts';

/**
 * Everything that a decision depends on besides the policy, as one plain JSON value: it is saved in the audit
 * record, so that a decision can be replayed and explained later.
 */
export interface Facts {
  readonly agent: string;
  readonly tool: string;
  readonly effects: readonly Effect[];
}
