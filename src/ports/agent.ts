import type { Action } from '../core/actions/action.ts';
import type { Decision } from '../core/actions/decision.ts';

/** Environment variables by name. */
export type AgentEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * What the hook and `pinfold decide` must know of one agent. An adapter is made once for each process and holds no
 * state.
 */
export interface AgentAdapter {
  /** As in `agents` lists of a policy, e.g. `claude-code`. */
  readonly id: string;
  /**
   * Parses a payload of the event that the installed hook is for.
   * @throws PayloadError when it is not one that can be judged, or of another event
   */
  parse(event: string, text: string): HookCall;
  /** Parses a payload whose event is not known beforehand. @throws PayloadError */
  parseAny(text: string): HookCall;
  /**
   * Adds what the payload leaves out and the agent's own files tell; absent where the payload says everything. The hook
   * alone does it: `pinfold decide` takes payloads as they stand.
   */
  complete?(call: HookCall, homes: readonly string[], environment: AgentEnvironment): HookCall;
  /** A decision in the agent's words. Allowed means silence: the agent's own permission prompt stays. */
  render(call: HookCall, decision: Decision): HookAnswer;
  /**
   * The agent's own scratch places, as path prefixes.
   * @param homes home folders of this machine, canonical
   */
  scratch(
    call: HookCall,
    homes: readonly string[],
    environment: AgentEnvironment,
  ): readonly string[];
  /** Version of the agent that calls, or null where nothing tells. */
  version(call: HookCall, environment: AgentEnvironment): string | null;
}

/** One event of an agent's hook, parsed. */
export interface HookCall {
  readonly event: string;
  /** `before-tool` and `prompt` fail closed; `after-tool` withholds what it can; `lifecycle` never stops the agent. */
  readonly phase: 'before-tool' | 'prompt' | 'after-tool' | 'lifecycle';
  readonly permissionMode: string | null;
  /** The agent's own transcript file, if it names one. */
  readonly transcript: string | null;
  /** Where the session began, where the agent's own files tell; `action.cwd` may be one call's. */
  readonly startedIn?: string;
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
