/**
 * Records what the hooks of the real Claude Code send, for the contract tests: one session on the scripted model that
 * uses every kind of tool. Paths of this machine are rewritten, ids are made the same on each run.
 *
 * `npx tsx scripts/record/claudeCode.ts` writes test/contract/claude-code/fixtures/<version>/.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runClaude } from '../../test/support/claudeSession.ts';
import { writeHookSettings } from '../../test/support/claudeSettings.ts';
import { createWorkspace } from '../../test/support/workspace.ts';

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
  const folder = join(import.meta.dirname, '../../test/contract/claude-code/fixtures', version);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const seen = new Map<string, number>();
  for (const line of rewrite(readFileSync(log, 'utf8')).split('\n').filter(Boolean)) {
    const payload = JSON.parse(line) as Record<string, unknown>;
    const parts = [
      payload['hook_event_name'],
      payload['tool_name'],
      payload['agent_id'] && 'subagent',
    ];
    const name = parts.filter(Boolean).join('.');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    writeFileSync(
      join(folder, `${name}${count === 1 ? '' : `-${count}`}.json`),
      `${JSON.stringify(payload, null, 2)}\n`,
    );
  }
  process.stdout.write(`${[...seen].map(([name, n]) => `${name} ×${n}`).join('\n')}\n`);
} finally {
  workspace.dispose();
}

function rewrite(text: string): string {
  const slug = workspace.root.replaceAll(/[^A-Za-z0-9]/g, '-');
  const ids = new Map<string, string>();
  return text
    .replaceAll(slug, '-home-dev-project')
    .replaceAll(workspace.root, '/home/dev/project')
    .replaceAll(workspace.home, '/home/dev')
    .replaceAll(workspace.temporary, '/tmp/session')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      const known =
        ids.get(id) ?? `00000000-0000-4000-8000-${String(ids.size + 1).padStart(12, '0')}`;
      ids.set(id, known);
      return known;
    });
}
