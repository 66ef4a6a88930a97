import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../../scripts/lib/processGroup.ts';
import { stateFormat } from '../../../src/ports/state.ts';
import { type Build, buildVersion } from '../../support/builds.ts';
import { lifecycleCases, placeEarlierState } from '../../support/earlierState.ts';
import { callClaudeHook, claudeAnswer, type ToolCall } from '../../support/hookCalls.ts';
import { createProtectedWorkspace, runPinfold } from '../../support/protectedWorkspace.ts';
import { createWorkspace, type Workspace } from '../../support/workspace.ts';

interface LaterCase {
  readonly name: string;
  readonly file: string;
  readonly write?: string;
  readonly append?: string;
  readonly code: string;
}

const project = {
  'src/circuit.py': 'pass\n',
  'src/tool.sh': 'echo hello\n',
  'lab/notes.md': 'notes\n',
  '.env': 'TOKEN={{canary}}\n',
};
const stateOf = ({ home }: Workspace): string => join(home, '.local/state/pinfold');
const settingsOf = ({ home }: Workspace): string => join(home, '.claude/settings.json');

describe('upgrade and downgrade', function () {
  this.timeout(120_000);
  let base: Workspace;
  let older: Build;
  let newer: Build;
  before(async () => {
    base = createWorkspace({ project: {} });
    [older, newer] = await Promise.all([
      buildVersion(base.base, '0.9.0'),
      buildVersion(base.base, '1.0.0'),
    ]);
  });
  after(() => base.dispose());

  let workspace: Workspace;
  beforeEach(() => {
    workspace = createWorkspace({
      project,
      home: { '.claude/settings.json': '{ "model": "a" }\n' },
    });
  });
  afterEach(() => workspace.dispose());

  const pinfold = (build: Build, ...args: readonly string[]): Promise<Outcome> =>
    runPinfold(workspace, args, '', build.program);
  const read = (file: string): ToolCall => ({
    tool: 'Read',
    input: { file_path: workspace.path(file) },
  });
  const answer = async (call: ToolCall): Promise<string> =>
    claudeAnswer(await callClaudeHook(workspace, call));

  it('upward: sessions, trail, settings and the way back stay; downward is refused until unprotect', async () => {
    const original = readFileSync(settingsOf(workspace), 'utf8');
    assert.equal((await pinfold(older, 'protect')).exitCode, 0);
    const lines = readFileSync(settingsOf(workspace), 'utf8');
    assert.equal(await answer(read('src/circuit.py')), 'silent');
    const download = { command: 'curl -fsSo src/tool.sh https://example.com/tool.sh' };
    assert.equal(await answer({ tool: 'Bash', input: download }), 'silent');

    assert.equal((await pinfold(newer, 'protect')).exitCode, 0);
    assert.equal(readFileSync(settingsOf(workspace), 'utf8'), lines);
    assert.equal(await answer(read('.env')), 'deny');
    // The same session: what an earlier call brought is remembered, and the root does not move with the folder.
    assert.equal(await answer({ tool: 'Bash', input: { command: 'sh src/tool.sh' } }), 'ask');
    const outside = { tool: 'Write', input: { file_path: join(workspace.home, 'a'), content: '' } };
    assert.equal(await answer({ ...outside, cwd: workspace.home }), 'deny');
    assert.equal((await pinfold(newer, 'audit', 'verify')).exitCode, 0);

    const refused = await pinfold(older, 'protect');
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, /1\.0\.0 is installed, and this is 0\.9\.0.*\n.*unprotect/);
    assert.match(refused.stderr, /version-lower/);
    assert.equal((await installed()).version, '1.0.0');

    assert.equal((await pinfold(older, 'unprotect')).exitCode, 0);
    assert.equal(readFileSync(settingsOf(workspace), 'utf8'), original);
    assert.equal((await pinfold(older, 'protect')).exitCode, 0);
    assert.deepEqual(await installed(), { version: '0.9.0', installed: true, answering: true });
    assert.equal(await answer(read('.env')), 'deny');
    assert.equal(await answer(read('src/circuit.py')), 'silent');
    assert.equal((await pinfold(older, 'audit', 'verify')).exitCode, 0);
  });

  it('the same version repairs whatever is missing', async () => {
    await pinfold(newer, 'protect');
    const data = join(workspace.home, '.local/share/pinfold');
    const damage: readonly (() => void)[] = [
      () => rmSync(join(data, 'bin/pinfold-hook')),
      () => rmSync(join(data, 'versions'), { recursive: true }),
      () => rmSync(data, { recursive: true }),
      () => rmSync(join(stateOf(workspace), 'programs.json')),
      () => rmSync(join(stateOf(workspace), 'installs'), { recursive: true }),
      () => rmSync(stateOf(workspace), { recursive: true }),
    ];
    for (const happen of damage) {
      happen();
      const outcome = await pinfold(newer, 'protect');
      assert.equal(outcome.exitCode, 0, outcome.stderr);
      assert.deepEqual(await installed(), { version: '1.0.0', installed: true, answering: true });
      assert.equal(await answer(read('.env')), 'deny');
    }
  });

  for (const name of readdirSync(lifecycleCases).filter((each) => /^\d/.test(each))) {
    describe(`from the state ${name}`, () => {
      const originalSettings =
        '{\n  // Kept through every upgrade.\n  "model": "opus",\n  "hooks": {\n    "PreToolUse": [{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "true" }] }]\n  }\n}\n';
      beforeEach(async () => {
        rmSync(join(workspace.home, '.claude'), { recursive: true });
        // In the recorded state the project lies in the home.
        cpSync(workspace.root, join(workspace.home, 'project'), { recursive: true });
        workspace = { ...workspace, root: join(workspace.home, 'project') };
        placeEarlierState(name, workspace.home);
        const outcome = await pinfold(newer, 'protect');
        assert.equal(outcome.exitCode, 0, outcome.stderr);
      });

      it('goes on: sessions with their roots and traces, one trail, the same key', async () => {
        const record = readFileSync(join(stateOf(workspace), 'programs.json'), 'utf8');
        assert.equal((JSON.parse(record) as { format: number }).format, stateFormat);
        assert.equal(await answer({ tool: 'Bash', input: { command: 'sh src/tool.sh' } }), 'ask');
        const file_path = join(workspace.home, 'a');
        const outside = { tool: 'Write', input: { file_path, content: 'x' } };
        assert.equal(await answer({ ...outside, cwd: workspace.home }), 'deny');
        const verified = await pinfold(newer, 'audit', 'verify', '--json');
        assert.equal(verified.exitCode, 0, verified.stdout);
        const { records, segments } = JSON.parse(verified.stdout) as Record<string, number>;
        const before = readFileSync(join(lifecycleCases, name, 'state/audit/000001.jsonl'), 'utf8');
        assert.equal(segments, 1);
        assert.equal(records, before.trim().split('\n').length + 2);
        const key = readFileSync(join(stateOf(workspace), 'record.key'), 'utf8');
        assert.equal(key, readFileSync(join(lifecycleCases, name, 'state/record.key'), 'utf8'));
      });

      it('is given back by unprotect, byte for byte', async () => {
        assert.equal((await pinfold(newer, 'unprotect', '--purge')).exitCode, 0);
        assert.equal(readFileSync(settingsOf(workspace), 'utf8'), originalSettings);
        assert.equal(existsSync(stateOf(workspace)), false);
      });
    });
  }

  async function installed(): Promise<Readonly<Record<string, unknown>>> {
    const status = await pinfold(newer, 'status', '--json');
    const parsed = JSON.parse(status.stdout) as Record<string, unknown>;
    const { version, installed: is, answering } = parsed;
    return { version, installed: is, answering };
  }
});

describe('a hook that meets the state of a later version', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  const read = (file: string): ToolCall => ({
    tool: 'Read',
    input: { file_path: workspace.path(file) },
  });
  const answer = async (call: ToolCall): Promise<string> =>
    claudeAnswer(await callClaudeHook(workspace, call));
  const kept = (): string => join(workspace.base, 'kept');
  // One installation serves all: each test finds it as it was.
  before(async () => {
    workspace = await createProtectedWorkspace({ project });
    assert.equal(await answer(read('src/circuit.py')), 'silent');
    cpSync(stateOf(workspace), kept(), { recursive: true });
  });
  beforeEach(() => {
    rmSync(stateOf(workspace), { recursive: true });
    cpSync(kept(), stateOf(workspace), { recursive: true });
    chmodSync(stateOf(workspace), 0o700);
  });
  after(() => workspace.dispose());

  const cases = readFileSync(join(lifecycleCases, 'later.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LaterCase);
  for (const { name, file, write, append, code } of cases) {
    it(`denies with the way out: ${name}`, async () => {
      const path = join(stateOf(workspace), file);
      if (append !== undefined) appendFileSync(path, `${append}\n`);
      if (write !== undefined) {
        rmSync(path, { recursive: true, force: true });
        writeFileSync(path, write);
      }
      const outcome = await callClaudeHook(workspace, read('src/circuit.py'));
      assert.equal(claudeAnswer(outcome), 'refused');
      assert.ok(outcome.stderr.includes(`[${code}`), outcome.stderr);
      if (code === 'PF-STATE-NEWER')
        assert.match(outcome.stderr, /latest version.*pinfold protect/);
      // Nothing of the later version was repaired.
      if (write !== undefined) assert.equal(readFileSync(path, 'utf8'), write);
    });
  }

  it('makes caches of a later format anew', async () => {
    const policies = join(stateOf(workspace), 'policies');
    for (const name of readdirSync(policies)) rmSync(join(policies, name));
    writeFileSync(join(policies, '0123456789abcdef.json'), '{"format":99}\n');
    mkdirSync(join(stateOf(workspace), 'scans', 'later'), { recursive: true });
    assert.equal(await answer(read('src/circuit.py')), 'silent');
    assert.equal(await answer(read('.env')), 'deny');
  });
});
