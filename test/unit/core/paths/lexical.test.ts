import assert from 'node:assert/strict';
import { posix } from 'node:path';
import fc from 'fast-check';
import {
  collapse,
  foldKey,
  isUnder,
  nameOf,
  parentOf,
  relativeTo,
  withAncestors,
} from '../../../../src/core/paths/lexical.ts';
import { showText } from '../../../../src/core/paths/show.ts';
import { anyText } from '../../../support/anyText.ts';

const absolute = fc
  .array(fc.constantFrom('a', 'b', '..', '.', '', 'c.d', '...'), { maxLength: 9 })
  .map((parts) => `/${parts.join('/')}`);

describe('paths as text', () => {
  it('fold as the library of the platform folds them', () => {
    fc.assert(
      fc.property(absolute, (path) => {
        const expected = posix.resolve(path);
        assert.equal(collapse(path), expected);
        assert.equal(parentOf(expected), posix.dirname(expected));
        assert.equal(nameOf(expected), posix.basename(expected));
      }),
    );
  });

  it('never leave a drive or a share', () => {
    assert.equal(collapse('C:/a/../../b', true), 'C:/b');
    assert.equal(collapse('//server/share/../x', true), '//server/share/x');
    assert.equal(collapse('C:/a', false), '/C:/a');
    assert.equal(parentOf('C:/a'), 'C:/');
    assert.equal(parentOf('C:/'), 'C:/');
    assert.equal(parentOf('//server/share/a'), '//server/share/');
  });

  it('know what lies below a folder', () => {
    for (const [path, folder, expected] of [
      ['/a/b', '/a', 'b'],
      ['/a', '/a', ''],
      ['/ab', '/a', null],
      ['/a', '/a/b', null],
      ['/a', '/', 'a'],
      ['/', '/', ''],
    ] as const) {
      assert.equal(relativeTo(path, folder), expected, `${path} in ${folder}`);
      assert.equal(isUnder(path, folder), expected !== null);
    }
  });

  it('list all folders above', () => {
    assert.deepEqual(withAncestors('/a/b/c'), ['/a/b/c', '/a/b', '/a', '/']);
    assert.deepEqual(withAncestors('/'), ['/']);
    assert.deepEqual(withAncestors('C:/a'), ['C:/a', 'C:/']);
    assert.deepEqual(withAncestors('//s/h/a'), ['//s/h/a', '//s/h/']);
  });
});

describe('the form in which names are compared', () => {
  for (const [one, two, fold, same] of [
    ['é', 'e\u0301', false, true],
    ['a', 'A', false, false],
    ['a', 'A', true, true],
    ['ſ', 's', true, true],
    ['\u212a', 'k', true, true],
    ['ß', 'SS', true, true],
    ['É', 'e\u0301', true, true],
    ['ά', 'Ά', true, true],
    ['ς', 'Σ', true, true],
    ['а', 'a', true, false],
    ['ａ', 'a', true, false],
  ] as const) {
    it(`${one} ${same ? 'is' : 'is not'} ${two}${fold ? ' where case is folded' : ''}`, () => {
      assert.equal(foldKey(one, fold) === foldKey(two, fold), same);
    });
  }

  it('is the same for its own form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, fold) => {
        const key = foldKey(text, fold);
        assert.equal(foldKey(key, fold), key);
      }),
    );
  });
});

describe('showing a path', () => {
  it('shows what cannot be seen, and never too much', () => {
    assert.equal(showText('a\u202eb\n'), 'a\\u{202e}b\\u{a}');
    assert.equal(showText('src/é 🔑.ts'), 'src/é 🔑.ts');
    fc.assert(
      fc.property(anyText({ maxLength: 400 }), (text) => {
        const shown = showText(text);
        assert.ok(shown.length <= 200);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\u2028\u2029]/u);
      }),
    );
  });
});
