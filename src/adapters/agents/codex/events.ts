import { patientAgentSeconds } from '../../../core/approvals/limits.ts';

/** One event of Codex that Pinfold hooks. */
export interface HookedEvent {
  readonly event: string;
  /** Codex's pattern over tool names, or null where the event has none. */
  readonly matcher: string | null;
  /** `block`: a hook that does not answer stops the call. `pass`: it must never stop the agent. */
  readonly failure: 'block' | 'pass';
  /**
   * Above our own deadline: Codex lets a call run whose hook timed out. Where a person may be asked, that is the time of
   * both stages, else the 5 s of the first one.
   */
  readonly timeoutSeconds: number;
}

/** Every event that reads, writes, runs or carries a prompt, and those that we only watch (Codex 0.169.0). */
export const hookedEvents: readonly HookedEvent[] = [
  {
    event: 'PreToolUse',
    matcher: '*',
    failure: 'block',
    timeoutSeconds: patientAgentSeconds,
  },
  {
    event: 'UserPromptSubmit',
    matcher: null,
    failure: 'block',
    timeoutSeconds: patientAgentSeconds,
  },
  // Tools whose target is resolved again afterwards: it may have changed after the verdict.
  {
    event: 'PostToolUse',
    matcher: 'apply_patch|view_image|mcp__.*',
    failure: 'pass',
    timeoutSeconds: 10,
  },
  { event: 'SessionStart', matcher: null, failure: 'pass', timeoutSeconds: 10 },
  // Codex takes no more for this one.
  { event: 'SessionEnd', matcher: null, failure: 'pass', timeoutSeconds: 3 },
];
