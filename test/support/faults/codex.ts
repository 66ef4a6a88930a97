import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { runCodex } from '../codexSession.ts';
import { ownCommandOrNull } from '../hookSettings.ts';
import type { ScriptedCall } from '../scriptedModel.ts';
import type { Workspace } from '../workspace.ts';
import type { FaultAgent, StatedCall } from './agent.ts';

const session = 'session-1';
const events = { tool: 'PreToolUse', prompt: 'UserPromptSubmit' } as const;
const configOf = ({ home }: Pick<Workspace, 'home'>): string => join(home, '.codex/config.toml');

/** Codex 0.169.0. It has no tool that reads files: it runs `cat`. */
export const codexFaults: FaultAgent = {
  id: 'codex',
  settings: ({ home }) => join(home, '.codex/hooks.json'),
  line: (workspace, event) =>
    isOff(workspace) ? null : ownCommandOrNull(workspace, events[event], 'codex'),
  switchOff: (workspace) => {
    mkdirSync(dirname(configOf(workspace)), { recursive: true });
    writeFileSync(configOf(workspace), '[features]\nhooks = false\n');
  },
  payload: (workspace, call) => {
    const [tool, command] =
      'write' in call
        ? ['apply_patch', patchOf(workspace, call)]
        : ['Bash', 'read' in call ? `cat '${call.read}'` : call.shell];
    return payloadOf(workspace, events.tool, {
      tool_name: tool,
      tool_input: { command },
      tool_use_id: 'call_0_0_0',
    });
  },
  promptPayload: (workspace, prompt) => payloadOf(workspace, events.prompt, { prompt }),
  // An `ask`, and a denial without a reason or words, let the call run.
  letsThrough: ({ exitCode, stdout, stderr }) => {
    if (exitCode === 2) return stderr.trim() === '';
    if (exitCode !== 0) return true;
    try {
      const answer: unknown = JSON.parse(stdout);
      const { decision, reason, hookSpecificOutput } = Object(answer);
      const { permissionDecision, permissionDecisionReason } = Object(hookSpecificOutput);
      const denied =
        (permissionDecision === 'deny' && Boolean(permissionDecisionReason)) ||
        (decision === 'block' && Boolean(reason));
      return !denied;
    } catch {
      return true;
    }
  },
  // It gives the last one three seconds and goes; the launcher's own deadline ends it.
  waitsForHooks: false,
  async run({ workspace, calls, before, env, prompt }) {
    const tools = calls.map((call) => toolCall(workspace, call));
    const ran = await runCodex({
      workspace,
      env: { ...env },
      turns: tools.length === 0 ? [] : [{ before, tools }],
      // A session writes its `config.toml` anew.
      args: isOff(workspace) ? ['-c', 'features.hooks=false'] : [],
      ...(prompt === undefined ? {} : { prompt }),
    });
    const results = calls.map((_, index) => {
      const id = `call_0_0_${String(index)}`;
      return ran.toolResults.find((result) => result.id === id)?.text ?? null;
    });
    return { ...ran, results };
  },
};

function toolCall(workspace: Workspace, call: StatedCall): ScriptedCall {
  if ('write' in call) {
    return { name: 'apply_patch', input: { freeform: patchOf(workspace, call) } };
  }
  const cmd = 'read' in call ? `cat '${call.read}'` : call.shell;
  return { name: 'exec_command', input: { cmd } };
}

function patchOf(
  { root }: Workspace,
  { write, text }: Extract<StatedCall, { write: string }>,
): string {
  const inside = relative(root, write);
  const path = inside.startsWith('..') || isAbsolute(inside) ? write : inside;
  return `*** Begin Patch\n*** Add File: ${path}\n+${text}\n*** End Patch\n`;
}

function payloadOf(workspace: Workspace, event: string, more: object): string {
  const rollout = join(workspace.home, `.codex/sessions/2026/11/25/rollout-${session}.jsonl`);
  if (!existsSync(rollout)) {
    mkdirSync(dirname(rollout), { recursive: true });
    const payload = {
      session_id: session,
      id: session,
      cwd: workspace.root,
      cli_version: '0.169.0',
    };
    writeFileSync(rollout, `${JSON.stringify({ type: 'session_meta', payload })}\n`);
  }
  return JSON.stringify({
    session_id: session,
    turn_id: 'turn-1',
    transcript_path: rollout,
    cwd: workspace.root,
    hook_event_name: event,
    model: 'gpt-5.5',
    permission_mode: 'bypassPermissions',
    ...more,
  });
}

function isOff(workspace: Pick<Workspace, 'home'>): boolean {
  const config = configOf(workspace);
  return existsSync(config) && /^hooks = false$/m.test(readFileSync(config, 'utf8'));
}
