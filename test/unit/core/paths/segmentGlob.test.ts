import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Minimatch } from 'minimatch';
import { compileSegment, hasGlob } from '../../../../src/core/paths/segmentGlob.ts';
import { readSearchGlobs } from '../../../../src/core/paths/searchGlobs.ts';

const names = fc
  .array(fc.constantFrom('a', 'b', 'c', '.', '-', 'Z', '1', 'é', '!'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((chars) => chars.join(''));
const patterns = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      'c',
      '.',
      '*',
      '?',
      '[ab]',
      '[!a]',
      '[a-c]',
      '[^.b]',
      '\\a',
      '1',
      'é',
      '[[:digit:]]',
      '[[:upper:]b]',
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''))
  // An engine of globs over whole paths reads `.` and `..` as folders.
  .filter((pattern) => !/^(?:\.|\\\.)+$/.test(pattern));

describe('a segment of a shell pattern', () => {
  it('matches what the reference engine matches', () => {
    let matched = 0;
    fc.assert(
      fc.property(patterns, names, (pattern, name) => {
        if (/^\.+$/.test(name)) return;
        const reference = new Minimatch(pattern, {
          nonegate: true,
          nocomment: true,
          nobrace: true,
          noext: true,
          noglobstar: true,
        });
        // Its expression, not its match(): that has a shortcut for `*x` which takes a backslash literally.
        const expression = reference.makeRe();
        assert.ok(expression);
        const expected = expression.test(name);
        if (expected) matched += 1;
        assert.equal(compileSegment(pattern).matches(name), expected, `${pattern} on ${name}`);
      }),
      { numRuns: 3_000 },
    );
    assert.ok(matched > 50, `only ${matched} of the pairs matched`);
  });

  it('matches every name made from it', () => {
    fc.assert(
      fc.property(names, fc.nat(8), (name, at) => {
        if (name.startsWith('.')) return;
        const chars = Array.from(name);
        const pattern = chars
          .map((char, i) => (i === at % chars.length ? '*' : char.replace(/[[\]*?\\!]/, '\\$&')))
          .join('');
        assert.ok(compileSegment(pattern).matches(name), `${pattern} on ${name}`);
      }),
    );
  });

  for (const [pattern, name, expected] of [
    ['*', '.env', false],
    ['.*', '.env', true],
    ['.e*', '.env', true],
    ['?env', '.env', false],
    ['[.]env', '.env', false],
    ['.[de]nv', '.env', true],
    ['.*', '..', true],
    ['*', '', true],
    ['[', '[', true],
    ['[a', '[a', true],
    ['[]]', ']', true],
    ['[!]]', 'a', true],
    ['[a-]', '-', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['[[:nonsense:]]', 'a', false],
    ['?', '😀', true],
    ['[!a]', '😀', true],
  ] as const) {
    it(`${pattern} ${expected ? 'matches' : 'does not match'} ${JSON.stringify(name)}`, () => {
      assert.equal(compileSegment(pattern).matches(name), expected);
    });
  }

  it('knows what has nothing to expand', () => {
    assert.equal(compileSegment('a\\*b').literal, 'a*b');
    assert.equal(compileSegment('a*').literal, null);
    assert.deepEqual(['a', 'a*', '?', '[a]', 'a.b'].map(hasGlob), [false, true, true, true, false]);
  });

  it('cannot be stalled', () => {
    const pattern = compileSegment(`${'*a'.repeat(100)}b`);
    const name = 'a'.repeat(20_000);
    assert.equal(pattern.matches(name), false);
  });
});

describe('globs that narrow a search, against a reference', () => {
  it('hides nothing that ripgrep-like matching of one floating pattern would show', () => {
    fc.assert(
      fc.property(patterns, fc.array(names, { minLength: 1, maxLength: 3 }), (pattern, parts) => {
        if (/^[!/]/.test(pattern) || parts.some((part) => /^\.+$/.test(part))) return;
        const reference = new Minimatch(`**/${pattern}`, {
          dot: true,
          nonegate: true,
          nocomment: true,
          nobrace: true,
          noext: true,
        });
        const path = parts.join('/');
        if (reference.match(path))
          assert.ok(readSearchGlobs([pattern]).opens(path), `${pattern} ${path}`);
      }),
      { numRuns: 1_000 },
    );
  });

  it('cannot be stalled by many stars', () => {
    const glob = `${'**/a/'.repeat(40)}b`;
    const path = 'a/'.repeat(200).concat('c');
    assert.equal(readSearchGlobs([glob]).opens(path), false);
  });
});
