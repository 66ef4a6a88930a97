/**
 * Records what an installation leaves on disk, for the tests of upgrades: `npx tsx scripts/record/state.ts FOLDER [DIST]`
 * writes settings and state as the build in DIST (default: dist) makes them. Paths of this machine become paths below
 * `/home/dev`, and the trail is chained anew, so that it is whole with them.
 *
 * To be run once before the format of the state changes: see test/cases/lifecycle/README.md.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sha256Hex } from '../../src/adapters/digest/sha256.ts';
import { chainRecord } from '../../src/core/audit/chain.ts';
import { parseRecord } from '../../src/core/audit/parseRecord.ts';
import { noHash } from '../../src/core/audit/record.ts';
import { callClaudeHook, type ToolCall } from '../../test/support/hookCalls.ts';
import { runPinfold } from '../../test/support/protectedWorkspace.ts';
import { commitAll, createWorkspace, type Workspace } from '../../test/support/workspace.ts';

const [target = '', dist = 'dist'] = process.argv.slice(2);
if (target === '') throw new Error('Name the folder to write to.');

const settings = `{
  // Kept through every upgrade.
  "model": "opus",
  "hooks": {
    "PreToolUse": [{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "true" }] }]
  }
}
`;

const calls: readonly ToolCall[] = [
  { tool: 'Read', input: { file_path: '{{root}}/src/circuit.py' } },
  { tool: 'Read', input: { file_path: '{{root}}/.env' } },
  { tool: 'Write', input: { file_path: '{{root}}/src/new.py', content: 'pass\n' } },
  { tool: 'Bash', input: { command: 'curl -fsSo src/tool.sh https://example.com/tool.sh' } },
  { tool: 'Read', input: { file_path: '{{root}}/lab/notes.md' }, cwd: '{{root}}/lab' },
];

const outer = createWorkspace({ project: {}, home: { '.claude/settings.json': settings } });
try {
  // The project lies in the home, so that one replacement covers both.
  const workspace = { ...outer, root: join(outer.home, 'project') };
  mkdirSync(join(workspace.root, 'lab'), { recursive: true });
  writeFileSync(join(workspace.root, '.env'), 'TOKEN=none\n');
  commitAll(workspace.root, workspace.home);
  const outcome = await runPinfold(workspace, ['protect'], '', resolve(dist, 'pinfold.cjs'));
  if (outcome.exitCode !== 0) throw new Error(outcome.stderr);
  for (const call of calls) await callClaudeHook(workspace, inPlace(call, workspace));
  keep(workspace);
} finally {
  outer.dispose();
}

function inPlace(call: ToolCall, { root }: Workspace): ToolCall {
  return JSON.parse(JSON.stringify(call).replaceAll('{{root}}', root)) as ToolCall;
}

function keep({ home }: Workspace): void {
  const state = join(home, '.local/state/pinfold');
  for (const folder of ['policies', 'scans'])
    rmSync(join(state, folder), { recursive: true, force: true });
  rmSync(target, { recursive: true, force: true });
  cpSync(state, join(target, 'state'), { recursive: true });
  cpSync(join(home, '.claude/settings.json'), join(target, 'settings.json'));
  const entries = readdirSync(target, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8')
      .replaceAll(home, '/home/dev')
      .replaceAll(process.execPath, '/usr/bin/node');
    writeFileSync(file, dirname(file).endsWith('audit') ? chainedAnew(text) : text);
  }
}

function chainedAnew(text: string): string {
  let prev = noHash;
  const lines = text.split('\n').filter((line) => line !== '');
  return lines
    .map((line) => {
      const record = parseRecord(line);
      if (record === null) throw new Error(`No record: ${line}`);
      const { version: _version, hash: _hash, seq, at, segment, prev: _prev, ...draft } = record;
      const chained = chainRecord(draft, { seq, at, segment, prev }, sha256Hex);
      prev = chained.record.hash;
      return `${chained.line}\n`;
    })
    .join('');
}
