import assert from 'node:assert/strict';
import fc from 'fast-check';
import { minimatch } from 'minimatch';
import { compileGlobs } from '../../../../src/core/zones/compileGlobs.ts';
import { createGlobMatcher } from '../../../../src/core/zones/globIndex.ts';

function matcher(patterns: readonly string[], anchors = ['/ws'], fold = false) {
  const index = compileGlobs(
    patterns.map((pattern, rule) => ({ anchors, pattern, rule, except: false })),
    fold,
  );
  // Through JSON, as the hook gets it.
  return createGlobMatcher(JSON.parse(JSON.stringify(index)));
}

const hits = (pattern: string, path: string, anchors?: string[], fold?: boolean) =>
  matcher([pattern], anchors, fold)(path).length > 0;

describe('glob index', () => {
  const cases: [pattern: string, path: string, expected: boolean][] = [
    ['**', '/ws/.env', true],
    ['secrets/**', '/ws/secrets/.key', true],
    ['secrets/**', '/ws/secrets', true],
    ['secrets', '/ws/secrets/a/b', true],
    ['secrets', '/ws/x/secrets', false],
    ['secrets', '/ws/secrets2', false],
    ['**/x', '/ws/a/b/x', true],
    ['**/x', '/ws/x/y', true],
    ['**/x', '/other/x', false],
    ['#x/**', '/ws/#x/a', true],
    ['*.pem', '/ws/a.pem', true],
    ['*.pem', '/ws/d/a.pem', false],
    ['**/*.pem', '/ws/d/.pem', true],
    ['**/.env.*', '/ws/.env.local', true],
    ['**/.env.*', '/ws/a/.env', false],
    ['src/[ab]*/x', '/ws/src/abc/x', true],
    ['{src,test}/**', '/ws/test/deep/a', true],
    ['{src,test}/**', '/ws/docs/a', false],
    ['lab/**', '/ws/lab/line\nbreak', true],
    ['**/*.pem', '/ws/a\nb.pem', true],
    ['lab/**', '/ws/lab', true],
    ['a+(b|c)', '/ws/abcb', true],
    ['données/**', '/ws/donne\u0301es/x', true],
    ['**/constructor', '/ws/constructor', true],
    ['**/__proto__/x', '/ws/__proto__/x', true],
  ];
  for (const [pattern, path, expected] of cases) {
    it(`${pattern} ${expected ? 'covers' : 'does not cover'} ${JSON.stringify(path)}`, () => {
      assert.equal(hits(pattern, path), expected);
    });
  }

  it('holds an anchor with glob characters literally', () => {
    assert.ok(hits('lab/**', '/w[s]{1}/lab/x', ['/w[s]{1}']));
    assert.ok(!hits('lab/**', '/ws1/lab/x', ['/w[s]{1}']));
  });

  it('folds case only where the volume does', () => {
    assert.ok(hits('**/.env', '/ws/.ENV', ['/ws'], true));
    assert.ok(hits('**/*.PEM', '/WS/a.pem', ['/ws'], true));
    assert.ok(hits('**/straße', '/ws/STRASSE', ['/ws'], true));
    assert.ok(hits('**/keys', '/ws/\u212aeys', ['/ws'], true), 'Kelvin sign');
    assert.ok(!hits('**/.env', '/ws/.ENV', ['/ws'], false));
  });

  it('stands for any home by one whole-segment star', () => {
    const anchors = ['/home/*', '/root'];
    assert.ok(hits('.ssh/**', '/home/someone/.ssh/id', anchors));
    assert.ok(hits('.ssh/**', '/root/.ssh/id', anchors));
    assert.ok(!hits('.ssh/**', '/home/a/b/.ssh/id', anchors));
  });

  it('takes an exception out of its own rule only', () => {
    const index = compileGlobs(
      [
        { anchors: ['/'], pattern: '**/.env*', rule: 0, except: false },
        { anchors: ['/'], pattern: '**/.env.example', rule: 0, except: true },
        { anchors: ['/'], pattern: '**/.env.example', rule: 1, except: false },
      ],
      false,
    );
    assert.deepEqual(createGlobMatcher(index)('/ws/.env.example'), [1]);
    assert.deepEqual(createGlobMatcher(index)('/ws/.env'), [0]);
  });

  it('agrees with minimatch on random patterns and paths', () => {
    const name = fc.constantFrom(
      'a',
      'b',
      '.env',
      'x.pem',
      'a.b.pem',
      'src',
      '.ssh',
      'a b',
      'ü',
      'a.b.c',
    );
    const part = fc.oneof(
      name,
      fc.constantFrom(
        '*',
        '**',
        '?',
        '*.pem',
        '*.b.pem',
        'a*.pem',
        '.env*',
        '[ab]',
        '{a,src}',
        '.e?v',
        '*b*',
        '+(a|b)',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(part, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
        fc.array(name, { minLength: 1, maxLength: 5 }),
        (patterns, segments) => {
          const texts = patterns.map((parts) => parts.join('/'));
          const relative = segments.join('/');
          const options = { dot: true, nonegate: true, nocomment: true } as const;
          // A pattern covers a path when it matches the path or any folder that holds it.
          const prefixes = segments.map((_, i) => segments.slice(0, i + 1).join('/'));
          const expected = texts.flatMap((text, rule) => {
            const trimmed = text.replace(/(?:\/\*\*)+$/, '');
            return prefixes.some(
              (p) =>
                minimatch(p, text, options) || (trimmed !== text && minimatch(p, trimmed, options)),
            )
              ? [rule]
              : [];
          });
          assert.deepEqual([...matcher(texts)(`/ws/${relative}`)], expected, texts.join(' '));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
