import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sniffEncoding } from '../../../../src/core/secrets/encoding.ts';

const words = 'Some words, and = "quotes"\nin two lines\n';
const swapped = Buffer.from(words, 'utf16le').swap16();

describe('the encoding of a file', () => {
  const cases: [what: string, bytes: Buffer, encoding: string, mark: number][] = [
    ['nothing', Buffer.alloc(0), 'utf-8', 0],
    ['ASCII', Buffer.from(words), 'utf-8', 0],
    ['UTF-8', Buffer.from('Zürich, 東京, 🔑'), 'utf-8', 0],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${words}`), 'utf-8', 3],
    [
      'Latin-1',
      Buffer.from('Zürich liegt schön am Zürichsee, schräg gegenüber', 'latin1'),
      'utf-8',
      0,
    ],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${words}`, 'utf16le'), 'utf-16le', 2],
    ['UTF-16, the other order', Buffer.from(`\ufeff${words}`, 'utf16le').swap16(), 'utf-16be', 2],
    ['UTF-16 without a mark', Buffer.from(words, 'utf16le'), 'utf-16le', 0],
    ['the other order without a mark', swapped, 'utf-16be', 0],
    ['UTF-16 cut in the middle', Buffer.from(words, 'utf16le').subarray(0, 41), 'utf-16le', 0],
    ['an environment', Buffer.from('PATH=/usr/bin\0HOME=/home/ann\0LANG=C\0'), 'utf-8', 0],
    ['text with one NUL', Buffer.from(`${words}\0${words}`), 'utf-8', 0],
    ['colours of a terminal', Buffer.from('\x1b[31mred\x1b[0m '.repeat(20)), 'utf-8', 0],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0x62, 0, 0, 0]), 'binary', 0],
    [
      'a program',
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...Array<number>(57).fill(0)]),
      'binary',
      0,
    ],
    ['what is packed', randomBytes(4096), 'binary', 0],
  ];
  for (const [what, bytes, encoding, mark] of cases) {
    it(`of ${what} is ${encoding}`, () => {
      assert.deepEqual(sniffEncoding(bytes), { encoding, mark });
    });
  }

  it('is known of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        assert.ok(
          ['utf-8', 'utf-16le', 'utf-16be', 'binary'].includes(sniffEncoding(bytes).encoding),
        );
      }),
    );
  });

  it('of any text in UTF-8 is UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.equal(sniffEncoding(Buffer.from(text)).encoding, 'utf-8');
      }),
    );
  });
});
