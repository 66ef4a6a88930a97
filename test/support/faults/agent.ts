import type { Outcome } from '../../../scripts/lib/processGroup.ts';
import type { InstallableAgent } from '../../../src/hosts/installation/agents.ts';
import type { ModelRequest } from '../scriptedModel.ts';
import type { Workspace } from '../workspace.ts';
import { claudeCodeFaults } from './claudeCode.ts';
import { codexFaults } from './codex.ts';

/** What an agent is made to do: in its own words it is a tool call. */
export type StatedCall =
  | { readonly read: string }
  | { readonly write: string; readonly text: string }
  | { readonly shell: string };

export interface FaultSession {
  readonly requests: readonly ModelRequest[];
  /** What the model was told of each call, in order; null where it was told nothing. */
  readonly results: readonly (string | null)[];
  readonly durationMs: number;
  readonly timedOut: boolean;
  /** Processes that it left running. */
  readonly leftBehind: readonly number[];
}

export interface SessionWish {
  readonly workspace: Workspace;
  readonly calls: readonly StatedCall[];
  /** Runs when the prompt has passed, before the agent hears of the calls. */
  readonly before: () => void;
  readonly env: Readonly<Record<string, string>>;
  readonly prompt?: string;
}

/** One column of the fault matrix: how an agent calls its hook, takes the answer, and is run. */
export interface FaultAgent {
  readonly id: InstallableAgent;
  /** The file that holds our hooks. */
  settings(workspace: Pick<Workspace, 'home'>): string;
  /** The line that the agent runs before a tool call or for a prompt; null where it would run none. */
  line(workspace: Pick<Workspace, 'home'>, event: 'tool' | 'prompt'): string | null;
  /** Sets the agent's own switch that keeps hooks from running. */
  switchOff(workspace: Pick<Workspace, 'home'>): void;
  payload(workspace: Workspace, call: StatedCall): string;
  promptPayload(workspace: Workspace, prompt: string): string;
  /** Whether the agent would let the call run after this outcome of its hook. */
  letsThrough(outcome: Outcome): boolean;
  /** Whether it ends, or waits for, a hook that is still at work when the session is over. */
  readonly waitsForHooks: boolean;
  run(wish: SessionWish): Promise<FaultSession>;
}

/** The columns: an agent is a file beside this one, and a line here and in rows.ts. */
export const faultAgents: readonly FaultAgent[] = [claudeCodeFaults, codexFaults];
