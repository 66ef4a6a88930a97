import { processesWith, runProgram, type Outcome } from '../../scripts/lib/processGroup.ts';
import { ensureTool } from '../../scripts/lib/toolCache.ts';
import { findCanary } from './canary.ts';
import { messagesApi, toolResultsIn, type ToolResult } from './messagesApi.ts';
import { startScriptedModel, type ModelRequest, type Script } from './scriptedModel.ts';
import { workspaceEnvironment, type Workspace } from './workspace.ts';

export interface SessionOptions extends Script {
  readonly workspace: Pick<Workspace, 'root' | 'home' | 'temporary'>;
  readonly prompt?: string;
  /** More arguments for `claude`. */
  readonly args?: readonly string[];
  /** More environment for `claude`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default `acceptEdits`. */
  readonly permissionMode?: string;
  /** Milliseconds for the whole session; default one minute. */
  readonly timeoutMs?: number;
  /** True for a process with the same home that is none of this session's, e.g. an editor's. */
  readonly isBystander?: (pid: number) => boolean;
}

export interface Session extends Outcome {
  /** Everything that the agent sent to the model, word for word. */
  readonly requests: readonly ModelRequest[];
  readonly toolResults: readonly ToolResult[];
  /** Processes that this session left running, found by its private HOME and ended. Empty is right. */
  readonly leftBehind: readonly number[];
}

/** Tools that need no approval in a session, so that nothing but a hook stands in a call's way. */
const allowedTools = [
  'Agent',
  'Bash',
  'Edit',
  'Glob',
  'Grep',
  'NotebookEdit',
  'Read',
  'Write',
  'mcp__files',
];

/**
 * Runs one headless session of the real Claude Code on a scripted model: no account, no network but loopback, a home
 * of its own.
 *
 * @throws Error when Claude Code cannot be installed or started.
 */
export async function runClaude(options: SessionOptions): Promise<Session> {
  const { workspace } = options;
  const claude = await ensureTool('claude-code');
  const model = await startScriptedModel(messagesApi, options);
  try {
    const outcome = await runProgram({
      command: claude.bin,
      args: [
        '--print',
        options.prompt ?? 'Please do what we agreed on.',
        '--permission-mode',
        options.permissionMode ?? 'acceptEdits',
        '--allowedTools',
        allowedTools.join(','),
        ...(options.args ?? []),
      ],
      cwd: workspace.root,
      env: {
        ...workspaceEnvironment(workspace),
        ANTHROPIC_BASE_URL: model.url,
        ANTHROPIC_API_KEY: 'no-account',
        DISABLE_AUTOUPDATER: '1',
        DISABLE_ERROR_REPORTING: '1',
        DISABLE_TELEMETRY: '1',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        ...options.env,
      },
      timeoutMs: options.timeoutMs ?? 60_000,
    });
    if (model.failures.length > 0) throw new AggregateError(model.failures, 'The model broke.');
    const turns = model.requests.filter(({ isTurn }) => isTurn);
    return {
      ...outcome,
      requests: model.requests,
      toolResults: toolResultsIn(turns.map(({ body }) => body)),
      leftBehind: endLeftBehind(workspace.home, options.isBystander),
    };
  } finally {
    await model.close();
  }
}

/** Where a secret shows up in what the model was sent: one line per request that carries it. */
export function leaksIn(session: Pick<Session, 'requests'>, canary: string): readonly string[] {
  return session.requests.flatMap((request, index) => {
    const encoding = findCanary(request.body, canary);
    return encoding === null
      ? []
      : [`request ${String(index)} (${request.path}) carries it ${encoding}`];
  });
}

/** The result of the call at a place in the script; fails when the model was never told one. */
export function resultOf(session: Session, turn: number, call = 0, branch = 0): ToolResult {
  const id = `toolu_${String(branch)}_${String(turn)}_${String(call)}`;
  const found = session.toolResults.find((result) => result.id === id);
  if (found !== undefined) return found;
  throw new Error(
    `No result for ${id}. The session ended with ${String(session.exitCode)}` +
      `${session.timedOut ? ' (time-out)' : ''}.\n${session.stdout}\n${session.stderr}`,
  );
}

function endLeftBehind(
  home: string,
  isBystander: (pid: number) => boolean = () => false,
): readonly number[] {
  const pids = processesWith('HOME', home).filter((pid) => !isBystander(pid));
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
  return pids;
}
