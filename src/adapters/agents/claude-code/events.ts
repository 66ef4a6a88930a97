import { patientAgentSeconds } from '../../../core/approvals/limits.ts';

/** One event of Claude Code that Pinfold hooks. */
export interface HookedEvent {
  readonly event: string;
  /** Claude Code's pattern over tool names, or null where the event has none. */
  readonly matcher: string | null;
  /** `block`: a hook that does not answer stops the call. `pass`: it must never stop the agent. */
  readonly failure: 'block' | 'pass';
  /**
   * Above our own deadline: Claude Code lets a call run whose hook timed out. Where a person may be asked, that is the
   * time of both stages, else the 5 s of the first one.
   */
  readonly timeoutSeconds: number;
}

/** Every event that reads, writes, runs, fetches, searches or carries a prompt, and those that we only watch. */
export const hookedEvents: readonly HookedEvent[] = [
  {
    event: 'PreToolUse',
    matcher: '*',
    failure: 'block',
    timeoutSeconds: patientAgentSeconds,
  },
  // @-mentions and memory imports read files without a tool call; the prompt events see them.
  {
    event: 'UserPromptSubmit',
    matcher: null,
    failure: 'block',
    timeoutSeconds: patientAgentSeconds,
  },
  {
    event: 'UserPromptExpansion',
    matcher: null,
    failure: 'block',
    timeoutSeconds: patientAgentSeconds,
  },
  // Tools whose target is resolved again afterwards: it may have changed after the verdict.
  {
    event: 'PostToolUse',
    matcher: 'Read|Edit|Write|NotebookEdit|mcp__.*',
    failure: 'pass',
    timeoutSeconds: 10,
  },
  { event: 'SessionStart', matcher: null, failure: 'pass', timeoutSeconds: 10 },
  { event: 'InstructionsLoaded', matcher: null, failure: 'pass', timeoutSeconds: 10 },
  { event: 'SessionEnd', matcher: null, failure: 'pass', timeoutSeconds: 10 },
];
