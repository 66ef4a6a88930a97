import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processesWith, runProgram, type Outcome } from '../../scripts/lib/processGroup.ts';
import { ensureTool } from '../../scripts/lib/toolCache.ts';
import type { ToolResult } from './messagesApi.ts';
import { outputsIn, responsesApi } from './responsesApi.ts';
import { startScriptedModel, type ModelRequest, type Script } from './scriptedModel.ts';
import { workspaceEnvironment, type Workspace } from './workspace.ts';

export interface CodexOptions extends Script {
  readonly workspace: Workspace;
  readonly prompt?: string;
  /** More arguments for `codex exec`, in front of the prompt. */
  readonly args?: readonly string[];
  /** More environment for `codex`. */
  readonly env?: Readonly<Record<string, string>>;
  /** More lines of `config.toml`, in front of its tables. */
  readonly config?: string;
  /** Tables of `config.toml`. */
  readonly tables?: string;
  /** Hooks run although no person has trusted them. Default true: a test is nobody's machine. */
  readonly trusted?: boolean;
  /** Default `danger-full-access`: nothing but a hook stands in a call's way. */
  readonly sandbox?: string;
  readonly model?: string;
  /** Another Codex than the installed one. */
  readonly bin?: string;
  /** Milliseconds for the whole session; default one minute. */
  readonly timeoutMs?: number;
}

export interface CodexSession extends Outcome {
  /** Everything that the agent sent to the model, word for word. */
  readonly requests: readonly ModelRequest[];
  readonly toolResults: readonly ToolResult[];
  /** Processes that this session left running, found by its private HOME and ended. Empty is right. */
  readonly leftBehind: readonly number[];
}

/**
 * Runs one headless session of the real Codex on a scripted model: no account, no network but loopback, a home of its
 * own, whose `config.toml` is written anew.
 *
 * @throws Error when Codex cannot be installed or started.
 */
export async function runCodex(options: CodexOptions): Promise<CodexSession> {
  const { workspace } = options;
  const codex = options.bin === undefined ? await ensureTool('codex') : { bin: options.bin };
  const model = await startScriptedModel(responsesApi, options);
  try {
    writeCodexConfig(options, model.url);
    const outcome = await runProgram({
      command: codex.bin,
      args: [
        'exec',
        '--skip-git-repo-check',
        ...(options.trusted === false ? [] : ['--dangerously-bypass-hook-trust']),
        '--sandbox',
        options.sandbox ?? 'danger-full-access',
        ...(options.args ?? []),
        options.prompt ?? 'Please do what we agreed on.',
      ],
      cwd: workspace.root,
      env: { ...codexEnvironment(workspace), ...options.env },
      timeoutMs: options.timeoutMs ?? 60_000,
    });
    if (model.failures.length > 0) throw new AggregateError(model.failures, 'The model broke.');
    const turns = model.requests.filter(({ isTurn }) => isTurn);
    return {
      ...outcome,
      requests: model.requests,
      toolResults: outputsIn(turns.map(({ body }) => body)),
      leftBehind: endLeftBehind(workspace.home),
    };
  } finally {
    await model.close();
  }
}

export function codexEnvironment(workspace: Workspace): Record<string, string> {
  return { ...workspaceEnvironment(workspace), NO_ACCOUNT: 'none' };
}

/** Settings that keep Codex off the network, with an MCP server that shows any file. */
export function writeCodexConfig(
  { workspace, config = '', tables = '', model = 'gpt-5.5' }: CodexOptions,
  url: string,
): void {
  const folder = join(workspace.home, '.codex');
  mkdirSync(folder, { recursive: true });
  const server = fileURLToPath(new URL('filesServer.mjs', import.meta.url));
  const quoted = JSON.stringify;
  const text = `model = ${quoted(model)}
model_provider = "scripted"
check_for_update_on_startup = false
${config}
[model_providers.scripted]
name = "scripted"
base_url = ${quoted(`${url}/v1`)}
wire_api = "responses"
env_key = "NO_ACCOUNT"
request_max_retries = 0
stream_max_retries = 0
supports_websockets = false

[projects.${quoted(workspace.root)}]
trust_level = "trusted"

[features]
plugins = false
apps = false
remote_plugin = false

[analytics]
enabled = false

[mcp_servers.files]
command = ${quoted(process.execPath)}
args = [${quoted(server)}]
${tables}
`;
  writeFileSync(join(folder, 'config.toml'), text);
}

/** The result of the call at a place in the script; fails when the model was never told one. */
export function outputOf(session: CodexSession, turn: number, call = 0, branch = 0): ToolResult {
  const id = `call_${String(branch)}_${String(turn)}_${String(call)}`;
  const found = session.toolResults.find((result) => result.id === id);
  if (found !== undefined) return found;
  throw new Error(
    `No result for ${id}. The session ended with ${String(session.exitCode)}` +
      `${session.timedOut ? ' (time-out)' : ''}.\n${session.stdout}\n${session.stderr}`,
  );
}

function endLeftBehind(home: string): readonly number[] {
  const pids = processesWith('HOME', home);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
  return pids;
}
