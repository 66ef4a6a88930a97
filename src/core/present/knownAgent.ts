import type { AgentStatus, Notice } from './status.ts';

/** What the editor knows about one agent without running anything. Times are ISO texts; null: not so. */
export interface AgentTrace {
  /** Name for people. */
  readonly name: string;
  /** It was used on this machine. */
  readonly present: boolean;
  /** When its hooks were installed. */
  readonly installedAt: string | null;
  /** When the newest session that the hook saw began. */
  readonly lastSeen: string | null;
}

/** What is known of an agent: its traces on disk always, the result of a check when one was made. */
export interface KnownAgent {
  /** Adapter id. */
  readonly agent: string;
  readonly trace: AgentTrace;
  readonly status: AgentStatus | null;
}

/** Problems that do not go away by themselves: an agent that was not started yet is none. */
export function needsPerson({ code }: Notice): boolean {
  return code !== 'not-seen-yet' && code !== 'not-installed';
}
