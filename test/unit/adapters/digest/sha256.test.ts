import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { hmacSha256Hex, sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { anyText } from '../../../support/anyText.ts';

const sha256ByNode = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

describe('sha256Hex', () => {
  it('knows the digests of FIPS 180-4', () => {
    assert.equal(
      sha256Hex('abc'),
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    assert.equal(sha256Hex(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    assert.equal(
      sha256Hex('a'.repeat(1_000_000)),
      'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
    );
  });

  it('agrees with node for every length around the block boundaries', () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = new Uint8Array(length).fill(length);
      assert.equal(sha256Hex(bytes), sha256ByNode(bytes), `length ${length}`);
    }
  });

  it('agrees with node on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        assert.equal(sha256Hex(bytes), sha256ByNode(bytes));
      }),
    );
  });

  it('agrees with node on any text, lone surrogates included', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 300 }), (text) => {
        assert.equal(sha256Hex(text), sha256ByNode(text));
      }),
    );
    for (const text of ['\ud800', 'a\udc00b', '\udc00\ud800', '😀\ud83d']) {
      assert.equal(sha256Hex(text), sha256ByNode(text));
    }
  });

  it('reads a view, not the buffer behind it, and leaves its input alone', () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => i & 0xff);
    const view = bytes.subarray(17, 201);
    const before = Uint8Array.from(bytes);
    assert.equal(sha256Hex(view), sha256ByNode(view));
    assert.deepEqual(bytes, before);
  });
});

describe('hmacSha256Hex', () => {
  it('agrees with node on any key and data', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 300 }),
        (key, data) => {
          const expected = createHmac('sha256', key).update(data).digest('hex');
          assert.equal(hmacSha256Hex(key, data), expected);
        },
      ),
    );
  });

  it('takes keys and data as text too', () => {
    const expected = createHmac('sha256', 'schlüssel').update('größe').digest('hex');
    assert.equal(hmacSha256Hex('schlüssel', 'größe'), expected);
  });
});
