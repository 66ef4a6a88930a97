import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalJson } from '../../../../src/core/audit/canonicalJson.ts';

/** JSON values without lone surrogates and without -0, which JSON cannot tell from 0. */
const jsonValue = fc
  .jsonValue({ maxDepth: 4, noUnicodeString: false })
  .map((value): unknown =>
    JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f][0-9a-f]{2}/gi, '')),
  );

describe('canonicalJson', () => {
  it('writes the example of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    assert.equal(
      canonicalJson(value),
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts names by UTF-16 code units, as section 3.2.3 says', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const text = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])));
    const expected = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
    const found = [...text.matchAll(/"((?:[^"\\]|\\.)*)":0/gu)].map(([, name]) =>
      String(JSON.parse(`"${name}"`)),
    );
    assert.deepEqual(found, expected);
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), jsonValue), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        assert.equal(canonicalJson(reversed), canonicalJson(value));
      }),
    );
  });

  it('says the same value when it is read back, and the same text when that is written', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = canonicalJson(value);
        const back: unknown = JSON.parse(text);
        assert.deepEqual(back, value);
        assert.equal(canonicalJson(back), text);
      }),
    );
  });

  it('makes lone surrogates U+FFFD, in values and names, and leaves pairs alone', () => {
    assert.equal(canonicalJson('a\ud800b\udc00'), '"a\ufffdb\ufffd"');
    assert.equal(canonicalJson({ '\udfff': '😀' }), '{"\ufffd":"😀"}');
    assert.throws(() => canonicalJson({ '\ud800': 1, '\ud801': 2 }), TypeError);
  });

  it('leaves undefined members out and knows __proto__ as a name', () => {
    assert.equal(canonicalJson({ b: undefined, a: 1 }), '{"a":1}');
    assert.equal(canonicalJson(JSON.parse('{"__proto__":1}')), '{"__proto__":1}');
  });

  const cycle: unknown[] = [];
  cycle.push(cycle);
  const unsayable: readonly (readonly [string, unknown])[] = [
    ['NaN', Number.NaN],
    ['infinity', [Number.POSITIVE_INFINITY]],
    ['a function', { a: () => 0 }],
    ['a bigint', 1n],
    ['undefined in a list', [undefined]],
    ['a hole', Array.from({ length: 1 })],
    ['a cycle', cycle],
  ];
  for (const [name, value] of unsayable) {
    it(`refuses ${name}`, () => {
      assert.throws(() => canonicalJson(value), TypeError);
    });
  }
});
