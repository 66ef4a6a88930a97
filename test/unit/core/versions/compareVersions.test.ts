import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareVersions, isVersion } from '../../../../src/core/versions/compareVersions.ts';

/** Lowest first; the second half is the example of SemVer 2.0, section 11. */
const ladder = [
  '0.0.0',
  '0.1.0-0',
  '0.1.0-2',
  '0.1.0-10',
  '0.1.0-rc',
  '0.1.0-rc-1',
  '0.1.0-rc1',
  '0.1.0',
  '0.9.9',
  '0.10.0',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1-0.3.7',
  '99999999999999999999.0.0',
  '99999999999999999999.0.1',
];

describe('comparing versions', () => {
  it('puts each one below all that come after it', () => {
    for (const [index, lower] of ladder.entries()) {
      for (const higher of ladder.slice(index + 1)) {
        assert.ok(compareVersions(lower, higher) < 0, `${lower} < ${higher}`);
        assert.ok(compareVersions(higher, lower) > 0, `${higher} > ${lower}`);
      }
    }
  });

  it('does not count build metadata and a leading v', () => {
    for (const same of ['1.2.3+a', '1.2.3+b.7', 'v1.2.3', '1.2.3']) {
      assert.equal(compareVersions(same, '1.2.3'), 0);
    }
    assert.equal(compareVersions('1.2.3-rc.1+a', '1.2.3-rc.1+b'), 0);
  });

  it('takes nothing else for a version', () => {
    for (const text of [
      '',
      '1',
      '1.2',
      '1.2.3.4',
      'unknown',
      '1.2.x',
      '1.2.3-',
      '1.2.3+',
      ' 1.2.3',
      '1.2.3\n',
      '1.2.3-a..b',
      '-1.2.3',
      '１.2.3',
    ]) {
      assert.equal(isVersion(text), false, text);
      assert.throws(() => compareVersions(text, '1.2.3'), RangeError);
    }
  });

  it('is one order: turning round, equal and in a row', () => {
    const number = fc.oneof(fc.nat(3), fc.nat()).map(String);
    const word = fc.oneof(number, fc.constantFrom('a', 'B', 'rc', 'rc-1', '-', '0a'));
    const version = fc
      .tuple(fc.tuple(number, number, number), fc.array(word, { maxLength: 3 }))
      .map(
        ([numbers, words]) => numbers.join('.') + (words.length > 0 ? `-${words.join('.')}` : ''),
      );
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        assert.equal(Math.sign(compareVersions(a, b)), 0 - Math.sign(compareVersions(b, a)));
        assert.equal(compareVersions(a, b) === 0, a === b);
        const sorted = [a, b, c].toSorted(compareVersions);
        assert.ok(compareVersions(sorted[0]!, sorted[2]!) <= 0);
      }),
    );
  });
});
