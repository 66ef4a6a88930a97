import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { createNodeFiles } from '../../../../src/adapters/files/nodeFiles.ts';
import {
  expandGlob,
  type Expansion,
  type GlobLimits,
} from '../../../../src/app/paths/expandGlob.ts';
import { createTree } from '../../../../src/app/paths/tree.ts';
import { type Entry, memoryFiles } from '../../../support/memoryFiles.ts';

const tree: Readonly<Record<string, Entry>> = {
  '/ws/.env': '',
  '/ws/.envrc': '',
  '/ws/a.ts': '',
  '/ws/b.ts': '',
  '/ws/src/a.ts': '',
  '/ws/src/deep/c.ts': '',
  '/ws/src/.hidden/d.ts': '',
  '/ws/a*b': '',
  '/ws/keys': { link: '/home/u/.ssh' },
  '/home/u/.ssh/id_rsa': '',
  '/home/u/.ssh/id_ed25519': '',
};

function expand(pattern: string, limits?: GlobLimits): Expansion {
  return expandGlob(pattern, createTree(memoryFiles(tree)), limits ? { limits } : {});
}

function paths(pattern: string): readonly string[] {
  const found = expand(pattern);
  assert.ok(found.kind === 'paths', JSON.stringify(found));
  return found.paths.toSorted();
}

describe('expanding a shell pattern', () => {
  for (const [pattern, expected] of [
    ['/ws/*.ts', ['/ws/a.ts', '/ws/b.ts']],
    ['/ws/.e*', ['/ws/.env', '/ws/.envrc']],
    ['/ws/.en[v]', ['/ws/.env']],
    ['/ws/.?nv', ['/ws/.env']],
    ['/ws/*env', []],
    ['/ws/*/a.ts', ['/ws/src/a.ts']],
    ['/ws/*/id_*', ['/ws/keys/id_ed25519', '/ws/keys/id_rsa']],
    ['/home/*/.s?h/id_r*', ['/home/u/.ssh/id_rsa']],
    ['/ws/s*/../.env', ['/ws/src/../.env']],
    ['/ws/./s*//a.ts', ['/ws/src/a.ts']],
    ['/ws/a\\*?', ['/ws/a*b']],
    ['/ws/a\\*b', ['/ws/a*b']],
    ['/ws/**/c.ts', ['/ws/src/deep/c.ts']],
    ['/ws/**/a.ts', ['/ws/a.ts', '/ws/src/a.ts']],
    ['/ws/none/*', []],
    ['/ws/a.ts/*', []],
    ['/ws/*/none', []],
    ['/ws/src/.*', ['/ws/src/.', '/ws/src/..', '/ws/src/.hidden']],
  ] as const) {
    it(pattern, () => assert.deepEqual(paths(pattern), expected));
  }

  it('becomes a search of the folder beyond its limits', () => {
    const folder = { kind: 'tooMany', folder: '/ws' };
    assert.deepEqual(expand('/ws/*', { matches: 2, entries: 99 }), folder);
    assert.deepEqual(expand('/ws/*/*', { matches: 99, entries: 5 }), folder);
    assert.deepEqual(expand('/ws/**/none', { matches: 99, entries: 5 }), folder);
  });

  it('cannot be stalled by visiting the same folders again and again', () => {
    const again = `/ws/${'*/../'.repeat(30)}*`;
    const deep = `/ws/${'**/'.repeat(12)}none`;
    const wide = memoryFiles({
      ...tree,
      '/ws/x/y': { folder: true },
      [`/ws/${'n/'.repeat(25)}f`]: '',
    });
    for (const pattern of [again, deep]) {
      assert.equal(expandGlob(pattern, createTree(wide)).kind, 'tooMany', pattern.slice(0, 20));
    }
  });

  it('says what it could not look into', () => {
    const files = memoryFiles({ ...tree, '/ws/odd/\ufffdx': '' });
    files.fail('/ws/src', 'EACCES');
    const closed = expandGlob('/ws/*/a.ts', createTree(files));
    assert.ok(closed.kind === 'paths');
    const inside = expandGlob('/ws/src/*', createTree(files));
    assert.equal(inside.kind === 'paths' && inside.unseen, '/ws/src');
    const odd = expandGlob('/ws/odd/*', createTree(files));
    assert.equal(odd.kind === 'paths' && odd.unseen, '/ws/odd');
  });
});

describe('expanding a shell pattern, against bash', () => {
  let base = '';
  before(() => {
    const cache = process.env['PINFOLD_TEST_CACHE'] ?? join(homedir(), '.cache', 'pinfold-test');
    mkdirSync(cache, { recursive: true });
    base = realpathSync(mkdtempSync(join(cache, 'glob-')));
    for (const name of ['a', 'ab', '.a', '.ab', 'b-', 'd/a', 'd/.b', 'e/f/a', '.d/a']) {
      mkdirSync(dirname(join(base, name)), { recursive: true });
      writeFileSync(join(base, name), '');
    }
    symlinkSync('d', join(base, 'l'));
    symlinkSync('none', join(base, 'gone'));
  });
  after(() => rmSync(base, { recursive: true, force: true }));

  it('finds at least what bash finds, and no more than dots and deeper matches', () => {
    const segment = fc
      .array(fc.constantFrom('a', 'b', 'd', 'l', '.', '*', '?', '[a-d]', '[!a]', '[.a]'), {
        minLength: 1,
        maxLength: 3,
      })
      .map((parts) => parts.join(''))
      .filter((text) => !/^\.+$/.test(text));
    const pattern = fc
      .array(segment, { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join('/'));
    const sample = fc.sample(pattern, { numRuns: 400, seed: 7 });
    const script = sample.map((text) => `printf '%s\\0' ${text}; printf '\\0'`).join('\n');
    const output = execFileSync(
      'bash',
      ['--norc', '--noprofile', '-c', `shopt -s nullglob\n${script}`],
      {
        cwd: base,
        env: { PATH: process.env['PATH'], HOME: base, LC_ALL: 'C.UTF-8' },
        encoding: 'utf8',
      },
    );
    let found = 0;
    output
      .split('\0\0')
      .slice(0, sample.length)
      .forEach((answer, at) => {
        const text = sample[at] ?? '';
        if (!/[*?[]/.test(text)) return;
        const bash = new Set(answer.split('\0').filter((path) => path !== ''));
        const ours = expandGlob(`${base}/${text}`, createTree(createNodeFiles()));
        assert.ok(ours.kind === 'paths');
        const plain = new Set(ours.paths.map((path) => path.slice(base.length + 1)));
        for (const path of bash) assert.ok(plain.has(path), `${text}: bash also finds ${path}`);
        const dotted = /(?:^|\/)(?:\.|\[\.a\])/.test(text);
        if (!dotted && !text.includes('**')) assert.equal(plain.size, bash.size, text);
        found += bash.size;
      });
    assert.ok(found > 100, `bash found only ${found}`);
  });
});
