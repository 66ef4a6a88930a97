import { runProgram, type Outcome } from '../../scripts/lib/processGroup.ts';
import { installedCommand } from './hookSettings.ts';
import { workspaceEnvironment, type Workspace } from './workspace.ts';

/** Where a hook runs: the folders of a {@link Workspace}, or of something like one. */
export type HookPlace = Pick<Workspace, 'root' | 'home' | 'temporary'>;

/** A call as Claude Code makes it. */
export interface ToolCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Default `PreToolUse`. */
  readonly event?: string;
  /** Default `session-1`. */
  readonly session?: string;
  /** Default: the project. */
  readonly cwd?: string;
}

/** The payload with which Claude Code announces a call. */
export function claudePayload(place: HookPlace, call: ToolCall): string {
  return JSON.stringify({
    session_id: call.session ?? 'session-1',
    transcript_path: `${place.home}/.claude/projects/-x/session-1.jsonl`,
    cwd: call.cwd ?? place.root,
    permission_mode: 'acceptEdits',
    hook_event_name: call.event ?? 'PreToolUse',
    tool_name: call.tool,
    tool_input: call.input,
    tool_use_id: 'toolu_1',
  });
}

export interface CallOptions {
  /** Whole environment; default: that of the workspace. */
  readonly env?: Readonly<Record<string, string>>;
  /** Number of the user that makes the call; default: this process' own. */
  readonly user?: number;
  /** What `sh` is; default `/bin/sh`. */
  readonly shell?: string;
}

/** Makes a call as the agent does: with the line that the settings hold. */
export function callClaudeHook(
  place: HookPlace,
  call: ToolCall,
  options: CallOptions = {},
): Promise<Outcome> {
  return runProgram({
    command: options.shell ?? '/bin/sh',
    args: ['-c', installedCommand(place, call.event ?? 'PreToolUse')],
    cwd: '/',
    env: options.env ?? {
      ...workspaceEnvironment(place),
      AI_AGENT: 'claude-code_2-1-330_harness',
    },
    timeoutMs: 20_000,
    input: claudePayload(place, call),
    ...(options.user === undefined ? {} : { user: options.user }),
  });
}

export type Answer = 'silent' | 'ask' | 'deny' | 'block' | 'refused';

/**
 * How Claude Code takes an outcome.
 * @throws Error for an outcome that no hook of ours may have
 */
export function claudeAnswer({ exitCode, stdout, stderr }: Outcome): Answer {
  if (exitCode === 2 && stderr !== '' && stdout === '') return 'refused';
  if (exitCode !== 0) throw new Error(`Exit code ${String(exitCode)}: ${stdout}${stderr}`);
  if (stdout === '') return 'silent';
  const answer = JSON.parse(stdout) as {
    readonly decision?: 'block';
    readonly hookSpecificOutput?: { readonly permissionDecision: 'ask' | 'deny' };
  };
  const decision = answer.hookSpecificOutput?.permissionDecision ?? answer.decision;
  if (decision === undefined) throw new Error(`No decision in ${stdout}`);
  return decision;
}
