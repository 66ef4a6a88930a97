import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../../scripts/lib/processGroup.ts';
import { answeredExitCode } from '../../../src/adapters/install/launcher.ts';
import {
  type InstallationOptions,
  protect as protectAgent,
} from '../../../src/hosts/installation/agents.ts';
import { type Build, buildVersion } from '../../support/builds.ts';
import { callClaudeHook, claudeAnswer } from '../../support/hookCalls.ts';
import { runPinfold } from '../../support/protectedWorkspace.ts';
import { createWorkspace, workspaceEnvironment, type Workspace } from '../../support/workspace.ts';
import { freshFolder, optionsIn } from '../../unit/adapters/install/homes.ts';

/**
 * Programs that take their time: each waits, loads the next part from its own folder, and says in the end which parts
 * spoke. A switch in between that mixed versions, or took the folder away, would show.
 */
function slowBuild(parent: string, version: string): string {
  const dist = join(parent, `slow-${version}`);
  mkdirSync(dist, { recursive: true });
  const wait = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);`;
  const first = [
    `if (process.argv[3] === 'SelfTest') {`,
    `  process.stdout.write(JSON.stringify({ pinfold: 'answering', version: '${version}' }), () => process.exit(${answeredExitCode}));`,
    `} else { ${wait} require('./second.cjs')(['${version}']); }`,
  ];
  const second = `module.exports = (said) => { ${wait} require('./third.cjs')([...said, '${version}']); };`;
  const third = `module.exports = (said) => {
    process.stdout.write(JSON.stringify([...said, '${version}']), () => process.exit(${answeredExitCode}));
  };`;
  writeFileSync(join(dist, 'hook.cjs'), first.join('\n'));
  writeFileSync(join(dist, 'second.cjs'), second);
  writeFileSync(join(dist, 'third.cjs'), third);
  return dist;
}

describe('calls that run while versions are switched', function () {
  this.timeout(120_000);

  it('are answered by one version from beginning to end, over several switches', async () => {
    const parent = freshFolder('switch');
    try {
      const options = optionsIn(parent);
      // The same precedence, so that they may replace each other in both directions.
      const builds = ['1.0.0+a', '1.0.0+b', '1.0.0+c'].map((version) => ({
        ...options,
        version,
        dist: slowBuild(parent, version),
      }));
      const { launcher } = protectAgent('claude-code', builds[0]!);
      const call = async (): Promise<readonly string[]> => {
        const outcome = await runProgram({
          command: launcher,
          args: ['claude-code', 'PreToolUse'],
          cwd: '/',
          env: { HOME: options.home },
          timeoutMs: 30_000,
          input: '{}',
        });
        assert.deepEqual([outcome.exitCode, outcome.stderr], [answeredExitCode, '']);
        return JSON.parse(outcome.stdout) as string[];
      };
      // protect works synchronously: in a process of its own it leaves time for the calls.
      const switching = switchInBackground(parent, builds.slice(1).concat(builds), 3);
      const answers: (readonly string[])[] = [];
      await Promise.all([
        switching,
        ...[0, 1, 2].map(async () => {
          for (let round = 0; round < 8 || !switching.done; round += 1) answers.push(await call());
        }),
      ]);
      for (const said of answers) assert.deepEqual(said, [said[0], said[0], said[0]]);
      const spoke = new Set(answers.map(([version]) => version));
      assert.ok(spoke.size > 1, `only ${[...spoke].join()} answered ${answers.length} calls`);
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  });

  describe('with real builds', () => {
    let workspace: Workspace;
    let builds: readonly Build[];
    before(async () => {
      workspace = createWorkspace({
        project: { 'src/a.py': 'pass\n', '.env': 'TOKEN={{canary}}\n' },
      });
      builds = await Promise.all(
        ['3.0.0+one', '3.0.0+two'].map((version) => buildVersion(workspace.base, version)),
      );
      await protect(workspace, builds[0]!);
    });
    after(() => workspace.dispose());

    it('every call is judged, and every answer says which version gave it', async () => {
      let done = false;
      const switches = (async () => {
        for (let round = 0; round < 4; round += 1)
          await protect(workspace, builds[(round + 1) % 2]!);
        done = true;
      })();
      const versions = new Set<string>();
      const judge = async (): Promise<void> => {
        while (!done) {
          const forbidden = { tool: 'Read', input: { file_path: workspace.path('.env') } };
          assert.equal(claudeAnswer(await callClaudeHook(workspace, forbidden)), 'deny');
          const harmless = { tool: 'Bash', input: { command: 'git status' } };
          assert.equal(claudeAnswer(await callClaudeHook(workspace, harmless)), 'silent');
          versions.add(await answeringVersion(workspace));
        }
      };
      await Promise.all([switches, judge(), judge()]);
      assert.deepEqual([...versions].toSorted(), ['3.0.0+one', '3.0.0+two']);
      const verified = await runPinfold(workspace, ['audit', 'verify'], '', builds[0]!.program);
      assert.equal(verified.exitCode, 0, verified.stdout);
    });

    it('two that protect at once end in one whole installation', async () => {
      const both = await Promise.all(
        [0, 1, 0, 1].map((which) => runPinfold(workspace, ['protect'], '', builds[which]!.program)),
      );
      for (const { exitCode, stderr } of both) assert.equal(exitCode, 0, stderr);
      const status = await runPinfold(workspace, ['status', '--json'], '', builds[0]!.program);
      const { installed, answering } = JSON.parse(status.stdout) as Record<string, boolean>;
      assert.deepEqual([installed, answering], [true, true], status.stdout);
      const data = join(workspace.home, '.local/share/pinfold');
      assert.deepEqual(readdirSync(join(data, 'bin')), ['pinfold-hook']);
      assert.equal(readdirSync(join(data, 'versions')).length, 2);
      const state = readdirSync(join(workspace.home, '.local/state/pinfold'));
      assert.deepEqual(
        state.filter((name) => /lock|new/.test(name)),
        [],
      );
    });

    it('the lock of a protect that was killed does not hold up the next one', async () => {
      const lock = join(workspace.home, '.local/state/pinfold/install.lock');
      const dead = await runProgram({
        command: '/bin/sh',
        args: ['-c', 'echo $$'],
        cwd: '/',
        env: {},
        timeoutMs: 10_000,
      });
      writeFileSync(lock, dead.stdout);
      await protect(workspace, builds[0]!);
      // Written by nobody: between making and writing its process was killed.
      writeFileSync(lock, '');
      const before = new Date(Date.now() - 5000);
      utimesSync(lock, before, before);
      await protect(workspace, builds[1]!);
      assert.equal(readdirSync(join(lock, '..')).includes('install.lock'), false);
    });
  });
});

async function protect(workspace: Workspace, build: Build): Promise<void> {
  const outcome = await runPinfold(workspace, ['protect'], '', build.program);
  assert.equal(outcome.exitCode, 0, outcome.stderr);
}

async function answeringVersion(workspace: Workspace): Promise<string> {
  const outcome = await runProgram({
    command: join(workspace.home, '.local/share/pinfold/bin/pinfold-hook'),
    args: ['claude-code', 'SelfTest'],
    cwd: '/',
    env: workspaceEnvironment(workspace),
    timeoutMs: 20_000,
    input: '{}',
  });
  assert.equal(outcome.exitCode, answeredExitCode, outcome.stderr);
  return (JSON.parse(outcome.stdout) as { version: string }).version;
}

/** Protects with one build after the other, `rounds` times, in a process of its own. `done` says that it has ended. */
function switchInBackground(
  parent: string,
  builds: readonly InstallationOptions[],
  rounds: number,
): Promise<void> & { done: boolean } {
  const work = join(parent, 'builds.json');
  writeFileSync(work, JSON.stringify(Array.from({ length: rounds }, () => builds).flat()));
  const worker = join(import.meta.dirname, '../../support/protectWorker.ts');
  const running = runProgram({
    command: process.execPath,
    args: ['--import', 'tsx', worker, work],
    cwd: join(import.meta.dirname, '../../..'),
    env: { PATH: process.env['PATH'] ?? '' },
    timeoutMs: 90_000,
  }).then((outcome) => {
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    result.done = true;
  });
  const result = Object.assign(running, { done: false });
  return result;
}
