/**
 * Records what the hooks of the real Claude Code send, for the contract tests: one session on the scripted model that
 * uses every kind of tool. Paths of this machine are rewritten, ids are made the same on each run.
 *
 * `npx tsx scripts/record/claudeCode.ts` writes test/contract/claude-code/fixtures/<version>/.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runClaude } from '../../test/support/claudeSession.ts';
import { writeHookSettings } from '../../test/support/hookSettings.ts';
import { createWorkspace } from '../../test/support/workspace.ts';
import { writeFixtures } from './fixtures.ts';

const version = '2.1.330';
const events = [
  'PreToolUse',
  'PostToolUse',
  'PostToolUseFailure',
  'UserPromptSubmit',
  'UserPromptExpansion',
  'SessionStart',
  'SessionEnd',
  'InstructionsLoaded',
  'SubagentStart',
  'SubagentStop',
  'Stop',
];

const workspace = createWorkspace({
  project: {
    'ok.txt': 'hello ok\n',
    'CLAUDE.md': 'See @notes.md\n',
    'notes.md': 'notes\n',
    'n.ipynb': JSON.stringify({
      cells: [
        {
          cell_type: 'code',
          id: 'c1',
          source: 'x=1',
          metadata: {},
          outputs: [],
          execution_count: null,
        },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    }),
    '.claude/commands/greet.md': 'Say hello to $ARGUMENTS\n',
  },
});

try {
  const log = join(workspace.base, 'payloads.jsonl');
  const hook = { type: 'command' as const, command: `cat >> '${log}'; echo >> '${log}'` };
  writeHookSettings(workspace, {
    hooks: Object.fromEntries(events.map((event) => [event, [{ hooks: [hook] }]])),
  });
  const mcp = join(workspace.base, 'mcp.json');
  const server = join(import.meta.dirname, '../../test/support/filesServer.mjs');
  writeFileSync(
    mcp,
    JSON.stringify({ mcpServers: { files: { command: 'node', args: [server] } } }),
  );
  const at = (name: string): string => workspace.path(name);
  await runClaude({
    workspace,
    args: ['--mcp-config', mcp],
    prompt: '/greet @ok.txt',
    turns: [
      { tools: [{ name: 'Read', input: { file_path: at('ok.txt') } }] },
      { tools: [{ name: 'Read', input: { file_path: at('n.ipynb') } }] },
      { tools: [{ name: 'Write', input: { file_path: at('new.txt'), content: 'x\n' } }] },
      {
        tools: [
          {
            name: 'Edit',
            input: { file_path: at('ok.txt'), old_string: 'hello', new_string: 'bye' },
          },
        ],
      },
      {
        tools: [
          { name: 'Bash', input: { command: 'mkdir -p sub && cd sub && pwd', description: 'd' } },
        ],
      },
      {
        tools: [{ name: 'Grep', input: { pattern: 'bye', output_mode: 'content', glob: '*.txt' } }],
      },
      { tools: [{ name: 'Glob', input: { pattern: '**/*.txt' } }] },
      {
        tools: [
          {
            name: 'NotebookEdit',
            input: { notebook_path: at('n.ipynb'), cell_id: 'c1', new_source: 'y=2' },
          },
        ],
      },
      { tools: [{ name: 'mcp__files__show', input: { path: at('notes.md') } }] },
      { tools: [{ name: 'Read', input: { file_path: at('missing.txt') } }] },
      { tools: [{ name: 'WebFetch', input: { url: 'http://127.0.0.1:9/doc', prompt: 'p' } }] },
      {
        tools: [
          {
            name: 'Agent',
            input: { description: 'sub', prompt: 'SUBTASK read', subagent_type: 'general-purpose' },
          },
        ],
      },
      { text: 'done' },
    ],
    branches: [
      {
        match: 'SUBTASK',
        turns: [
          { tools: [{ name: 'Read', input: { file_path: at('notes.md') } }] },
          { text: 'done' },
        ],
      },
    ],
  });
  const names = writeFixtures(
    readFileSync(log, 'utf8'),
    workspace,
    `claude-code/fixtures/${version}`,
  );
  process.stdout.write(`${names.join('\n')}\n`);
} finally {
  workspace.dispose();
}
