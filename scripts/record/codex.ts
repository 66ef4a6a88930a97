/**
 * Records what the hooks of the real Codex send, for the contract tests: two sessions on the scripted model that use
 * every kind of tool, one with a model that calls its tools itself, and one with a model that writes programs which
 * call them. Paths of this machine are rewritten, ids are made the same on each run.
 *
 * `npx tsx scripts/record/codex.ts` writes test/contract/codex/fixtures/<version>/.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCodex } from '../../test/support/codexSession.ts';
import type { ScriptedCall } from '../../test/support/scriptedModel.ts';
import { createWorkspace } from '../../test/support/workspace.ts';
import { writeFixtures } from './fixtures.ts';

const version = '0.169.0';
const events = [
  'PreToolUse',
  'PostToolUse',
  'UserPromptSubmit',
  'SessionStart',
  'SessionEnd',
  'SubagentStart',
  'SubagentStop',
  'Stop',
];

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const workspace = createWorkspace({
  project: {
    'ok.txt': 'hello ok\n',
    'old.txt': 'old\n',
    'sub/a.txt': 'a\n',
    'AGENTS.md': 'Be kind.\n',
  },
});

const exec = (program: string): ScriptedCall => ({ name: 'exec', input: { freeform: program } });
const run = (cmd: string, more: object = {}): ScriptedCall => ({
  name: 'exec_command',
  input: { cmd, ...more },
});

try {
  const log = join(workspace.base, 'payloads.jsonl');
  writeFileSync(log, '');
  writeFileSync(workspace.path('pixel.png'), Buffer.from(pixel, 'base64'));
  mkdirSync(join(workspace.home, '.codex'), { recursive: true });
  // Hooks run side by side: a line must come in one piece.
  const writer = join(workspace.base, 'write.cjs');
  writeFileSync(
    writer,
    `const fs = require('node:fs');
fs.appendFileSync(${JSON.stringify(log)}, fs.readFileSync(0, 'utf8').trim() + '\\n');
`,
  );
  const hook = { type: 'command', command: `node '${writer}'` };
  const hooks = Object.fromEntries(events.map((event) => [event, [{ hooks: [hook] }]]));
  writeFileSync(join(workspace.home, '.codex/hooks.json'), JSON.stringify({ hooks }));
  await runCodex({
    workspace,
    prompt: 'Look at @ok.txt',
    turns: [
      { tools: [run('cat ok.txt')] },
      { tools: [run('pwd', { workdir: 'sub' })] },
      {
        tools: [
          {
            name: 'apply_patch',
            input: {
              freeform:
                '*** Begin Patch\n*** Add File: new.txt\n+x\n*** Update File: old.txt\n*** Move to: sub/moved.txt\n@@\n-old\n+new\n*** Delete File: sub/a.txt\n*** End Patch\n',
            },
          },
        ],
      },
      {
        tools: [
          run(
            "cd sub && apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: b.txt\n+b\n*** End Patch\nEOF",
          ),
        ],
      },
      { tools: [{ name: 'mcp__files.show', input: { path: workspace.path('ok.txt') } }] },
      { tools: [{ name: 'view_image', input: { path: 'pixel.png' } }] },
      { text: 'done' },
    ],
  });
  await runCodex({
    workspace,
    model: 'gpt-6-sol',
    turns: [
      { tools: [exec('text(await tools.exec_command({ cmd: "pwd", workdir: "sub" }));')] },
      { tools: [exec('text(await tools.mcp__files__show({ path: "ok.txt" }));')] },
      {
        tools: [
          {
            name: 'collaboration.spawn_agent',
            input: { task_name: 'errand', message: 'SUBTASK read', fork_turns: 'none' },
          },
        ],
      },
      { tools: [{ name: 'collaboration.wait_agent', input: { timeout_ms: 20_000 } }] },
      { text: 'done' },
    ],
    branches: [
      {
        match: 'SUBTASK',
        turns: [
          { tools: [exec('text(await tools.exec_command({ cmd: "cat ok.txt" }));')] },
          { text: 'done' },
        ],
      },
    ],
  });
  const names = writeFixtures(readFileSync(log, 'utf8'), workspace, `codex/fixtures/${version}`);
  process.stdout.write(`${names.join('\n')}\n`);
} finally {
  workspace.dispose();
}
