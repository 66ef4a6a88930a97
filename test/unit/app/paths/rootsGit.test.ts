import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createNodeFiles } from '../../../../src/adapters/files/nodeFiles.ts';
import { findRoots } from '../../../../src/app/paths/roots.ts';

describe('work trees as git itself makes them', () => {
  let base = '';
  const git = (cwd: string, ...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: base, GIT_CONFIG_NOSYSTEM: '1' },
      stdio: 'ignore',
    });
  };
  const roots = (cwd: string): readonly string[] => {
    const context = { platform: 'linux', homes: ['/nobody'], temporary: [] } as const;
    return findRoots(cwd, context, createNodeFiles()).flatMap((root) => [
      root.path.slice(base.length),
      ...root.worktrees.map((tree) => tree.slice(base.length)).toSorted(),
    ]);
  };

  before(() => {
    const cache = process.env['PINFOLD_TEST_CACHE'] ?? join(homedir(), '.cache', 'pinfold-test');
    mkdirSync(cache, { recursive: true });
    base = realpathSync(mkdtempSync(join(cache, 'roots-')));
    const main = join(base, 'main');
    mkdirSync(join(main, 'src'), { recursive: true });
    git(main, 'init', '-q');
    git(main, 'commit', '-q', '--allow-empty', '-m', 'start');
    git(main, 'worktree', 'add', '-q', '../one');
    git(main, 'worktree', 'add', '-q', '.trees/two');
    git(main, 'clone', '-q', '--bare', '.', '../bare.git');
    git(join(base, 'bare.git'), 'worktree', 'add', '-q', '../three');
    git(join(base, 'bare.git'), 'worktree', 'add', '-q', '../four');
  });
  after(() => rmSync(base, { recursive: true, force: true }));

  it('belong together, wherever a session starts', () => {
    assert.deepEqual(roots(join(base, 'main/src')), ['/main', '/main/.trees/two', '/one']);
    assert.deepEqual(roots(join(base, 'one')), ['/one', '/main', '/main/.trees/two']);
    assert.deepEqual(roots(join(base, 'main/.trees/two')), ['/main/.trees/two', '/main', '/one']);
  });

  it('belong together around a bare repository, which is no work tree itself', () => {
    assert.deepEqual(roots(join(base, 'three')), ['/three', '/four']);
  });

  it('no longer belong once they were moved behind git’s back', () => {
    renameSync(join(base, 'four'), join(base, 'moved'));
    assert.deepEqual(roots(join(base, 'three')), ['/three']);
    assert.deepEqual(roots(join(base, 'moved')), ['/moved']);
  });
});
