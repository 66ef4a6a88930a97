import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { pickEnvironment } from '../../../../scripts/lib/environment.ts';
import { isLeftOut, isTakenIn } from '../../../../src/core/patches/memberPatterns.ts';
import { mostPatchNames, namesInPatch } from '../../../../src/core/patches/patchNames.ts';

function names(...lines: readonly string[]): readonly string[] | null {
  return (
    namesInPatch(lines.join('\n'))?.map(({ text, bare }) => (bare ? `bare ${text}` : text)) ?? null
  );
}

describe('names in a patch', () => {
  it('come from unified and context diffs, with and without a time', () => {
    assert.deepEqual(names('--- a/x', '+++ b/x', '@@ -1 +1 @@', '-a', '+b'), ['a/x', 'b/x']);
    assert.deepEqual(names('--- x\t2026-01-01', '+++ y z\t2026-01-01'), ['x', 'y z', 'y']);
    assert.deepEqual(names('*** a b\t2026', '--- c\t2026'), ['a b', 'a', 'c']);
    assert.deepEqual(names('Index: svn/x', '='.repeat(60)), ['svn/x']);
    assert.deepEqual(names('--- /dev/null', '+++ b/new'), ['b/new']);
    assert.deepEqual(names('--- a/x\r', '+++ b/x\r'), ['a/x', 'b/x']);
  });

  it("come from git's extended headers", () => {
    assert.deepEqual(names('diff --git a/x b/x', 'new file mode 100644'), ['a/x', 'b/x']);
    assert.deepEqual(names('diff --git a/a b/c b/a b/c', 'old mode 100644'), [
      'a/a b/c',
      'b/a b/c',
    ]);
    assert.deepEqual(names('diff --git x x'), ['x']);
    assert.deepEqual(names('diff --git a/x b/y', 'rename from x', 'rename to y'), [
      'a/x',
      'b/y',
      'bare x',
      'bare y',
    ]);
    assert.deepEqual(names('copy from x', 'copy to y'), ['bare y']);
    assert.deepEqual(names(String.raw`+++ "b/\303\251\t\"x\\"`), ['b/é\t"x\\']);
    assert.deepEqual(names(String.raw`diff --git "a/\303\251" b/x`), ['a/é', 'b/x']);
    assert.deepEqual(names(String.raw`+++ "b/\377"`), ['b/ÿ']);
    assert.deepEqual(names('+++ "b/no end'), []);
  });

  it('do not come from the lines of a hunk, and do from what follows it', () => {
    const hunk = ['--- a/x', '+++ b/x', '@@ -1,3 +1,3 @@', ' same', '--- no', '+++ no', ' same'];
    assert.deepEqual(names(...hunk), ['a/x', 'b/x']);
    assert.deepEqual(names(...hunk, '--- a/y', '+++ b/y'), ['a/x', 'b/x', 'a/y', 'b/y']);
    // A hunk that says that it is longer than it is.
    const short = ['--- a/x', '+++ b/x', '@@ -1,90 +1,1 @@', '-a', '+b', 'diff --git a/z b/z'];
    assert.deepEqual(names(...short), ['a/x', 'b/x', 'a/z', 'b/z']);
  });

  it('come from patches that are indented or quoted by dashes', () => {
    assert.deepEqual(names('  --- x', '  +++ y', '  @@ -1 +1 @@', '  -a', '  +b', '  --- z'), [
      'x',
      'y',
      'z',
    ]);
    assert.deepEqual(names('- --- x', '- +++ y'), ['x', 'y']);
    assert.deepEqual(names('X--- x'), ['x']);
  });

  it('cannot be told in an encoded mail, and not beyond a bound', () => {
    assert.equal(names('Content-Transfer-Encoding: base64', '', 'ZGlmZg=='), null);
    assert.deepEqual(names('Content-Transfer-Encoding: 8bit', '', '+++ b/x'), ['b/x']);
    const many = Array.from({ length: mostPatchNames + 1 }, (_, at) => `+++ b/f${at}`);
    assert.equal(names(...many), null);
  });

  it('are those of what git writes', function () {
    this.timeout(30_000);
    const folder = mkdtempSync(join(tmpdir(), 'pinfold-patch-'));
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...pickEnvironment(['PATH']),
          HOME: folder,
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_AUTHOR_NAME: 'a',
          GIT_AUTHOR_EMAIL: 'a@example.com',
          GIT_COMMITTER_NAME: 'a',
          GIT_COMMITTER_EMAIL: 'a@example.com',
        },
      });
    const paths = [
      'plain.txt',
      'with space.txt',
      'é/ü.md',
      'quo"te',
      'tab\tx',
      'a b/a b',
      'back\\slash',
    ];
    try {
      git('init', '-q');
      writeFileSync(join(folder, 'base'), 'x\n');
      git('add', '.');
      git('commit', '-qm', 'base');
      for (const path of paths) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), '-- a\n++ b\n');
      }
      git('add', '.');
      const found = namesInPatch(git('diff', '--cached')) ?? [];
      const plain = new Set(found.map(({ text }) => text.replace(/^b\//, '')));
      for (const path of paths) assert.ok(plain.has(path), path);
      git('commit', '-qm', 'all');
      writeFileSync(join(folder, 'with space.txt'), '-- c\n++ d\n');
      git('rm', '-q', 'tab\tx');
      git('mv', 'plain.txt', 'moved.txt');
      git('add', '.');
      const changed = new Set(
        (namesInPatch(git('diff', '--cached', '-M')) ?? []).map(({ text }) =>
          text.replace(/^[ab]\//, ''),
        ),
      );
      for (const path of ['with space.txt', 'tab\tx', 'plain.txt', 'moved.txt']) {
        assert.ok(changed.has(path), path);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('can be looked for in any text, in time', function () {
    this.timeout(20_000);
    const words =
      '--- ,+++ ,@@ -1 +1 @@,@@ -9;99999 +1 @@,\n,",\\,\t, ,diff --git ,a/,x,- ,rename to ,Index: ';
    const piece = fc.constantFrom(...words.split(',').map((word) => word.replace(';', ',')));
    const soup = fc.array(piece, { maxLength: 300 }).map((all) => all.join(''));
    fc.assert(fc.property(soup, (text) => assert.ok(namesInPatch(text) !== undefined)));
    for (const unit of [
      '- ',
      ' ',
      '--- ',
      '"',
      '\\',
      'diff --git a b ',
      '@@ -1,9999999 +1 @@\n',
      '\t',
    ]) {
      const text = `diff --git ${unit.repeat(20_000)}\n--- ${unit.repeat(20_000)}`;
      const before = performance.now();
      namesInPatch(text);
      const spent = performance.now() - before;
      assert.ok(spent < 3_000, `${JSON.stringify(unit)} takes ${spent.toFixed(0)} ms`);
    }
  });
});

describe('patterns of members', () => {
  it('take in widely', () => {
    for (const pattern of [
      'lab',
      'lab/',
      'lab/*',
      './lab',
      '*.md',
      '*',
      'l?b/notes.md',
      '[l]ab',
      '/lab',
    ]) {
      assert.ok(isTakenIn('lab/notes.md', pattern), pattern);
    }
    for (const pattern of ['src', 'lab/x', '*.ts', 'ab']) {
      assert.ok(!isTakenIn('lab/notes.md', pattern), pattern);
    }
  });

  it('leave out narrowly', () => {
    for (const pattern of ['lab/notes.md', 'lab/*', './lab/*']) {
      assert.ok(isLeftOut('lab/notes.md', pattern, false), pattern);
    }
    for (const pattern of ['lab', 'lab/', '*', '*.md', '[l]ab/*', 'notes.md']) {
      assert.ok(!isLeftOut('lab/notes.md', pattern, false), pattern);
    }
    for (const pattern of ['lab', 'lab/', '/lab', '*', 'notes.md', '*.md', 'l*']) {
      assert.ok(isLeftOut('lab/notes.md', pattern, true), pattern);
    }
    for (const pattern of ['/notes.md', 'src', '[l]ab', 'b/notes.md']) {
      assert.ok(!isLeftOut('lab/notes.md', pattern, true), pattern);
    }
  });
});
