import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  findHardLinks,
  type HardLinkSearch,
  protectedUnder,
  scanCovers,
  scanRoot,
} from '../../../../src/app/paths/scan.ts';
import { createTree } from '../../../../src/app/paths/tree.ts';
import type { FileStat } from '../../../../src/ports/files.ts';
import { type Entry, memoryFiles, type MemoryFiles } from '../../../support/memoryFiles.ts';

const tree: Readonly<Record<string, Entry>> = {
  '/ws/.env': 'x',
  '/ws/a/.env': 'y',
  '/ws/a/b.ts': '',
  '/ws/node_modules/x/.env': '',
  '/ws/.git/objects/ab/.env': '',
  '/ws/.git/hooks/.env': '',
  '/ws/link': { link: '/elsewhere' },
  '/elsewhere/.env': '',
};
const isSecret = (path: string): boolean => path.endsWith('/.env');

describe('scanning a root', () => {
  it('finds protected files, not behind links, in dependencies or among git’s objects', () => {
    const scan = scanRoot('/ws', memoryFiles(tree), isSecret, 77);
    assert.deepEqual(
      scan.entries.map((entry) => entry.path),
      ['/ws/.env', '/ws/a/.env', '/ws/.git/hooks/.env'],
    );
    assert.deepEqual([scan.complete, scan.at, scan.folder], [true, 77, '/ws']);
  });

  it('is incomplete beyond its limits', () => {
    const files = memoryFiles(tree);
    assert.equal(scanRoot('/ws', files, isSecret, 0, { entries: 3, depth: 9 }).complete, false);
    assert.equal(scanRoot('/ws', files, isSecret, 0, { entries: 99, depth: 0 }).complete, false);
    assert.equal(scanRoot('/ws', files, isSecret, 0, { entries: 99, depth: 9 }).complete, true);
  });

  it('is incomplete when a folder or a file cannot be looked at', () => {
    for (const path of ['/ws/a', '/ws/a/.env']) {
      const files = memoryFiles(tree);
      files.fail(path, 'EACCES');
      const scan = scanRoot('/ws', files, isSecret, 0);
      assert.equal(scan.complete, false, path);
      assert.ok(scan.entries.some((entry) => entry.path === '/ws/.env'));
    }
  });

  it('survives a file that vanishes meanwhile', () => {
    const files = memoryFiles(tree);
    const vanishing = Object.assign(memoryFiles(), files, {
      lstat: (path: string) => (path === '/ws/.env' ? null : files.lstat(path)),
    });
    const scan = scanRoot('/ws', vanishing, isSecret, 0);
    assert.deepEqual([scan.complete, scan.entries.length], [true, 2]);
  });
});

describe('whether a scan knows all names of a file', () => {
  const stat = (changedAt: number): FileStat => ({
    kind: 'file',
    identity: '1:1',
    links: 2,
    changedAt,
    rootOnly: true,
  });
  const scan = { folder: '/ws', at: 10_000, complete: true, entries: [] };

  it('is so only when the file did not change since before the scan', () => {
    assert.equal(scanCovers(scan, stat(7_999)), true);
    assert.equal(scanCovers(scan, stat(8_000)), false);
    assert.equal(scanCovers(scan, stat(10_001)), false);
    assert.equal(scanCovers({ ...scan, complete: false }, stat(0)), false);
    assert.equal(scanCovers({ ...scan, complete: false, limited: true }, stat(0)), true);
    assert.equal(scanCovers({ ...scan, complete: false, limited: true }, stat(8_000)), false);
  });

  it('never becomes so by a later change', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), (one, more) => {
        if (scanCovers(scan, stat(one + more))) assert.ok(scanCovers(scan, stat(one)));
      }),
    );
  });
});

function search(
  files: MemoryFiles,
  at: number,
  changes: Partial<HardLinkSearch> = {},
): HardLinkSearch {
  return {
    scans: [scanRoot('/ws', files, isSecret, at)],
    rescan: () => assert.fail('scanned again'),
    knownPlaces: ['/home/u/.ssh', '/home/u/.netrc', '/home/u/.aws'],
    tree: createTree(files),
    ...changes,
  };
}

function linksOf(
  files: MemoryFiles,
  path: string,
  changes: HardLinkSearch,
): ReturnType<typeof findHardLinks> {
  const stat = files.lstat(path);
  assert.ok(stat);
  return findHardLinks(stat, path, changes);
}

describe('other names of a file', () => {
  const base: Readonly<Record<string, Entry>> = {
    ...tree,
    '/home/u/.ssh/keys/id': 'key',
    '/home/u/.netrc': 'login',
    '/ws/plain': { hard: '/ws/a/.env' },
    '/ws/key': { hard: '/home/u/.ssh/keys/id' },
    '/ws/login': { hard: '/home/u/.netrc' },
    '/ws/one': '',
    '/ws/two': { hard: '/ws/one' },
  };

  it('are found in the root, in a known folder and at a known file', () => {
    const files = memoryFiles(base);
    const looked = search(files, 1_000_000);
    assert.deepEqual(linksOf(files, '/ws/plain', looked), { paths: ['/ws/a/.env'], certain: true });
    assert.deepEqual(linksOf(files, '/ws/key', looked).paths, ['/home/u/.ssh/keys/id']);
    assert.deepEqual(linksOf(files, '/ws/login', looked).paths, ['/home/u/.netrc']);
  });

  it('do not matter when none is protected', () => {
    const files = memoryFiles(base);
    assert.deepEqual(linksOf(files, '/ws/two', search(files, 1_000_000)), {
      paths: [],
      certain: true,
    });
  });

  it('do not include the name itself', () => {
    const files = memoryFiles(base);
    assert.deepEqual(linksOf(files, '/ws/a/.env', search(files, 1_000_000)).paths, []);
    assert.deepEqual(linksOf(files, '/home/u/.netrc', search(files, 1_000_000)).paths, []);
  });

  it('are looked for again when the file changed after the scan, and only then', () => {
    let time = 0;
    const files = memoryFiles(base, { now: () => time });
    const old = scanRoot('/ws', files, isSecret, 5_000);
    time = 6_000;
    files.add('/ws/later', { hard: '/ws/.env' });
    let again = 0;
    const looked = search(files, 0, {
      scans: [old],
      rescan: (folder) => {
        again += 1;
        return scanRoot(folder, files, isSecret, 9_000);
      },
    });
    assert.deepEqual(linksOf(files, '/ws/later', looked).paths, ['/ws/.env']);
    assert.equal(again, 1);
    assert.deepEqual(linksOf(files, '/ws/plain', looked).paths, ['/ws/a/.env']);
    assert.equal(again, 1);
  });

  it('are uncertain when the scan or a known place was not seen to the end', () => {
    const files = memoryFiles(base);
    const cut = scanRoot('/ws', files, isSecret, 1_000_000, { entries: 2, depth: 1 });
    const looked = search(files, 0, { scans: [cut], rescan: () => cut });
    assert.equal(linksOf(files, '/ws/two', looked).certain, false);
    files.fail('/home/u/.ssh', 'EACCES');
    assert.equal(linksOf(files, '/ws/two', search(files, 1_000_000)).certain, false);
  });

  it('are not looked for when there is only one', () => {
    const files = memoryFiles(base);
    const looked = search(files, 0, { scans: [], knownPlaces: [], rescan: () => assert.fail() });
    assert.deepEqual(linksOf(files, '/ws/a/b.ts', looked), { paths: [], certain: true });
  });
});

describe('protected files below a folder', () => {
  const below = (
    folder: string,
    options: Parameters<typeof protectedUnder>[3] = {},
    files = memoryFiles(tree),
  ): ReturnType<typeof protectedUnder> =>
    protectedUnder(folder, createTree(files), isSecret, options);

  it('are all that a search would open', () => {
    assert.deepEqual(below('/ws/a'), { paths: ['/ws/a/.env'], complete: true });
    assert.deepEqual(below('/ws').paths, ['/ws/.env', '/ws/a/.env', '/ws/.git/hooks/.env']);
  });

  it('are narrowed by the paths that the tool opens, relative to the folder', () => {
    const seen: string[] = [];
    const narrows = (relative: string): boolean => {
      seen.push(relative);
      return relative !== 'a/.env';
    };
    assert.deepEqual(below('/ws', { narrows }).paths, ['/ws/.env', '/ws/.git/hooks/.env']);
    assert.deepEqual(seen, ['.env', 'a/.env', '.git/hooks/.env']);
  });

  it('may be the one file that is searched', () => {
    assert.deepEqual(below('/ws/.env'), { paths: ['/ws/.env'], complete: true });
    assert.deepEqual(below('/ws/a/b.ts'), { paths: [], complete: true });
  });

  it('are not those behind a link that is itself meant', () => {
    assert.deepEqual(below('/ws/link'), { paths: [], complete: true });
  });

  it('are none in a folder that is missing', () => {
    assert.deepEqual(below('/none'), { paths: [], complete: true });
  });

  it('are not all known beyond the cap and the limits', () => {
    assert.deepEqual(below('/ws', { most: 1 }), { paths: ['/ws/.env'], complete: false });
    assert.equal(below('/ws', { most: 3 }).complete, true);
    assert.equal(below('/ws', { limits: { entries: 2, depth: 9 } }).complete, false);
  });

  it('are none in a folder that nobody of this user can list', () => {
    const files = memoryFiles(tree);
    files.fail('/ws/a', 'EACCES');
    assert.equal(below('/ws', {}, files).complete, true);
  });
});
