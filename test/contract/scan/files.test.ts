import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram } from '../../../scripts/lib/processGroup.ts';
import { pickEnvironment } from '../../../scripts/lib/environment.ts';
import { pinfoldProgram, runPinfold } from '../../support/protectedWorkspace.ts';
import {
  type PrintedReport,
  awsKey,
  githubToken,
  leakOf,
  namesOf,
  scanJson,
} from '../../support/scanSecrets.ts';
import {
  createWorkspace,
  snapshot,
  type Workspace,
  workspaceEnvironment,
} from '../../support/workspace.ts';
import { onlyOnLinux } from '../../support/skip.ts';

describe('pinfold scan of files', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  const aws = awsKey();
  const token = githubToken();
  before(() => {
    workspace = createWorkspace({
      project: {
        '.env': `TOKEN=${token}\n`,
        '.env.example': 'TOKEN=\n',
        'src/a.py': `import os\nkey = "${aws}"\n`,
        'src/b.py': 'key = os.environ["KEY"]\n',
        'ignored/.env': 'A=b\n',
        '.gitignore': 'ignored/\n',
        'node_modules/x/.env': 'A=b\n',
        'node_modules/x/id_rsa': 'x\n',
        '.npmrc': 'registry=https://registry.npmjs.org/\n',
        'test/fixtures/server.key': 'no key\n',
        'deep/er/terraform.tfstate': '{}\n',
      },
    });
  });
  after(() => workspace.dispose());

  it('finds by name and by content, says where, and ends with 1', async () => {
    const { outcome, report } = await scanJson(workspace);
    assert.equal(outcome.exitCode, 1);
    assert.deepEqual(namesOf(report), [
      '.env: file.dotenv',
      '.env: github-pat',
      'deep/er/terraform.tfstate: file.terraform-state',
      'ignored/.env: file.dotenv',
      'src/a.py: aws-access-token',
    ]);
    const found = report.findings.find(({ path }) => path === 'src/a.py');
    assert.deepEqual([found?.line, found?.column, found?.length], [2, 8, 20]);
    assert.equal(report.end, 'complete');
    assert.equal(report.leftOut, 1);
  });

  it('tells people what it is and how to revoke it, never the value', async () => {
    const { stdout, exitCode } = await runPinfold(workspace, ['scan']);
    assert.equal(exitCode, 1);
    assert.match(stdout, /^src\/a\.py:2:8 {2}aws-access-token$/m);
    assert.match(
      stdout,
      /Deactivate the access key.*console\.aws\.amazon\.com.*aws iam update-access-key/,
    );
    assert.match(stdout, /^5 secrets in \d+ files/m);
    for (const secret of [aws, token]) assert.equal(leakOf(stdout, secret), null);
  });

  it('looks at what is named, and at all of it', async () => {
    assert.deepEqual(namesOf((await scanJson(workspace, 'src')).report), [
      'src/a.py: aws-access-token',
    ]);
    const one = await scanJson(workspace, 'src/b.py');
    assert.deepEqual([one.outcome.exitCode, one.report.files], [0, 1]);
    const all = (await scanJson(workspace, '--dependencies')).report;
    assert.ok(namesOf(all).includes('node_modules/x/id_rsa: file.ssh-private-key'));
    assert.equal((await scanJson(workspace, 'src', 'src/a.py', '.')).report.findings.length, 5);
  });

  it('leaves out what git ignores only when it is told to', async () => {
    const { report } = await scanJson(workspace, '--respect-gitignore');
    assert.ok(!namesOf(report).includes('ignored/.env: file.dotenv'));
  });

  it('changes nothing and records nothing', async () => {
    const before = [snapshot(workspace.root), snapshot(workspace.home)];
    await runPinfold(workspace, ['scan']);
    assert.deepEqual([snapshot(workspace.root), snapshot(workspace.home)], before);
  });

  it('says what is wrong with its words, with 2', async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['nowhere'], /nowhere does not exist/],
      [['--format', 'xml'], /That is no format/],
      [['--staged', '--home'], /four different scans/],
      [['--range', 'HEAD'], /That is no range/],
      [['--range', '--output=x..y'], /That is no range|ambiguous/],
      [['--range', 'nowhere..HEAD'], /git refused/],
      [['--baseline', 'nowhere.json'], /cannot be read/],
      [['--baseline', '.gitignore'], /is no JSON/],
      [['--home', '--baseline', 'x'], /no baseline/],
      [['--max-time', 'soon'], /is no time/],
      [['--unknown'], /Unknown option/],
    ];
    for (const [args, message] of wrong) {
      const { exitCode, stderr, stdout } = await runPinfold(workspace, ['scan', ...args]);
      assert.equal(exitCode, 2, args.join(' '));
      assert.match(stderr, message);
      assert.equal(stdout, '');
    }
  });

  describe('with a baseline', () => {
    it('tells what is new alone, and the file gives no value away', async () => {
      const path = workspace.path('.baseline.json');
      const written = await runPinfold(workspace, ['scan', 'src', '--write-baseline', path]);
      assert.equal(written.exitCode, 0, written.stderr);
      const text = readFileSync(path, 'utf8');
      assert.equal(leakOf(text, aws), null);
      const same = await scanJson(workspace, 'src', '--baseline', path);
      assert.deepEqual([same.outcome.exitCode, same.report.known], [0, 1]);
      // Lines move; the value counts.
      writeFileSync(workspace.path('src/a.py'), `#\n#\nkey = "${aws}"\n`);
      assert.equal((await scanJson(workspace, 'src', '--baseline', path)).report.known, 1);
      const other = awsKey();
      writeFileSync(workspace.path('src/a.py'), `key = "${aws}"\nkey = "${other}"\n`);
      const more = await scanJson(workspace, 'src', '--baseline', path);
      assert.deepEqual([more.outcome.exitCode, more.report.known], [1, 1]);
      assert.deepEqual(
        more.report.findings.map(({ line }) => line),
        [2],
      );
      // Another place is another finding.
      writeFileSync(workspace.path('src/c.py'), `key = "${aws}"\n`);
      const moved = (await scanJson(workspace, 'src', '--baseline', path)).report;
      assert.ok(namesOf(moved).includes('src/c.py: aws-access-token'));
      const again = await runPinfold(workspace, ['scan', 'src', '--write-baseline', path]);
      assert.equal(again.exitCode, 0);
      assert.equal(JSON.parse(readFileSync(path, 'utf8')).key, JSON.parse(text).key);
    });
  });
});

describe('pinfold scan of a hostile tree', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  const aws = awsKey();
  before(() => {
    workspace = createWorkspace({ project: { 'a.txt': `${aws}\n` }, home: {} });
  });
  after(() => workspace.dispose());

  it('ends, and says what it did not look at', async () => {
    const at = workspace.path;
    symlinkSync('.', at('loop'));
    symlinkSync('a.txt', at('link'));
    symlinkSync('/dev/zero', at('endless'));
    assert.equal(
      spawnSync('mkfifo', [at('pipe'), at('.env')], { env: pickEnvironment(['PATH']) }).status,
      0,
    );
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(at('s'), resolve));
    writeFileSync(at('odd\u0007\n[2Jname.env'), 'A=b\n');
    writeFileSync(
      at('invalid.txt'),
      Buffer.concat([Buffer.from([0xff, 0xc0, 0x20]), Buffer.from(`${aws}\n`)]),
    );
    writeFileSync(at('wide.txt'), Buffer.from(`\ufeffkey ${aws}\n`, 'utf16le'));
    writeFileSync(at('bytes.bin'), Buffer.from([0, 1, 2, 0, 0, 3]));
    writeFileSync(
      at('long.txt'),
      Buffer.concat([Buffer.alloc(100 * 1024 * 1024, 'x'), Buffer.from(aws)]),
    );
    try {
      const { outcome, report } = await scanJson(workspace);
      assert.equal(outcome.exitCode, 1, outcome.stderr);
      const names = namesOf(report);
      for (const file of ['a.txt', 'invalid.txt', 'wide.txt']) {
        assert.ok(names.includes(`${file}: aws-access-token`), file);
      }
      const skips = report.skipped.map(({ path, why }) => `${path}: ${why}`);
      for (const skip of [
        'loop: link',
        'link: link',
        'endless: link',
        'pipe: not-a-file',
        '.env: not-a-file',
        's: not-a-file',
        'bytes.bin: binary',
        'long.txt: budget',
      ]) {
        assert.ok(skips.includes(skip), `${skip} of ${skips.join(', ')}`);
      }
      const { stdout } = await runPinfold(workspace, ['scan', 'a.txt', workspace.root]);
      assert.ok(!stdout.includes('\u0007'));
    } finally {
      server.close();
    }
  });

  it('says what it may not read, and judges it by its name', async () => {
    // No permission stops root, and nobody else comes into root's home.
    const root = process.getuid?.() === 0;
    const base = root ? mkdtempSync('/home/pinfold-scan-') : workspace.path('mine');
    try {
      mkdirSync(join(base, 'closed'), { recursive: true });
      writeFileSync(join(base, 'closed/.env'), 'A=b\n');
      writeFileSync(join(base, 'unreadable.pem'), 'x\n');
      for (const each of ['closed', 'unreadable.pem']) chmodSync(join(base, each), 0);
      if (root) cpSync(dirname(pinfoldProgram), join(base, 'dist'), { recursive: true });
      chmodSync(base, 0o755);
      const { stdout, exitCode } = await runProgram({
        command: process.execPath,
        args: [root ? join(base, 'dist/pinfold.cjs') : pinfoldProgram, 'scan', '--json'],
        cwd: base,
        env: workspaceEnvironment(workspace),
        timeoutMs: 60_000,
        ...(root ? { user: 65_534 } : {}),
      });
      const report = JSON.parse(stdout) as PrintedReport;
      assert.equal(exitCode, 1);
      assert.deepEqual(report.skippedCounts, { unreadable: 2 });
      assert.ok(namesOf(report).includes('unreadable.pem: file.tls-private-key'));
    } finally {
      chmodSync(join(base, 'closed'), 0o700);
      rmSync(base, { recursive: true, force: true });
    }
  });

  it('takes a device, a pipe and a socket that are named for what they are', async () => {
    const { report } = await scanJson(workspace, '/dev/zero', '/dev/null');
    assert.deepEqual(report.skippedCounts, { 'not-a-file': 2 });
  });

  /** More than a minute's work in one file with many names. */
  function plantLongFiles(): void {
    if (existsSync(workspace.path('again-0.txt'))) return;
    writeFileSync(workspace.path('again-0.txt'), Buffer.alloc(60 * 1024 * 1024, 'x'));
    for (let copy = 1; copy < 60; copy += 1) {
      linkSync(workspace.path('again-0.txt'), workspace.path(`again-${copy}.txt`));
    }
  }

  it('ends with what it has when its time is up, and says that it is a part', async () => {
    plantLongFiles();
    const { outcome, report } = await scanJson(workspace, '--max-time', '1');
    assert.equal(report.end, 'out-of-time');
    assert.equal(outcome.exitCode, 2);
  });

  it('ends with what it has on Ctrl-C, with 130', async function () {
    // What a process reads at the moment is to be seen on Linux alone.
    onlyOnLinux(this);
    plantLongFiles();
    const child = spawn(process.execPath, [pinfoldProgram, 'scan'], {
      cwd: workspace.root,
      env: workspaceEnvironment(workspace),
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    while (child.exitCode === null && !readsBelow(child.pid!, workspace.root)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGINT');
    assert.equal(await ended, 130);
    assert.match(stdout, /^Interrupted: what follows is a part of it\.$/m);
  });
});

/** Whether a process has a file below a folder open. */
function readsBelow(pid: number, folder: string): boolean {
  try {
    const open = readdirSync(`/proc/${pid}/fd`);
    return open.some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith(`${folder}/`));
  } catch {
    // Closed between a look and the next.
    return false;
  }
}
