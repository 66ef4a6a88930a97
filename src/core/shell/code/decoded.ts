/** Text behind encodings that commands and code use; null where the input is not of that form or gives no text. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Hexadecimal digits in pairs, blanks ignored. */
export function fromHex(text: string): string | null {
  const digits = text.replaceAll(/\s/g, '');
  if (!/^([0-9a-fA-F]{2})*$/.test(digits)) return null;
  return utf8((digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
}

/** Base64 of RFC 4648, both alphabets; blanks and padding ignored. */
export function fromBase64(text: string): string | null {
  const letters = text.replaceAll(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/');
  return fromAlphabet(letters, alphabet, 6);
}

/** Base32 of RFC 4648; blanks and padding ignored. */
export function fromBase32(text: string): string | null {
  return fromAlphabet(text.replaceAll(/[\s=]/g, '').toUpperCase(), base32Alphabet, 5);
}

/** Letters turned by 13 places. */
export function fromRot13(text: string): string {
  return text.replaceAll(/[A-Za-z]/g, (letter) => {
    const start = letter < 'a' ? 65 : 97;
    return String.fromCharCode(start + ((letter.charCodeAt(0) - start + 13) % 26));
  });
}

function fromAlphabet(letters: string, symbols: string, width: number): string | null {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const letter of letters) {
    const digit = symbols.indexOf(letter);
    if (digit < 0) return null;
    value = ((value << width) | digit) & 0xff_ff_ff;
    bits += width;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
    }
  }
  return utf8(bytes);
}

/** UTF-8 bytes as text; null when they are not text. */
export function utf8(bytes: readonly number[]): string | null {
  try {
    return decodeURIComponent(
      bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    );
  } catch {
    return null;
  }
}
