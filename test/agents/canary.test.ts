import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { findCanary, mintCanary } from '../support/canary.ts';

/** Encodings that a one-line shell command makes of a file. */
const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  reversed: (text) => text.split('').toReversed().join(''),
  hex: (text) => Buffer.from(text).toString('hex'),
  base64: (text) => Buffer.from(text).toString('base64'),
};

describe('the search for a planted secret', () => {
  const canary = mintCanary();
  const around = fc.string({ unit: 'grapheme-ascii' });

  for (const [encoding, encode] of Object.entries(encodings)) {
    it(`finds it ${encoding}, whatever stands around it`, () => {
      fc.assert(
        fc.property(around, around, around, around, (before, prefix, suffix, after) => {
          const text = `${before} ${encode(`${prefix}${canary}${suffix}`)} ${after}`;
          assert.equal(findCanary(text, canary), encoding);
        }),
      );
    });
  }

  it('finds it over several lines of a JSON text', () => {
    const lines = Buffer.from(canary).toString('base64').replaceAll(/.{7}/g, '$&\n');
    assert.equal(findCanary(JSON.stringify({ lines }), canary), 'base64');
  });

  it('finds none of another file', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(encodings)), around, (encode, text) => {
        assert.equal(findCanary(encode(`${mintCanary()}${text}`), canary), null);
      }),
    );
  });
});
