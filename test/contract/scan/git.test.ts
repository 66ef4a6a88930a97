import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { pickEnvironment } from '../../../scripts/lib/environment.ts';
import { runPinfold } from '../../support/protectedWorkspace.ts';
import { awsKey, leakOf, namesOf, scanJson } from '../../support/scanSecrets.ts';
import { createWorkspace, type Workspace } from '../../support/workspace.ts';

describe('pinfold scan of what git records', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  const old = awsKey();
  const fresh = awsKey();
  const gone = awsKey();

  function git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.org'];
    return execFileSync('git', [...identity, ...args], {
      cwd: workspace.root,
      encoding: 'utf8',
      env: { ...pickEnvironment(['PATH']), HOME: workspace.home, GIT_CONFIG_NOSYSTEM: '1' },
    }).trim();
  }
  const write = (name: string, text: string): void => writeFileSync(workspace.path(name), text);

  before(() => {
    workspace = createWorkspace({
      project: { 'a.txt': `one\n${old}\n`, '.env.example': 'A=\n' },
    });
    git('tag', 'begin');
  });
  after(() => workspace.dispose());

  it('staged: what the index brings, not what lies in the folder', async () => {
    write('b.txt', `${fresh}\n`);
    assert.equal((await scanJson(workspace, '--staged')).outcome.exitCode, 0);
    git('add', 'b.txt');
    write('b.txt', 'cleaned, and not staged\n');
    const { outcome, report } = await scanJson(workspace, '--staged');
    assert.equal(outcome.exitCode, 1);
    assert.deepEqual(namesOf(report), ['b.txt: aws-access-token']);
    assert.equal(leakOf(outcome.stdout, fresh), null);
  });

  it('staged: a secret that stood there before is not told again', async () => {
    write('a.txt', `zero\none\n${old}\n`);
    write('b.txt', 'b\n');
    git('add', 'a.txt', 'b.txt');
    assert.deepEqual((await scanJson(workspace, '--staged')).report.findings, []);
    write('a.txt', `${fresh}\n${old}\n`);
    git('add', 'a.txt');
    const { report } = await scanJson(workspace, '--staged');
    assert.deepEqual(
      report.findings.map(({ path, line }) => `${path}:${line}`),
      ['a.txt:1'],
    );
    git('reset', '--quiet', '--hard', 'begin');
  });

  it('staged: by name, also of a file that is new, in a folder with an odd name', async () => {
    mkdirSync(workspace.path('ö \n\t"x'));
    write('ö \n\t"x/.env', 'A=b\n');
    symlinkSync('/etc/passwd', workspace.path('link.pem'));
    git('add', '.');
    const { report } = await scanJson(workspace, '--staged');
    assert.deepEqual(namesOf(report), ['ö \n\t"x/.env: file.dotenv']);
    assert.deepEqual(
      report.skipped.map(({ path, why }) => `${path}: ${why}`),
      ['link.pem: link'],
    );
    git('reset', '--quiet', '--hard', 'begin');
  });

  it('range: what commits bring, with the commit, also when a later one takes it away', async () => {
    write('c.txt', `${gone}\n`);
    git('add', '.');
    git('commit', '--quiet', '--message=brings');
    const brings = git('rev-parse', 'HEAD');
    rmSync(workspace.path('c.txt'));
    git('commit', '--quiet', '--all', '--message=takes');
    const { outcome, report } = await scanJson(workspace, '--range', 'begin..HEAD');
    assert.equal(outcome.exitCode, 1);
    assert.deepEqual(namesOf(report), ['c.txt: aws-access-token']);
    assert.equal(report.findings[0]?.commit, brings);
    assert.match(
      (await runPinfold(workspace, ['scan', '--range', 'begin..HEAD'])).stdout,
      new RegExp(`in commit ${brings.slice(0, 12)}`),
    );
    assert.equal((await scanJson(workspace, '--range', `${brings}..HEAD`)).outcome.exitCode, 0);
    assert.equal((await scanJson(workspace)).report.findings.length, 1, 'only the old one is left');
  });

  it('range: a merge brings what neither side had', async () => {
    git('checkout', '--quiet', '-b', 'side', 'begin');
    write('s.txt', 'side\n');
    git('add', '.');
    git('commit', '--quiet', '--message=side');
    git('checkout', '--quiet', 'main');
    const before = git('rev-parse', 'HEAD');
    git('merge', '--quiet', '--no-commit', 'side');
    write('s.txt', `side\n${fresh}\n`);
    git('add', '.');
    git('commit', '--quiet', '--message=merge');
    const { report } = await scanJson(workspace, '--range', `${before}..HEAD`);
    assert.deepEqual(namesOf(report), ['s.txt: aws-access-token']);
  });

  it('no program of the repository is run', async () => {
    git('config', 'core.fsmonitor', `touch ${workspace.path('ran')}`);
    git('config', 'diff.external', `touch ${workspace.path('ran')}`);
    git('config', 'diff.x.textconv', `touch ${workspace.path('ran')}`);
    write('.gitattributes', '* diff=x\n');
    await runPinfold(workspace, ['scan', '--staged']);
    await runPinfold(workspace, ['scan', '--range', 'begin..HEAD']);
    assert.throws(() => execFileSync('cat', [workspace.path('ran')], { stdio: 'pipe' }));
  });

  it('before the first commit, in a folder below, and where there is no repository', async () => {
    const empty = createWorkspace({ project: {} });
    try {
      rmSync(empty.path('.git'), { recursive: true });
      const none = await runPinfold(empty, ['scan', '--staged']);
      assert.equal(none.exitCode, 2);
      assert.match(none.stderr, /not a git repository/);
      mkdirSync(empty.path('below'));
      writeFileSync(empty.path('below/k.txt'), `${fresh}\n`);
      const env = { ...pickEnvironment(['PATH']), HOME: empty.home };
      for (const args of [
        ['init', '--quiet'],
        ['add', '.'],
      ]) {
        execFileSync('git', args, { cwd: empty.root, env });
      }
      assert.deepEqual(namesOf((await scanJson(empty, '--staged')).report), [
        'below/k.txt: aws-access-token',
      ]);
    } finally {
      empty.dispose();
    }
  });
});
