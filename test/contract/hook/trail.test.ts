import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, type Outcome } from '../../../scripts/lib/processGroup.ts';
import { directoriesFor } from '../../../src/adapters/install/directories.ts';
import { installedCommand } from '../../support/hookSettings.ts';
import { createProtectedWorkspace, runPinfold } from '../../support/protectedWorkspace.ts';
import { onlyOnLinux } from '../../support/skip.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';
import { denial } from '../../unit/core/audit/denial.ts';
import { Obedient } from '../../unit/adapters/audit/obedience.ts';
import { bundleWorker } from '../../unit/adapters/audit/support.ts';

const strace = '/usr/bin/strace';

/** The real launcher and hook, while something is wrong with the trail that files on disk cannot show. */
describe('the installed hook and its trail', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let audit: string;

  before(async () => {
    workspace = await createProtectedWorkspace({
      project: { 'src/a.py': 'pass\n', '.env': 'TOKEN={{canary}}\n' },
    });
    audit = directoriesFor({ platform: 'linux', home: workspace.home, env: {} }).audit;
  });
  after(() => workspace.dispose());

  async function read(name: string, prefix: readonly string[] = []): Promise<Outcome> {
    const [command, ...args] = [
      ...prefix,
      '/bin/sh',
      '-c',
      installedCommand(workspace, 'PreToolUse'),
    ];
    const payload = {
      session_id: 'session-1',
      transcript_path: `${workspace.home}/.claude/projects/-x/session-1.jsonl`,
      cwd: workspace.root,
      permission_mode: 'acceptEdits',
      hook_event_name: 'PreToolUse',
      tool_name: 'Read',
      tool_input: { file_path: workspace.path(name) },
      tool_use_id: `toolu_${name}`,
    };
    return runProgram({
      command,
      args,
      cwd: workspace.root,
      env: workspaceEnvironment(workspace),
      timeoutMs: 60_000,
      input: JSON.stringify(payload),
    });
  }

  async function verify(): Promise<string> {
    const outcome = await runPinfold(workspace, ['audit', 'verify']);
    assert.equal(outcome.exitCode, 0, outcome.stdout);
    return outcome.stdout;
  }

  it('answers past a writer that was stopped while it held the lock, and takes it back when it wakes up', async function () {
    onlyOnLinux(this);
    assert.equal((await read('src/a.py')).exitCode, 0);
    const writer = new Obedient(bundleWorker(workspace.base, 'obedient'), audit);
    try {
      let answer = writer.tell({ draft: denial });
      for (let at = 1; !existsSync(join(audit, 'lock.000001')); at++) {
        writer.goOn();
        await answer;
        answer = writer.tell({ draft: { ...denial, cwd: `/w/${at}` }, signal: 'SIGSTOP', at });
        assert.ok(await writer.stands(answer), 'it never held the lock');
      }
      for (let i = 0; i < 3; i++) {
        const harmless = await read('src/a.py');
        assert.deepEqual([harmless.exitCode, harmless.stdout], [0, ''], harmless.stderr);
      }
      assert.match((await read('.env')).stdout, /"permissionDecision":"deny"/);
      assert.match(
        await verify(),
        /Segment 000002 began .* without waiting for a writer that held segment 000001/,
      );
      writer.goOn();
      assert.ok((await answer)?.seq);
      await verify();
    } finally {
      await writer.kill();
    }
  });

  it('counts a denial that comes again and again', async () => {
    const size = async (): Promise<number> =>
      (await runPinfold(workspace, ['audit', 'tail', '--count', '999', '--json'])).stdout.length;
    await read('.env');
    const before = await size();
    for (let i = 0; i < 4; i++) {
      assert.match((await read('.env')).stdout, /"permissionDecision":"deny"/);
    }
    assert.equal(await size(), before);
    const tail = await runPinfold(workspace, ['audit', 'tail']);
    assert.match(tail.stdout, /not recorded yet: #\d+ was denied again \d times/);
    await read('src/a.py');
    const after = await runPinfold(workspace, ['audit', 'tail', '--count', '2']);
    assert.match(after.stdout, /pinfold {2}repeat {2}#\d+ was denied again \d times/);
    const number = /#(\d+) was denied again/.exec(after.stdout)?.[1] ?? '';
    const explained = await runPinfold(workspace, ['explain', number]);
    assert.match(explained.stdout, /Repeated: +denied again \d times/);
  });

  it('is ended and refuses when the disk does not answer, and goes on when it does', async function () {
    onlyOnLinux(this);
    // Each call that makes a hard link takes longer than the hook may take: the trail's lock is one.
    const slow = [strace, '-f', '-qq', '-o', '/dev/null', '-e', 'trace=link,linkat'];
    const outcome = await read('src/a.py', [
      ...slow,
      '-e',
      'inject=link,linkat:delay_enter=9000000',
    ]);
    assert.equal(outcome.exitCode, 2, outcome.stdout);
    assert.match(outcome.stderr, /no answer within 5 seconds/);
    assert.equal((await read('src/a.py')).exitCode, 0);
    await verify();
  });
});
