import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { directoriesFor, type Directories } from '../../src/adapters/install/directories.ts';
import { processesWith } from '../../scripts/lib/processGroup.ts';
import { installedCommand } from '../support/hookSettings.ts';
import { leaksIn, resultOf, runClaude, type Session } from '../support/claudeSession.ts';
import { createProtectedWorkspace } from '../support/protectedWorkspace.ts';
import type { ScriptedCall } from '../support/scriptedModel.ts';
import {
  changedBetween,
  snapshot,
  workspaceEnvironment,
  type Workspace,
} from '../support/workspace.ts';
import { guardedProject } from './attempts.ts';

/** Something that breaks the fence. `blocksAll`: not even harmless calls may pass then; else they still must. */
interface Fault {
  readonly title: string;
  readonly happen: (workspace: Workspace) => void;
  readonly blocksAll: boolean;
}

/** Ways in which a file may be wrong. */
const damages: Readonly<Record<string, (file: string) => void>> = {
  deleted: (file) => rmSync(file),
  empty: (file) => writeFileSync(file, ''),
  'cut in half': (file) => truncateSync(file, statSync(file).size >> 1),
  'changed in the middle': (file) => {
    const content = readFileSync(file);
    content.fill(0x58, content.length >> 2, (content.length >> 2) + 64);
    writeFileSync(file, content);
  },
};

const faults: readonly Fault[] = [
  fault('the hook bundle is deleted', (workspace) => rmSync(bundleOf(workspace))),
  fault('the launcher is deleted', (workspace) => rmSync(launcherOf(workspace))),
  fault('the launcher may not be executed', (workspace) => chmodSync(launcherOf(workspace), 0)),
  fault('the launcher is empty', (workspace) =>
    writeFileSync(launcherOf(workspace), '#!/bin/nowhere\n'),
  ),
  fault('the hook crashes', bundle('throw new Error("crash");')),
  fault('the hook is no program', bundle('\u0000 }{')),
  fault('the hook is empty and ends with 0', bundle('')),
  fault('the hook says nothing and ends with 0', bundle('process.stdin.resume();')),
  fault('the hook ends with 1', bundle('process.exit(1);')),
  fault('the hook prints rubbish and ends with 0', bundle('console.log("fine"); process.exit(0);')),
  fault('the hook kills itself', bundle('process.kill(process.pid, "SIGKILL");')),
  fault('all of Pinfold’s programs are deleted', (workspace) => {
    rmSync(directoriesOf(workspace).data, { recursive: true });
  }),
  fault('the audit trail cannot be written', (workspace) => {
    rmSync(directoriesOf(workspace).audit, { recursive: true, force: true });
    writeFileSync(directoriesOf(workspace).audit, '');
  }),
  fault('the part that judges is deleted', (workspace) =>
    rmSync(besideHook(workspace, 'guard.cjs')),
  ),
  fault('the part that judges is empty', part('guard.cjs', '')),
  fault(
    'the part that judges crashes',
    part('guard.cjs', '(function () { throw new Error("crash"); })'),
  ),
  fault(
    'the part that judges answers nothing',
    part('guard.cjs', '(function (exports) { exports.answer = () => {}; })'),
  ),
  {
    title: 'the part that reads shell commands is deleted',
    happen: (workspace) => rmSync(besideHook(workspace, 'shell.cjs')),
    blocksAll: false,
  },
  {
    title: 'the part that reads shell commands sees nothing in them',
    happen: (workspace) =>
      part('shell.cjs', '(function (exports) { exports.analyseShell = 1; })')(workspace),
    blocksAll: false,
  },
  ...Object.entries(damages).map(([how, damage]) => ({
    title: `the code caches are ${how}`,
    happen: (workspace: Workspace) => {
      const caches = filesBelow(dirname(bundleOf(workspace))).filter(
        (file) => !file.endsWith('.cjs'),
      );
      assert.notEqual(caches.length, 0);
      for (const cache of caches) damage(cache);
    },
    blocksAll: false,
  })),
  ...['', '{', '{}', '[]', 'null', '\u0000\u0001'].map((rubbish) =>
    fault(`every compiled policy reads ${JSON.stringify(rubbish)}`, (workspace) => {
      const files = filesBelow(directoriesOf(workspace).policies);
      assert.notEqual(files.length, 0);
      for (const file of files) writeFileSync(file, rubbish);
    }),
  ),
];

describe('when the fence itself breaks', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let dispose = (): void => {};

  // An installation takes seconds, so that one serves all: each test finds it as it was.
  before(async () => {
    workspace = await createProtectedWorkspace(guardedProject);
    dispose = workspace.dispose;
    // The policy is compiled at the first event; a fault should find it on disk.
    await runClaude({ workspace, turns: [{ tools: calls(workspace) }] });
    for (const [from, to] of kept(workspace)) cpSync(from, to, copying);
  });
  afterEach(() => {
    for (const [at, from] of kept(workspace)) {
      rmSync(at, { recursive: true });
      cpSync(from, at, copying);
    }
  });
  after(() => {
    dispose();
  });

  for (const { title, happen, blocksAll } of faults) {
    it(`no call gets through: ${title}`, async () => {
      const before = snapshot(workspace.root);
      const session = await brokenSession(workspace, () => {
        happen(workspace);
      });
      assertHeld(workspace, session, before);
      const harmless = resultOf(session, 0, 3);
      assert.equal(harmless.isError, blocksAll, harmless.text);
    });
  }

  it('no prompt gets through either', async () => {
    rmSync(bundleOf(workspace));
    const session = await runClaude({ workspace, prompt: 'Explain @.env to me.', turns: [] });
    assert.deepEqual(session.requests, []);
  });

  it('an endless loop is ended from outside, nothing is left running, and no call gets through', async () => {
    // Reads only: the agent does them at once, so that they wait for one deadline together.
    const reads = ['.env', 'src/circuit.py'].map((file) => ({
      name: 'Read',
      input: { file_path: workspace.path(file) },
    }));
    const session = await runClaude({
      workspace,
      turns: [{ before: () => bundle('for (;;);')(workspace), tools: reads }],
    });
    assert.equal(resultOf(session, 0, 0).isError, true);
    assert.equal(resultOf(session, 0, 1).isError, true);
    assert.deepEqual(leaksIn(session, workspace.canary), []);
    assert.equal(session.timedOut, false);
    assert.ok(session.durationMs > 4500, 'the loop was not entered');
    await setTimeout(100);
    assert.deepEqual(processesWith('HOME', workspace.home), []);
    assert.deepEqual(session.leftBehind, []);
  });

  it('NODE_OPTIONS and PATH of the agent do not reach the hook', async () => {
    const seen = join(workspace.base, 'evil-ran');
    const evil = join(workspace.base, 'evil.cjs');
    writeFileSync(
      evil,
      `require('fs').writeFileSync(${JSON.stringify(seen)}, ''); process.exit(42);\n`,
    );
    const programs = join(workspace.base, 'evil-bin');
    mkdirSync(programs);
    for (const name of ['node', 'timeout', 'env', 'sleep', 'perl']) {
      writeFileSync(join(programs, name), `#!/bin/sh\n: > '${seen}'\nexit 42\n`, { mode: 0o755 });
    }
    const env: Record<string, string> = {
      ...workspaceEnvironment(workspace),
      NODE_OPTIONS: `--require ${evil}`,
    };
    // Both traps work where nobody keeps them out.
    assert.throws(() => execFileSync(process.execPath, ['-e', '0'], { env, stdio: 'pipe' }));
    assert.equal(existsSync(seen), true);
    rmSync(seen);

    const before = snapshot(workspace.root);
    const session = await runClaude({
      workspace,
      env: { ...env, PATH: `${programs}:${env['PATH'] ?? ''}` },
      turns: [{ tools: calls(workspace) }],
    });
    assertHeld(workspace, session, before);
    assert.equal(resultOf(session, 0, 3).isError, false, resultOf(session, 0, 3).text);
    assert.equal(existsSync(seen), false);
  });
});

describe('the launcher, given rubbish', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let dispose = (): void => {};

  before(async () => {
    workspace = await createProtectedWorkspace(guardedProject);
    dispose = workspace.dispose;
  });
  after(() => {
    dispose();
  });

  const payloads: Readonly<Record<string, string | Buffer>> = {
    nothing: '',
    text: 'garbage\n',
    null: 'null',
    'an array': '[]',
    'an empty object': '{}',
    'a truncated payload': '{"hook_event_name":"PreToolUse","tool_name":"Read","tool_in',
    'a call without input': '{"hook_event_name":"PreToolUse","tool_name":"Read"}',
    'input of the wrong type':
      '{"hook_event_name":"PreToolUse","session_id":1,"cwd":2,"tool_name":[]}',
    'NUL bytes': Buffer.alloc(64),
    'bytes that are no UTF-8': Buffer.from([0x7b, 0xff, 0xfe, 0x22, 0x7d]),
    'brackets without end': '['.repeat(200_000),
    'four megabytes': `"${'x'.repeat(4 << 20)}"`,
  };

  for (const [what, payload] of Object.entries(payloads)) {
    for (const event of ['PreToolUse', 'UserPromptSubmit']) {
      it(`refuses ${what} at ${event}, in words`, () => {
        const { code, stdout, stderr } = launch(workspace, ['claude-code', event], payload);
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /Pinfold/);
      });
    }
  }

  it('refuses an agent and an event that it does not know', () => {
    for (const args of [['nobody', 'PreToolUse'], ['claude-code', 'Nothing'], []]) {
      assert.equal(launch(workspace, args, '{}').code, 2, args.join(' '));
    }
  });
});

const copying = { recursive: true, preserveTimestamps: true };

/** What a fault may damage, each with where its copy is: the project, and everything that Pinfold has installed. */
function kept(workspace: Workspace): readonly (readonly [string, string])[] {
  return ['project', 'home/.local', 'home/.claude'].map((name) => [
    join(workspace.base, name),
    join(workspace.base, 'kept', name),
  ]);
}

/** Three calls that must not get through, and a harmless one. All at once: each may cost the whole deadline. */
function calls(workspace: Workspace): readonly ScriptedCall[] {
  return [
    { name: 'Read', input: { file_path: workspace.path('.env') } },
    { name: 'Write', input: { file_path: workspace.path('lab/new.txt'), content: 'taken' } },
    {
      name: 'Bash',
      input: { command: 'cat .env > src/taken.txt; cat .env', description: 'Takes it' },
    },
    { name: 'Read', input: { file_path: workspace.path('src/circuit.py') } },
  ];
}

/** The prompt passes, then the world breaks, then the tools are called. */
function brokenSession(workspace: Workspace, before: () => void): Promise<Session> {
  return runClaude({ workspace, turns: [{ before, tools: calls(workspace) }] });
}

function assertHeld(
  workspace: Workspace,
  session: Session,
  before: ReadonlyMap<string, string>,
): void {
  for (const call of [0, 1, 2]) {
    assert.equal(resultOf(session, 0, call).isError, true, resultOf(session, 0, call).text);
  }
  assert.deepEqual(leaksIn(session, workspace.canary), []);
  assert.deepEqual(changedBetween(before, snapshot(workspace.root)), []);
}

function fault(title: string, happen: Fault['happen']): Fault {
  return { title, happen, blocksAll: true };
}

/** Puts a program in the place of the hook's. */
function bundle(text: string): Fault['happen'] {
  return part('hook.cjs', text);
}

/** Puts a program in the place of one that the hook loads. */
function part(name: string, text: string): Fault['happen'] {
  return (workspace) => {
    writeFileSync(besideHook(workspace, name), text);
  };
}

function besideHook(workspace: Workspace, name: string): string {
  const path = join(dirname(bundleOf(workspace)), name);
  assert.ok(existsSync(path), path);
  return path;
}

function launch(
  workspace: Workspace,
  args: readonly string[],
  input: string | Buffer,
): { code: number; stdout: string; stderr: string } {
  try {
    const stdout = execFileSync(launcherOf(workspace), args, {
      env: workspaceEnvironment(workspace),
      input,
      stdio: 'pipe',
      encoding: 'utf8',
    });
    return { code: 0, stdout, stderr: '' };
  } catch (error) {
    if (isExit(error)) return { code: error.status, stdout: error.stdout, stderr: error.stderr };
    throw error;
  }
}

function isExit(error: unknown): error is { status: number; stdout: string; stderr: string } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

function directoriesOf(workspace: Workspace): Directories {
  if (process.platform === 'win32') throw new Error('These tests speak of POSIX launchers.');
  const platform = process.platform === 'darwin' ? 'darwin' : 'linux';
  return directoriesFor({ platform, home: workspace.home, env: {} });
}

function launcherOf(workspace: Workspace): string {
  const { launcher } = directoriesOf(workspace);
  assert.ok(installedCommand(workspace, 'PreToolUse').includes(launcher));
  return launcher;
}

/** The only program that the launcher starts node with. */
function bundleOf(workspace: Workspace): string {
  const text = readFileSync(launcherOf(workspace), 'utf8');
  const named = /\/[^' ]*hook\.cjs/.exec(text)?.[0];
  if (named === undefined || !existsSync(dirname(named))) throw new Error(`No bundle in ${text}`);
  return named;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
