import type { Trace } from '../core/actions/trace.ts';

/** What one session's earlier calls left behind, kept outside the workspace. */
export interface SessionMemory {
  /**
   * Oldest first; empty for a session that left nothing.
   * @throws Error when it is there and cannot be read: what happened must not be forgotten in silence.
   */
  recall(): readonly Trace[];
  /** Adds to the end, before the call is answered. */
  keep(traces: readonly Trace[]): void;
}

/** For programs that judge single calls. */
export const noSessionMemory: SessionMemory = { recall: () => [], keep: () => undefined };
