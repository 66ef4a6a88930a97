import { readFileSync } from 'node:fs';
import { claudeCodeAdapter } from '../../src/adapters/agents/claude-code/adapter.ts';
import { createJudge } from '../../src/hosts/shared/judge.ts';

// Judges commands as the hook does: JSON texts on stdin, one a line; one line on stdout for each, with microseconds.
// Argument: the working directory and root of all commands.

const [, , cwd = '/'] = process.argv;
const judge = createJudge({
  adapter: claudeCodeAdapter,
  environment: process.env,
  now: () => Date.now(),
  workspace: cwd,
  vouched: null,
});
const payloads = readFileSync(0, 'utf8')
  .split('\n')
  .slice(0, -1)
  .map((line) => ({
    hook_event_name: 'PreToolUse',
    session_id: 'bench',
    cwd,
    tool_name: 'Bash',
    tool_input: { command: JSON.parse(line) as string },
  }))
  .map((payload) => JSON.stringify(payload));

const answers = payloads.map((payload) => {
  const started = performance.now();
  const { verdict } = judge(payload).decision;
  const micros = (performance.now() - started) * 1000;
  return JSON.stringify({ verdict, micros });
});
process.stdout.write(`${answers.join('\n')}\n`);
