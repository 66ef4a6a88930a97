import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runClaude } from '../claudeSession.ts';
import { ownCommandOrNull } from '../hookSettings.ts';
import { claudeAnswer, claudePayload } from '../hookCalls.ts';
import type { ScriptedCall } from '../scriptedModel.ts';
import type { FaultAgent, StatedCall } from './agent.ts';

const events = { tool: 'PreToolUse', prompt: 'UserPromptSubmit' } as const;

/** Claude Code 2.1.330. */
export const claudeCodeFaults: FaultAgent = {
  id: 'claude-code',
  settings: ({ home }) => join(home, '.claude/settings.json'),
  line: (workspace, event) => ownCommandOrNull(workspace, events[event]),
  switchOff: (workspace) => {
    const file = claudeCodeFaults.settings(workspace);
    const settings = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...settings, disableAllHooks: true }));
  },
  payload: (workspace, call) => {
    const { name, input } = toolCall(call);
    return claudePayload(workspace, { tool: name, input });
  },
  promptPayload: (workspace, prompt) =>
    JSON.stringify({
      session_id: 'session-1',
      transcript_path: `${workspace.home}/.claude/projects/-x/session-1.jsonl`,
      cwd: workspace.root,
      permission_mode: 'acceptEdits',
      hook_event_name: events.prompt,
      prompt,
    }),
  // Without a person to ask, `ask` is a refusal. Whatever is out of form lets the call run.
  letsThrough: (outcome) => {
    // Then nothing that was printed counts.
    if (outcome.exitCode === 2) return false;
    try {
      return claudeAnswer(outcome) === 'silent';
    } catch {
      return true;
    }
  },
  waitsForHooks: true,
  async run({ workspace, calls, before, env, prompt }) {
    const turns = calls.length === 0 ? [] : [{ before, tools: calls.map(toolCall) }];
    const session = await runClaude({
      workspace,
      env: { ...env },
      turns,
      ...(prompt === undefined ? {} : { prompt }),
    });
    const results = calls.map((_, index) => {
      const id = `toolu_0_0_${String(index)}`;
      return session.toolResults.find((result) => result.id === id)?.text ?? null;
    });
    return { ...session, results };
  },
};

function toolCall(call: StatedCall): ScriptedCall {
  if ('read' in call) return { name: 'Read', input: { file_path: call.read } };
  if ('write' in call) {
    return { name: 'Write', input: { file_path: call.write, content: call.text } };
  }
  return { name: 'Bash', input: { command: call.shell, description: 'Does it' } };
}
