import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { createNodeFiles } from '../../../../src/adapters/files/nodeFiles.ts';
import { resolvePath } from '../../../../src/app/paths/resolvePath.ts';
import { createTree, unseen } from '../../../../src/app/paths/tree.ts';
import { FilesError } from '../../../../src/ports/files.ts';
import { filesContract, type PreparedTree } from '../../../support/filesContract.ts';
import { usualSurroundings } from '../../../support/pathCases.ts';
import { type Entry, memoryFiles } from '../../../support/memoryFiles.ts';

function inMemory(tree: Readonly<Record<string, Entry>>): PreparedTree {
  const files = memoryFiles();
  for (const [path, entry] of Object.entries(tree)) {
    const hard = typeof entry === 'object' && 'hard' in entry;
    files.add(`/base/${path}`, hard ? { hard: `/base/${entry.hard}` } : entry);
  }
  return { files, base: '/base', dispose: () => {} };
}

function testFolder(): string {
  const cache = process.env['PINFOLD_TEST_CACHE'] ?? join(homedir(), '.cache', 'pinfold-test');
  mkdirSync(cache, { recursive: true });
  return realpathSync(mkdtempSync(join(cache, 'files-')));
}

function onDisk(tree: Readonly<Record<string, Entry>>): PreparedTree {
  const base = testFolder();
  for (const [path, entry] of Object.entries(tree)) {
    const at = join(base, path);
    mkdirSync(dirname(at), { recursive: true });
    if (typeof entry === 'string') writeFileSync(at, entry);
    else if ('link' in entry) symlinkSync(entry.link, at);
    else if ('hard' in entry) linkSync(join(base, entry.hard), at);
    else mkdirSync(at, { recursive: true });
  }
  return {
    files: createNodeFiles(),
    base,
    dispose: () => rmSync(base, { recursive: true, force: true }),
  };
}

filesContract('in memory', inMemory);
filesContract('on disk', onDisk);

describe('files on disk', () => {
  it('are root’s alone when root owns them and nobody else may write', () => {
    const { base, files, dispose } = onDisk({ file: '' });
    try {
      const at = join(base, 'file');
      const isRoot = process.getuid?.() === 0;
      for (const [mode, alone] of [
        [0o644, isRoot],
        [0o600, isRoot],
        [0o664, false],
        [0o646, false],
      ] as const) {
        chmodSync(at, mode);
        assert.equal(files.lstat(at)?.rootOnly, alone, mode.toString(8));
      }
      if (isRoot) {
        chmodSync(at, 0o644);
        chownSync(at, 1, 0);
        assert.equal(files.lstat(at)?.rootOnly, false, 'of another owner');
      }
      assert.equal(files.lstat('/')?.rootOnly, true);
    } finally {
      dispose();
    }
  });

  it('lead the resolver to where the system itself says a path leads', () => {
    const { base, files, dispose } = onDisk({
      'a/b/f': '',
      'c/f': '',
      'a/up': { link: '..' },
      'a/b/c': { link: '../../c' },
      'c/a': { link: '../a/b/c/../a' },
      'c/here': { link: '.' },
      'a/chain': { link: 'up/c/here' },
      'a/b/long': { link: `../${'./'.repeat(20)}up/a/b` },
    });
    try {
      const names = ['a', 'b', 'c', 'f', 'up', 'here', 'chain', 'long', '..', '.', ''];
      const way = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 7 });
      let existing = 0;
      fc.assert(
        fc.property(way, (parts) => {
          const text = `./${parts.join('/')}`;
          let expected: string;
          try {
            expected = realpathSync.native(join(base, 'a').concat('/', text));
          } catch {
            return;
          }
          existing += 1;
          const stated = { text, cwd: join(base, 'a'), glob: false };
          const found = resolvePath(stated, usualSurroundings(), files);
          assert.equal(found.kind === 'resolved' && found.facts[0].path, expected, text);
        }),
        { numRuns: 2_000 },
      );
      assert.ok(existing > 100, `only ${existing} of the paths exist`);
    } finally {
      dispose();
    }
  });

  it('does not take the text of a link that is no UTF-8 for its target', () => {
    const base = testFolder();
    try {
      symlinkSync(Buffer.from([0x2f, 0xff, 0x2f, 0x61]), join(base, 'odd'));
      assert.equal(createTree(createNodeFiles()).readlink(join(base, 'odd')), unseen);
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });

  it('does not wait for the other end of a pipe', () => {
    const base = testFolder();
    try {
      execFileSync('mkfifo', [join(base, 'pipe')], { env: { PATH: process.env['PATH'] } });
      assert.equal(createNodeFiles().readText(join(base, 'pipe'), 10), null);
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });
});

describe('what goes wrong with a file', () => {
  it('is known for what it is when it comes from another part of the hook', () => {
    class FilesErrorOfAnotherPart extends Error {
      override readonly name = 'FilesError';
    }
    assert.ok(new FilesErrorOfAnotherPart('EACCES: /x') instanceof FilesError);
    assert.ok(new FilesError('EACCES', '/x') instanceof FilesError);
    assert.equal(new Error('EACCES') instanceof FilesError, false);
    assert.equal(({ name: 'FilesError' } as unknown) instanceof FilesError, false);
  });
});
