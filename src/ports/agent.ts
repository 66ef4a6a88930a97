import type { Action } from '../core/actions/action.ts';

/** One event of an agent's hook, parsed. */
export interface HookCall {
  readonly event: string;
  /** `before-tool` and `prompt` fail closed; `after-tool` withholds what it can; `lifecycle` never stops the agent. */
  readonly phase: 'before-tool' | 'prompt' | 'after-tool' | 'lifecycle';
  readonly permissionMode: string | null;
  /** The agent's own transcript file, if it names one. */
  readonly transcript: string | null;
  readonly action: Action;
}

/** The payload is not one that can be judged: the call is denied. */
export class PayloadError extends Error {
  readonly code = 'PF-PAYLOAD';
  constructor(what: string) {
    super(`The hook payload cannot be judged: ${what}.`);
    this.name = 'PayloadError';
  }
}

/** What a hook process answers its agent: bytes for stdout and stderr, and the exit code. */
export interface HookAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}
