import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldLines } from '../../../../src/core/present/foldLines.ts';

describe('foldLines', () => {
  it('goes on below where the text began', () => {
    assert.equal(foldLines('Why:  a long reason', 12, 6), 'Why:  a long\n      reason');
  });

  it('cuts no word', () => {
    assert.equal(foldLines('x /a/very/long/path y', 8, 2), 'x\n  /a/very/long/path\n  y');
  });

  it('loses nothing but where the spaces are', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const bare = (each: string): string => each.replaceAll(/[ \n]/g, '');
        assert.equal(bare(foldLines(text, width, 4)), bare(text));
      }),
    );
  });
});
