import assert from 'node:assert/strict';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram, type Outcome, type Program } from '../../../scripts/lib/processGroup.ts';
import { directoriesFor } from '../../../src/adapters/install/directories.ts';
import { runOrphan } from '../../support/orphan.ts';
import {
  createProtectedWorkspace,
  pinfoldProgram,
  protectWorkspace,
  runPinfold,
} from '../../support/protectedWorkspace.ts';
import { onlyOnLinux } from '../../support/skip.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

/** The built command line, started by real processes that look like agents, and by some that do not. */
describe('pinfold unprotect, and who started it', function () {
  this.timeout(60_000);
  let workspace: Workspace;

  before(async () => {
    workspace = await createProtectedWorkspace({ project: { 'a.txt': 'a\n' } });
  });
  after(() => workspace.dispose());

  const stands = (): boolean =>
    existsSync(directoriesFor({ platform: 'linux', home: workspace.home, env: {} }).launcher);
  const protectAgain = (): void => {
    if (!stands()) protectWorkspace(workspace);
  };

  /** A program that does nothing but start the command. */
  const starter = `const { spawnSync } = require('node:child_process');
    const [command, ...args] = process.argv.slice(2);
    process.exit(spawnSync(command, args, { stdio: 'inherit' }).status ?? 3);`;

  function startedBy(path: string, program = process.execPath): readonly string[] {
    const file = join(workspace.base, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, starter);
    return [program, file];
  }

  /** Nothing of the machine that runs this test stands above it. */
  async function unprotect(
    above: readonly string[],
    extra: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ): Promise<Outcome> {
    const [command = '', ...rest] = [
      ...above,
      process.execPath,
      pinfoldProgram,
      'unprotect',
      ...args,
    ];
    return runOrphan(programOf(command, rest, extra), workspace.base);
  }

  function programOf(
    command: string,
    args: readonly string[],
    extra: Readonly<Record<string, string>> = {},
  ): Program {
    const env = { ...workspaceEnvironment(workspace), ...extra };
    return { command, args, cwd: workspace.root, env, timeoutMs: 30_000 };
  }

  function refused(outcome: Outcome, who: RegExp): void {
    assert.equal(outcome.exitCode, 1, outcome.stdout + outcome.stderr);
    assert.equal(outcome.stdout, '');
    assert.match(outcome.stderr, /^pinfold: The fence stays: /);
    assert.match(outcome.stderr, who);
    assert.match(outcome.stderr, /\[PF-AGENT\]\n {2}→ Run the command in a terminal of your own/);
    assert.ok(stands());
  }

  it('is refused below an agent from a package, and says which process it is', async () => {
    const above = startedBy('lib/node_modules/@anthropic-ai/claude-code/cli.js');
    refused(await unprotect(above), /process \d+ above this one is Claude Code/);
    const told = await runPinfold(workspace, ['audit', 'tail', '--count', '1']);
    assert.match(
      told.stdout,
      /pinfold {2}unprotect {2}refused: Claude Code seems to have started it/,
    );
  });

  it('is refused below an agent of its own name, with shells and an emptied environment between', async () => {
    const codex = join(workspace.base, 'codex');
    symlinkSync(process.execPath, codex);
    const above = [...startedBy('start.cjs', codex), '/bin/sh', '-c', '"$@"; exit $?', 'sh'];
    const path = `PATH=/usr/bin:/bin`;
    refused(
      await unprotect([...above, '/usr/bin/env', '-i', path, `HOME=${workspace.home}`]),
      /above this one is Codex/,
    );
    refused(await unprotect([...above, '/usr/bin/setsid', '-w']), /above this one is Codex/);
    refused(await unprotect(above, {}, ['--purge']), /above this one is Codex/);
  });

  it('is refused where an agent set its variables, here or further up', async () => {
    refused(await unprotect([], { CLAUDECODE: '1' }), /because CLAUDECODE is set/);
    const above = ['/bin/sh', '-c', '"$@"; exit $?', 'sh', '/usr/bin/env', '-u', 'CODEX_THREAD_ID'];
    const outcome = await unprotect(above, { CODEX_THREAD_ID: 'x' });
    refused(outcome, /process \d+ above this one has CODEX_THREAD_ID is set/);
  });

  it('is refused below an agent that put a hundred shells between', async () => {
    const above = startedBy('lib/node_modules/@openai/codex/bin/codex.js');
    const shells = Array.from({ length: 100 }, () => ['/bin/sh', '-c', '"$@"; exit $?', 'sh']);
    refused(await unprotect([...above, ...shells.flat()]), /above this one is Codex/);
  });

  it('goes on without a question and without a terminal where nobody of them is above', async () => {
    const lookAlike = startedBy('claude/codex/server.js');
    const shell = ['/bin/sh', '-c', ': claude codex; "$@"; exit $?', 'claude'];
    for (const above of [[], lookAlike, shell]) {
      protectAgain();
      const outcome = await unprotect(above);
      assert.equal(outcome.exitCode, 0, outcome.stderr);
      assert.match(outcome.stdout, /Removed/);
      assert.ok(!stands());
    }
    protectAgain();
  });

  it('is not answered by a pipe', async () => {
    const outcome = await runProgram({
      ...programOf(process.execPath, [pinfoldProgram, 'unprotect'], { CLAUDECODE: '1' }),
      input: 'unprotect\nunprotect\n',
    });
    refused(outcome, /CLAUDECODE is set, and nobody can be asked here/);
  });

  describe('at a terminal', () => {
    const script = '/usr/bin/script';

    before(function () {
      onlyOnLinux(this);
    });

    /** `script` gives the command a terminal of its own, and types what it is fed. */
    const typed = async (input: string): Promise<Outcome> =>
      runProgram({
        ...programOf(
          script,
          ['-qec', `"${process.execPath}" "${pinfoldProgram}" unprotect`, '/dev/null'],
          { CLAUDECODE: '1' },
        ),
        input,
      });

    it('asks, and stays when somebody types anything else', async () => {
      for (const input of ['yes\n', '\n', '\u0004']) {
        const outcome = await typed(input);
        assert.equal(outcome.exitCode, 1, outcome.stdout);
        assert.match(
          outcome.stdout,
          /Claude Code seems to have started this, because CLAUDECODE is set/,
        );
        assert.match(outcome.stdout, /nobody confirmed it/);
        assert.ok(stands());
      }
    });

    it('goes when a person types the word', async () => {
      const outcome = await typed('unprotect\n');
      assert.equal(outcome.exitCode, 0, outcome.stdout);
      assert.ok(!stands());
      const told = await runPinfold(workspace, ['audit', 'tail', '--count', '2']);
      assert.match(told.stdout, /unprotect {2}confirmed at a terminal: Claude Code/);
      assert.match(told.stdout, /unprotect {2}took the fence of claude-code away/);
    });
  });
});
