import assert from 'node:assert/strict';
import { findRoots, type RootContext, rootsOfFolders } from '../../../../src/app/paths/roots.ts';
import { type Entry, memoryFiles, type MemoryFiles } from '../../../support/memoryFiles.ts';

const context: RootContext = {
  platform: 'linux',
  homes: ['/home/u', '/srv/agent/home'],
  temporary: ['/tmp'],
};
const folder: Entry = { folder: true };

/** A repository with two linked work trees, as `git worktree add` leaves them. */
const repository: Readonly<Record<string, Entry>> = {
  '/home/u/main/.git/HEAD': 'ref: refs/heads/main\n',
  '/home/u/main/src': folder,
  '/home/u/main/.git/worktrees/one/gitdir': '/home/u/one/.git\n',
  '/home/u/main/.git/worktrees/one/commondir': '../..\n',
  '/home/u/one/.git': 'gitdir: /home/u/main/.git/worktrees/one\n',
  '/home/u/one/src': folder,
  '/home/u/main/.git/worktrees/two/gitdir': '/home/u/main/.trees/two/.git\n',
  '/home/u/main/.git/worktrees/two/commondir': '../..\n',
  '/home/u/main/.trees/two/.git': 'gitdir: ../../.git/worktrees/two\n',
  '/home/u/other/.git/HEAD': '',
  '/home/u/other/.git/worktrees/w/gitdir': '/home/u/otherTree/.git\n',
  '/home/u/other/.git/worktrees/w/commondir': '../..\n',
  '/home/u/otherTree/.git': 'gitdir: /home/u/other/.git/worktrees/w\n',
};

function roots(cwd: string, tree: Readonly<Record<string, Entry>>): string {
  const found = findRoots(cwd, context, memoryFiles(tree));
  assert.ok(found.length <= 1);
  const [root] = found;
  return root ? [root.path, ...root.worktrees.toSorted()].join(' + ') : 'none';
}

describe('the root of a session', () => {
  for (const [name, cwd, tree, expected] of [
    ['is the nearest folder with git', '/home/u/p/a/b', { '/home/u/p/.git': folder }, '/home/u/p'],
    [
      'is the nearest folder with a policy',
      '/home/u/p/a/b',
      { '/home/u/p/.git': folder, '/home/u/p/a/.pinfold': folder },
      '/home/u/p/a',
    ],
    [
      'is not marked by a file named like the policy folder',
      '/home/u/p/a',
      { '/home/u/p/.git': folder, '/home/u/p/a/.pinfold': '' },
      '/home/u/p',
    ],
    ['is marked by a git file', '/home/u/p/a', { '/home/u/p/.git': 'gitdir: x' }, '/home/u/p'],
    [
      'is the first directory if nothing is marked',
      '/home/u/p/a',
      { '/home/u/p/a': folder },
      '/home/u/p/a',
    ],
    [
      'is canonical',
      '/home/u/l/a',
      { '/home/u/p/.git': folder, '/home/u/p/a': folder, '/home/u/l': { link: 'p' } },
      '/home/u/p',
    ],
    [
      'is never HOME, even with git',
      '/home/u/p',
      { '/home/u/.git': folder, '/home/u/p': folder },
      '/home/u/p',
    ],
    ['does not exist for a session in HOME', '/home/u', { '/home/u/.git': folder }, 'none'],
    [
      'does not exist for a session in HOME by another name',
      '/h',
      { '/h': { link: '/home/u' } },
      'none',
    ],
    ['does not exist above HOME', '/home', { '/home/.git': folder, '/home/u': folder }, 'none'],
    ['does not exist above a second home', '/srv/agent', { '/srv/agent/home': folder }, 'none'],
    ['does not exist at the root of all', '/', { '/.git': folder }, 'none'],
    ['is never the root of all', '/srv/x', { '/.git': folder, '/srv/x': folder }, '/srv/x'],
    ['does not exist in the temporary folder itself', '/tmp', { '/tmp': folder }, 'none'],
    [
      'is never the temporary folder',
      '/tmp/x',
      { '/tmp/.pinfold': folder, '/tmp/x': folder },
      '/tmp/x',
    ],
    [
      'does not exist where links lead in a circle',
      '/home/u/l',
      { '/home/u/l': { link: 'l' } },
      'none',
    ],
    [
      'may be a folder that is not there yet',
      '/home/u/p/new',
      { '/home/u/p': folder },
      '/home/u/p/new',
    ],
  ] as const) {
    it(name, () => assert.equal(roots(cwd, tree), expected));
  }
});

describe('linked work trees', () => {
  it('belong to the main one', () => {
    assert.equal(
      roots('/home/u/main/src', repository),
      '/home/u/main + /home/u/main/.trees/two + /home/u/one',
    );
  });

  it('are the root of a session that starts there, and the main one belongs to it', () => {
    assert.equal(
      roots('/home/u/one/src', repository),
      '/home/u/one + /home/u/main + /home/u/main/.trees/two',
    );
    assert.equal(
      roots('/home/u/main/.trees/two', repository),
      '/home/u/main/.trees/two + /home/u/main + /home/u/one',
    );
  });

  for (const [name, cwd, change] of [
    [
      'a git file that points into another project',
      '/home/u/p',
      { '/home/u/p/.git': 'gitdir: /home/u/other/.git/worktrees/w\n' },
    ],
    [
      'a git file that points at another project’s git folder',
      '/home/u/p',
      { '/home/u/p/.git': 'gitdir: /home/u/other/.git\n' },
    ],
    [
      'an own admin folder that claims another repository',
      '/home/u/p',
      {
        '/home/u/p/.git': 'gitdir: /home/u/p/admin/worktrees/x\n',
        '/home/u/p/admin/worktrees/x/gitdir': '/home/u/p/.git\n',
        '/home/u/p/admin/worktrees/x/commondir': '/home/u/other/.git\n',
      },
    ],
    [
      'a git folder that is a link to another project’s',
      '/home/u/p',
      { '/home/u/p/.git': { link: '/home/u/other/.git' } },
    ],
    [
      'work trees that are a link to another project’s',
      '/home/u/p',
      { '/home/u/p/.git/worktrees': { link: '/home/u/other/.git/worktrees' } },
    ],
    [
      'one work tree that is a link to another project’s',
      '/home/u/p',
      { '/home/u/p/.git/worktrees/w': { link: '/home/u/other/.git/worktrees/w' } },
    ],
    [
      'an entry for a folder that does not point back',
      '/home/u/p',
      {
        '/home/u/p/.git/worktrees/w/gitdir': '/home/u/otherTree/.git\n',
        '/home/u/p/.git/worktrees/w/commondir': '../..\n',
      },
    ],
    [
      'an entry for another project’s main tree',
      '/home/u/p',
      {
        '/home/u/p/.git/worktrees/w/gitdir': '/home/u/other/.git\n',
        '/home/u/p/.git/worktrees/w/commondir': '../..\n',
      },
    ],
    [
      'an entry whose pointer has two lines',
      '/home/u/p',
      {
        '/home/u/p/.git/worktrees/w/gitdir': '/home/u/q/.git\n/home/u/other/.git\n',
        '/home/u/p/.git/worktrees/w/commondir': '../..\n',
        '/home/u/q/.git': 'gitdir: /home/u/p/.git/worktrees/w\n',
      },
    ],
  ] as const) {
    it(`do not come from ${name}`, () => {
      assert.equal(roots(cwd, { ...repository, ...change }), cwd);
    });
  }

  it('do not make HOME or a temporary folder belong', () => {
    const tree: Readonly<Record<string, Entry>> = {
      '/home/u/p/.git/worktrees/h/gitdir': '/home/u/.git\n',
      '/home/u/p/.git/worktrees/h/commondir': '../..\n',
      '/home/u/.git': 'gitdir: /home/u/p/.git/worktrees/h\n',
    };
    assert.equal(roots('/home/u/p', tree), '/home/u/p');
  });

  it('are left out when their files cannot be read', () => {
    const files: MemoryFiles = memoryFiles(repository);
    files.fail('/home/u/main/.git/worktrees/one/gitdir', 'EACCES');
    files.fail('/home/u/main/.trees/two', 'EIO');
    assert.deepEqual(findRoots('/home/u/main', context, files), [
      { path: '/home/u/main', worktrees: [] },
    ]);
  });
});

describe('the roots of an editor window', () => {
  it('are its folders as they are, once each, without those that are never roots', () => {
    const files = memoryFiles({ ...repository, '/home/u/l': { link: 'main' } });
    const folders = ['/home/u/main/src', '/home/u/l/src', '/home/u', '/', '/tmp', '/home/u/other'];
    assert.deepEqual(
      rootsOfFolders(folders, context, files).map((root) => root.path),
      ['/home/u/main/src', '/home/u/other'],
    );
  });
});
