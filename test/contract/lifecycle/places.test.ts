import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, type Outcome } from '../../../scripts/lib/processGroup.ts';
import { installedCommand } from '../../support/hookSettings.ts';
import { callClaudeHook, claudeAnswer, claudePayload } from '../../support/hookCalls.ts';
import { fullDisk, inMounts, readOnlyDisk } from '../../support/mounts.ts';
import { createProtectedWorkspace, pinfoldProgram } from '../../support/protectedWorkspace.ts';
import { createWorkspace, workspaceEnvironment, type Workspace } from '../../support/workspace.ts';
import { treeOf } from '../../unit/adapters/install/homes.ts';

const project = { 'src/a.py': 'pass\n', '.env': 'TOKEN={{canary}}\n' };

describe('where an installation lies', function () {
  this.timeout(120_000);

  const names: readonly [string, string][] = [
    ['what shells read', `it's "a" $HOME \`id\` \\ & ; | * ? ! # (b) <c> -x`],
    ['line feeds and tabs', 'two\nlines\tand\na third'],
    ['letters of the world', 'Größe 漢字 🐑 e\u0301'],
  ];
  for (const [what, name] of names) {
    it(`folders of the XDG variables may be named with ${what}`, async () => {
      const workspace = createWorkspace({ project });
      try {
        const env: Record<string, string> = { ...workspaceEnvironment(workspace) };
        for (const kind of ['DATA', 'STATE', 'CONFIG']) {
          env[`XDG_${kind}_HOME`] = join(workspace.base, name, kind);
          mkdirSync(join(workspace.base, name, kind), { recursive: true });
        }
        const pinfold = async (...args: readonly string[]): Promise<Outcome> =>
          runProgram({
            command: process.execPath,
            args: [pinfoldProgram, ...args],
            cwd: workspace.root,
            env,
            timeoutMs: 60_000,
          });
        const before = treeOf(join(workspace.base, name));
        const outcome = await pinfold('protect');
        assert.equal(outcome.exitCode, 0, outcome.stderr);
        // Without the variables: the launcher knows them.
        const read = (file: string): Promise<Outcome> =>
          callClaudeHook(workspace, {
            tool: 'Read',
            input: { file_path: workspace.path(file) },
          });
        assert.equal(claudeAnswer(await read('src/a.py')), 'silent');
        assert.equal(claudeAnswer(await read('.env')), 'deny');
        const status = await pinfold('status', '--json');
        assert.equal((JSON.parse(status.stdout) as { level: string }).level, 'hooked');
        assert.equal((await pinfold('unprotect', '--purge')).exitCode, 0);
        assert.deepEqual(treeOf(join(workspace.base, name)), before);
      } finally {
        workspace.dispose();
      }
    });
  }

  describe('on a disk', () => {
    let workspace: Workspace;
    before(async () => {
      workspace = await createProtectedWorkspace({ project });
      const read = { tool: 'Read', input: { file_path: workspace.path('src/a.py') } };
      assert.equal(claudeAnswer(await callClaudeHook(workspace, read)), 'silent');
    });
    after(() => workspace.dispose());

    for (const [what, disk, codes] of [
      ['that is full', fullDisk, /\[PF-(AUDIT-FULL|STATE-UNWRITABLE)\]/],
      ['that is mounted read-only', readOnlyDisk, /\[PF-AUDIT-READONLY\]/],
    ] as const) {
      it(`${what}, every call is denied with a code and the way out`, async () => {
        const state = join(workspace.home, '.local/state/pinfold');
        const line = installedCommand(workspace, 'PreToolUse');
        const call = { tool: 'Read', input: { file_path: workspace.path('src/a.py') } };
        const outcome = await runProgram({
          ...inMounts(disk(state), '/bin/sh', ['-c', line]),
          cwd: '/',
          env: workspaceEnvironment(workspace),
          timeoutMs: 30_000,
          input: claudePayload(workspace, call),
        });
        assert.equal(claudeAnswer(outcome), 'refused');
        assert.match(outcome.stderr, codes);
        assert.equal(claudeAnswer(await callClaudeHook(workspace, call)), 'silent');
      });
    }
  });
});
