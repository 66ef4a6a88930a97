import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  answeredExitCode,
  installedCommand,
  launcherText,
  waitingExitCode,
} from '../../../src/adapters/install/launcher.ts';
import type { LauncherFacts, Watchdog } from '../../../src/adapters/install/launcher.ts';
import { chooseWatchdog } from '../../../src/adapters/install/watchdog.ts';
import { wholeMatrix } from '../../support/faults/rows.ts';
import { freshFolder } from '../../unit/adapters/install/homes.ts';

/** Every way to keep the deadline, under every shell that Debian has. `children`: they end with node too. */
const ways: readonly { shell: string; watchdog: Watchdog; env: boolean; children: boolean }[] = [
  '/bin/dash',
  '/bin/bash',
].flatMap((shell) => [
  { shell, watchdog: { kind: 'timeout', path: '/usr/bin/timeout' }, env: true, children: true },
  { shell, watchdog: { kind: 'timeout', path: '/usr/bin/timeout' }, env: false, children: true },
  { shell, watchdog: { kind: 'perl', path: '/usr/bin/perl' }, env: true, children: true },
  {
    shell,
    watchdog: { kind: 'shell', sleep: '/bin/sleep' },
    env: true,
    // Without a terminal dash gives a background command no process group of its own.
    children: shell === '/bin/bash',
  },
]);

/**
 * Whether a way is tried in the test with this number. `npm test` pairs shells with watchdogs by turns: each test meets
 * each shell and each watchdog, and every two of them meet; `npm run matrix` tries all.
 */
function hasTurn(way: (typeof ways)[number], test: number): boolean {
  const shell = way.shell === '/bin/dash' ? 0 : 1;
  const watchdog = ways.filter((each) => each.shell === way.shell).indexOf(way);
  return wholeMatrix() || (shell + watchdog + test) % 2 === 0;
}

/** Stays where it is and takes no time of a processor. */
const stuck = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';

const someFacts: LauncherFacts = {
  node: '/usr/bin/node',
  bundle: '/home/dev/hook.cjs',
  waitingBundle: '/home/dev/waiting.cjs',
  watchdog: { kind: 'timeout', path: '/usr/bin/timeout' },
  env: '/usr/bin/env',
  state: '/home/dev/state',
  data: '/home/dev/data',
  home: '/home/dev',
  recorded: {},
  deadlineSeconds: 5,
  waitingDeadlineSeconds: 5,
};

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

describe('the launcher', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = freshFolder('launcher');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const way of ways) {
    const name = `${way.shell}, ${way.watchdog.kind}${way.env ? '' : ', no env'}`;
    const inTurn = (test: number, title: string, body: () => Promise<void>): void => {
      if (hasTurn(way, test)) it(title, body);
    };
    describe(name, () => {
      inTurn(
        0,
        'passes payload, arguments, answer and the listed environment through',
        async () => {
          const outcome = await run(
            way,
            say(
              'JSON.stringify({ argv: process.argv.slice(2), env: process.env, cwd: process.cwd(), text: read() })',
            ),
            {
              input: '{"a":1}',
              env: {
                HOME: '/home/caller',
                TMPDIR: "/tmp/it's here",
                AI_AGENT: 'claude-code_2-1-330_agent',
                CLAUDE_CONFIG_DIR: '/elsewhere',
                EMPTY: '',
                SECRET: 'two\nexport LINES=1\nPATH=/x',
                PATH: '/nowhere',
              },
            },
          );
          assert.deepEqual([outcome.code, outcome.stderr], [0, '']);
          const seen = JSON.parse(outcome.stdout) as {
            argv: string[];
            env: Record<string, string>;
            cwd: string;
            text: string;
          };
          assert.deepEqual(seen.argv, ['claude-code', 'PreToolUse', '150']);
          assert.equal(seen.text, '{"a":1}');
          assert.equal(seen.cwd, '/');
          // What the shells themselves add when there is no `env`; node does not care for it.
          const {
            PWD: _pwd,
            OLDPWD: _old,
            SHLVL: _level,
            _: _last,
            PINFOLD_CALL,
            ...env
          } = seen.env;
          assert.match(PINFOLD_CALL ?? '', /^[1-9]\d*\.[1-9]\d*$/);
          assert.deepEqual(env, {
            HOME: '/home/recorded',
            PATH: '/usr/bin:/bin',
            ELECTRON_RUN_AS_NODE: '1',
            PINFOLD_STATE: join(folder, 'state'),
            PINFOLD_DATA: join(folder, "da'ta"),
            PINFOLD_CALLER_HOME: '/home/caller',
            XDG_STATE_HOME: '/home/recorded/s',
            TMPDIR: "/tmp/it's here",
            AI_AGENT: 'claude-code_2-1-330_agent',
          });
        },
      );

      it('ends an endless loop with everything that it started', async () => {
        const pids = join(folder, 'pids');
        const outcome = await run(
          way,
          `const { spawn } = require('node:child_process');
           process.on('SIGTERM', () => {});
           const child = spawn('/bin/sh', ['-c', 'trap "" TERM; /bin/sleep 100'], { stdio: ${way.children ? "'inherit'" : "'ignore'"} });
           require('node:fs').writeFileSync(${JSON.stringify(pids)}, process.pid + ' ' + ${way.children ? 'child.pid' : "''"});
           if (${String(!way.children)}) child.kill('SIGKILL');
           for (;;);`,
          { deadlineSeconds: 1 },
        );
        assert.equal(outcome.code, 2);
        assert.match(outcome.stderr, /no answer within 1 seconds/);
        assert.match(outcome.stderr, /Pinfold unavailable: blocked/);
        // A child that stayed would hold the output back for longer than this test may take.
        assert.ok(outcome.seconds > 0.9, `${outcome.seconds} s`);
        const started = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
        assert.equal(started.length, way.children ? 2 : 1);
        // A killed process may take a moment to be gone on a busy machine.
        for (let looks = 0; looks < 50 && started.some(isRunning); looks += 1) {
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        assert.deepEqual(started.filter(isRunning), []);
        assert.deepEqual(processesNaming(folder), []);
      });

      inTurn(
        1,
        'starts the second stage for a call that waits, with the same number and environment',
        async () => {
          const shown = `JSON.stringify([process.argv.slice(2), process.env, read()])`;
          const first = `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'first'))}, JSON.stringify(process.env)); wait();`;
          const outcome = await run(way, first, {
            waiting: say(shown),
            input: '{"a":1}',
            env: { HOME: '/home/caller', SECRET: 'x', PINFOLD_CALL: '1.1' },
          });
          assert.deepEqual([outcome.code, outcome.stderr], [0, '']);
          const [argv, env, input] = JSON.parse(outcome.stdout) as [
            string[],
            Record<string, string>,
            string,
          ];
          assert.deepEqual([argv, input], [['claude-code', 'PreToolUse'], '']);
          const before = JSON.parse(readFileSync(join(folder, 'first'), 'utf8')) as unknown;
          assert.deepEqual(env, before);
          assert.match(env['PINFOLD_CALL'] ?? '', /^[1-9]\d+\.[1-9]\d+$/);
          assert.equal(env['SECRET'], undefined);
          assert.deepEqual(processesNaming(folder), []);
        },
      );

      inTurn(2, 'gives the second stage its own deadline, and ends it', async () => {
        const outcome = await run(way, 'wait();', {
          waiting: stuck,
          deadlineSeconds: 5,
          waitingDeadlineSeconds: 1,
        });
        assert.equal(outcome.code, 2);
        assert.match(outcome.stderr, /no answer within 1 seconds/);
        assert.deepEqual(processesNaming(folder), []);
      });

      inTurn(
        3,
        'leaves nothing behind when the launcher is killed while a person is asked',
        async () => {
          const pids = join(folder, 'pids');
          const outcome = await run(way, 'wait();', {
            waiting: `require('node:fs').writeFileSync(${JSON.stringify(pids)}, String(process.pid));
            const [launcher] = process.env.PINFOLD_CALL.split('.').map(Number);
            process.kill(launcher, 'SIGKILL');
            setTimeout(done, 1500);`,
            waitingDeadlineSeconds: 1,
          });
          assert.equal(outcome.code, 2);
          for (let looks = 0; looks < 50 && processesNaming(folder).length > 0; looks += 1) {
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
          assert.deepEqual(processesNaming(folder), []);
        },
      );

      inTurn(4, 'leaves nothing behind after an answer', async () => {
        // What waited for the deadline would hold the output back for longer than this test may take.
        const outcome = await run(way, 'done();', { deadlineSeconds: 100 });
        assert.equal(outcome.code, 0);
        assert.deepEqual(processesNaming(folder), []);
      });
    });
  }

  const [usual] = ways;
  assert.ok(usual !== undefined);

  it('lets a denial through as it is', async () => {
    const denial =
      '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny"}}';
    const outcome = await run(usual, say(JSON.stringify(denial)), {});
    assert.deepEqual([outcome.code, outcome.stdout, outcome.stderr], [0, denial, '']);
  });

  it('hands 2 MB in and out', async () => {
    const input = 'x'.repeat(2_000_000);
    const outcome = await run(usual, say('read()'), { input });
    assert.equal(outcome.code, 0);
    assert.equal(outcome.stdout.length, input.length);
  });

  it('does not mind a hook that reads nothing of 2 MB', async () => {
    const outcome = await run(usual, 'done();', { input: 'x'.repeat(2_000_000) });
    assert.equal(outcome.code, 0);
  });

  it('ends a hook that waits for stdin that stays open', async () => {
    const outcome = await run(usual, 'read(); done();', { input: null, deadlineSeconds: 1 });
    assert.equal(outcome.code, 2);
    assert.match(outcome.stderr, /no answer/);
  });

  it('has a deadline of five seconds', async () => {
    const outcome = await run(usual, stuck, { deadlineSeconds: 5 });
    assert.equal(outcome.code, 2);
    assert.match(outcome.stderr, /no answer within 5 seconds/);
    assert.ok(outcome.seconds > 4.5, `${outcome.seconds} s`);
  });

  it('works with HOME unset and the working directory gone', async () => {
    const gone = join(folder, 'gone');
    mkdirSync(gone);
    const outcome = await run(usual, say('process.env.PINFOLD_CALLER_HOME + "|" + process.cwd()'), {
      env: {},
      cwd: gone,
      before: `rmdir '${gone}'; `,
    });
    assert.deepEqual([outcome.code, outcome.stdout], [0, '|/']);
  });

  it('takes for no answer whatever else the second stage does', async () => {
    const bodies: readonly [string, string][] = [
      ['', 'code 0 and no answer'],
      ['process.exit(1);', 'code 1 and no answer'],
      ['wait();', 'code 43 and no answer'],
      ['throw new Error("no");', 'code 1 and no answer'],
      ['process.stderr.write("my words\\n"); process.exitCode = 2;', 'my words'],
      ['process.kill(process.pid, "SIGKILL"); for (;;);', 'no answer within'],
    ];
    for (const [waiting, words] of bodies) {
      const outcome = await run(usual, 'wait();', { waiting });
      assert.equal(outcome.code, 2, waiting);
      assert.ok(outcome.stderr.includes(words), outcome.stderr);
    }
  });

  it('refuses when the second stage is gone, and only then needs it', async () => {
    const outcome = await run(usual, 'wait();', {});
    assert.equal(outcome.code, 2);
    assert.match(outcome.stderr, new RegExp(`${folder}.*waiting.cjs is missing`));
    assert.equal((await run(usual, 'done();', {})).code, 0);
  });

  const notAnswers: readonly [string, string][] = [
    ['nothing at all', ''],
    ['exit code 0 without an answer', 'process.exit(0);'],
    ['an answer cut short', 'process.stdout.write("{");'],
    ['exit code 1', 'process.exit(1);'],
    ['exit code 3', 'process.exit(3);'],
    ['an exception', 'throw new Error("no");'],
    ['a rejected promise', 'Promise.reject(new Error("no"));'],
    ['a syntax error', '(('],
    ['its own end by a signal', 'process.kill(process.pid, "SIGKILL"); for (;;);'],
    ['abort', 'process.abort();'],
    ['an endless recursion', '(function again() { again(); })();'],
  ];
  for (const [name, body] of notAnswers) {
    it(`takes for no answer: ${name}`, async () => {
      // Nobody waits for a deadline after that: it would be longer than this test may take.
      const outcome = await run(usual, body, { deadlineSeconds: 100 });
      assert.equal(outcome.code, 2);
      assert.match(outcome.stderr, /^Pinfold: (the hook ended with code|no answer)/m);
      assert.match(outcome.stderr, /Pinfold unavailable: blocked/);
    });
  }

  for (const way of ways.filter((each) => hasTurn(each, 0))) {
    it(`starts node once more when it does not know an option: ${way.shell}, ${way.watchdog.kind}${way.env ? '' : ', no env'}`, async () => {
      const how = { nodeOptions: ['--no-such-option'], input: '{"a":1}' };
      const answered = await run(way, say('read()'), how);
      assert.deepEqual([answered.code, answered.stdout], [0, '{"a":1}']);
      assert.match(answered.stderr, /bad option/);
      const again = await run(way, 'read(); process.exit(9);', {
        ...how,
        nodeOptions: ['--no-sparkplug'],
      });
      assert.equal(again.code, 2);
      assert.match(again.stderr, /ended with code 9 and no answer/);
      const ended = await run(way, stuck, { ...how, deadlineSeconds: 1 });
      assert.equal(ended.code, 2);
      assert.match(ended.stderr, /no answer within 1 seconds/);
    });
  }

  it('passes a refusal with exit code 2 and its words on', async () => {
    const outcome = await run(
      usual,
      'process.stderr.write("my words\\n"); process.exitCode = 2;',
      {},
    );
    assert.equal(outcome.code, 2);
    assert.match(outcome.stderr, /^my words\n/);
  });

  it('never stops the agent at an event that only watches', async () => {
    for (const body of ['process.exit(1);', 'done();']) {
      const outcome = await run(usual, body, { event: 'SessionEnd' });
      assert.equal(outcome.code, 0);
    }
    const missing = await run(usual, 'done();', { event: 'SessionEnd', missing: ['launcher'] });
    assert.equal(missing.code, 0);
  });

  const noLaunchers: readonly [string, string][] = [
    // What a shell cannot execute as a program it runs as a script: an empty one ends with 0.
    ['an empty file', ''],
    ['a comment', '# nothing\n'],
    ['a program that ends with 0', '#!/bin/sh\nexit 0\n'],
    ['a program that prints an answer and ends with 0', "#!/bin/sh\necho '{}'\n"],
    ['zeros', '\0'.repeat(64)],
    ['the beginning of a launcher', launcherText(someFacts).slice(0, 600)],
  ];
  for (const shell of ['/bin/dash', '/bin/bash']) {
    for (const [what, text] of noLaunchers) {
      it(`refuses when this stands in the launcher's place: ${what}, ${shell}`, async () => {
        const launcher = join(folder, 'pinfold-hook');
        writeFileSync(launcher, text, { mode: 0o755 });
        const line = installedCommand(launcher, 'claude-code', 'PreToolUse', 'block', 150);
        const outcome = await outcomeOf(shell, line, {});
        assert.equal(outcome.code, 2);
        assert.match(outcome.stderr, /Pinfold unavailable: blocked/);
      });
    }
  }

  for (const missing of ['launcher', 'bundle', 'node', 'env', 'watchdog'] as const) {
    it(`refuses when this is gone: ${missing}`, async () => {
      const outcome = await run(usual, 'done();', { missing: [missing] });
      assert.equal(outcome.code, 2);
      assert.match(outcome.stderr, /Pinfold unavailable: blocked/);
      if (missing !== 'launcher') {
        assert.match(outcome.stderr, new RegExp(`${folder}.* is missing`));
        assert.match(outcome.stderr, /pinfold protect claude-code/);
      }
    });
  }

  // SHELLOPTS=noexec is not among them: it makes bash run nothing, not even the agent's own line. See the launcher.
  for (const way of ways.filter((each) => hasTurn(each, 1))) {
    it(`is not led astray by its environment: ${way.shell}, ${way.watchdog.kind}${way.env ? '' : ', no env'}`, async () => {
      const marker = join(folder, 'marker');
      const bad = join(folder, 'bad');
      mkdirSync(bad);
      const fake = `#!/bin/sh\n: > '${marker}'\nexit ${answeredExitCode}\n`;
      for (const name of ['node', 'timeout', 'env', 'sleep', 'perl', 'echo', 'kill', 'sh']) {
        writeFileSync(join(bad, name), fake, { mode: 0o755 });
      }
      writeFileSync(
        join(bad, 'evil.js'),
        `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');`,
      );
      writeFileSync(join(bad, 'evil.sh'), `: > '${marker}'\n`);
      const values: Record<string, string> = {
        NODE_OPTIONS: `--require ${join(bad, 'evil.js')}`,
        NODE_EXTRA_CA_CERTS: join(bad, 'evil.js'),
        NODE_PATH: bad,
        BASH_ENV: join(bad, 'evil.sh'),
        ENV: join(bad, 'evil.sh'),
        PERL5OPT: `-I${bad} -Mevil`,
        IFS: '/',
        PATH: bad,
        CDPATH: bad,
        PINFOLD_STATE: bad,
        HOME: bad,
      };
      const shown = 'JSON.stringify([Object.keys(process.env).sort(), process.env.PINFOLD_STATE])';
      const outcome = await run(way, say(shown), { env: values });
      assert.equal(existsSync(marker), false);
      assert.equal(outcome.code, 0, outcome.stderr);
      const [seen, state] = JSON.parse(outcome.stdout) as [string[], string];
      assert.equal(state, join(folder, 'state'));
      const led = /^(NODE_|PERL|CDPATH|ENV$|BASH_)/;
      assert.deepEqual(
        seen.filter((key) => led.test(key)),
        [],
      );
    });
  }

  it('is shown to be needed: node alone does what NODE_OPTIONS says', async () => {
    const marker = join(folder, 'marker');
    const script = join(folder, 'evil.cjs');
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');`);
    const child = spawn(process.execPath, ['-e', '0'], {
      env: { NODE_OPTIONS: `--require ${script}` },
    });
    await new Promise((resolve) => child.on('close', resolve));
    assert.equal(existsSync(marker), true);
  });

  async function run(
    way: (typeof ways)[number],
    body: string,
    how: {
      input?: string | null;
      env?: Record<string, string>;
      cwd?: string;
      before?: string;
      event?: 'PreToolUse' | 'SessionEnd';
      deadlineSeconds?: number;
      nodeOptions?: readonly string[];
      /** Text of the second stage; it is missing when left out. */
      waiting?: string;
      waitingDeadlineSeconds?: number;
      missing?: readonly ('launcher' | 'bundle' | 'node' | 'env' | 'watchdog')[];
    },
  ): Promise<Outcome> {
    const missing = how.missing ?? [];
    const place = (name: 'node' | 'env' | 'watchdog', real: string): string => {
      const link = join(folder, name);
      rmSync(link, { force: true });
      if (!missing.includes(name)) symlinkSync(real, link);
      return link;
    };
    const bundle = join(folder, 'hook.cjs');
    rmSync(bundle, { force: true });
    if (!missing.includes('bundle')) writeFileSync(bundle, prelude + body);
    const waitingBundle = join(folder, 'waiting.cjs');
    rmSync(waitingBundle, { force: true });
    if (how.waiting !== undefined) writeFileSync(waitingBundle, prelude + how.waiting);
    const { watchdog } = way;
    const facts: LauncherFacts = {
      node: place('node', process.execPath),
      nodeOptions: how.nodeOptions ?? [],
      bundle,
      waitingBundle,
      watchdog:
        watchdog.kind === 'shell'
          ? { ...watchdog, sleep: place('watchdog', watchdog.sleep) }
          : { ...watchdog, path: place('watchdog', watchdog.path) },
      env: way.env ? place('env', '/usr/bin/env') : null,
      state: join(folder, 'state'),
      data: join(folder, "da'ta"),
      home: '/home/recorded',
      recorded: { XDG_STATE_HOME: '/home/recorded/s' },
      deadlineSeconds: how.deadlineSeconds ?? 5,
      waitingDeadlineSeconds: how.waitingDeadlineSeconds ?? 5,
    };
    const launcher = join(folder, "pinfold 'hook'");
    rmSync(launcher, { force: true });
    // Shells behave by the name that they are called by; on a real machine it is `sh`.
    const shell = join(folder, 'sh');
    rmSync(shell, { force: true });
    symlinkSync(way.shell, shell);
    const text = launcherText(facts).replace('#!/bin/sh', `#!${shell}`);
    if (!missing.includes('launcher')) writeFileSync(launcher, text, { mode: 0o755 });
    const event = how.event ?? 'PreToolUse';
    const line = installedCommand(
      launcher,
      'claude-code',
      event,
      event === 'PreToolUse' ? 'block' : 'pass',
      150,
    );
    return outcomeOf(shell, (how.before ?? '') + line, how);
  }
});

/** What every stand-in bundle has: `read()` gives stdin, `done()` ends with an answer. */
const prelude = `
const done = () => process.exit(${answeredExitCode});
const wait = () => process.exit(${waitingExitCode});
const read = () => require('node:fs').readFileSync(0, 'utf8');
`;

function say(expression: string): string {
  return `process.stdout.write(String(${expression}), done);`;
}

/** Runs a line as an agent does; `input: null` leaves stdin open. */
async function outcomeOf(
  shell: string,
  line: string,
  how: { input?: string | null; env?: Record<string, string>; cwd?: string },
): Promise<Outcome> {
  const before = performance.now();
  const child = spawn(shell, ['-c', line], {
    env: how.env ?? { HOME: '/home/caller', PATH: '/usr/bin:/bin' },
    ...(how.cwd === undefined ? {} : { cwd: how.cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  // A hook that does not read its payload closes the pipe: no failure of the launcher.
  child.stdin.on('error', () => undefined);
  if (how.input !== null) child.stdin.end(how.input ?? '{}');
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdin.destroy();
  return { code, stdout, stderr, seconds: (performance.now() - before) / 1000 };
}

/** Whether a process runs; one that has ended and waits to be collected does not. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Command lines of running processes that name a folder of ours. */
function processesNaming(folder: string): string[] {
  return readdirOfProc().flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.includes(folder) ? [line] : [];
    } catch {
      return [];
    }
  });
}

function readdirOfProc(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

describe('choosing a watchdog', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = freshFolder('watchdog');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const link = (name: string, target: string): void => {
    symlinkSync(target, join(folder, name));
  };

  it('takes timeout where it works', () => {
    const chosen = chooseWatchdog(folder);
    assert.deepEqual(chosen, {
      watchdog: { kind: 'timeout', path: '/usr/bin/timeout' },
      endsChildren: true,
    });
  });

  it('does not take a timeout that does not end what it started, or is none', () => {
    const chosenWith = (text: string): unknown => {
      rmSync(join(folder, 'timeout'), { force: true });
      writeFileSync(join(folder, 'timeout'), text, { mode: 0o755 });
      return chooseWatchdog(folder, [folder]);
    };
    assert.equal(chosenWith('#!/bin/sh\nexit 1\n'), null);
    assert.equal(chosenWith('#!/bin/sh\nexit 42\n'), null);
    link('perl', '/usr/bin/perl');
    assert.deepEqual(chosenWith('#!/bin/sh\necho "usage: timeout -t SECONDS" >&2; exit 1\n'), {
      watchdog: { kind: 'perl', path: join(folder, 'perl') },
      endsChildren: true,
    });
  });

  it('says when children would stay, and when there is nothing at all', () => {
    assert.equal(chooseWatchdog(folder, [folder]), null);
    link('sleep', '/bin/sleep');
    const chosen = chooseWatchdog(folder, [folder]);
    assert.equal(chosen?.watchdog.kind, 'shell');
  });
});
