import type { ProcessFact } from '../core/agents/startedBy.ts';

/** Who started us. */
export interface Ancestry {
  /** The processes above ours, nearest first; null where they cannot be seen. */
  ancestors(): readonly ProcessFact[] | null;
}
