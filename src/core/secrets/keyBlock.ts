/** Keys of 16,384 bits have 12 KB; a PGP key with its photograph has more. */
export const longestKey = 64 * 1024;

/** Characters of base64 without which it is the word for a key, not a key. */
const leastBody = 64;

/**
 * Where a key in PEM's form ends whose first line ends at `from`: behind its last line, or where what can be part of a
 * key ends when the last line is not there. Null when there is no key behind the line.
 *
 * Line breaks may be real ones or `\n` in a string; lines may be quoted, indented or begin with a comment's mark.
 */
export function keyBlockEnd(text: string, from: number): number | null {
  const body = text.slice(from, from + longestKey);
  const close = /-----END[ A-Za-z0-9_-]{0,100}KEY(?: BLOCK)?-----/i.exec(body);
  const open = body.search(/-----BEGIN/i);
  const ends = close !== null && (open < 0 || close.index < open);
  const inner = ends
    ? body.slice(0, close.index)
    : (/^[\w+/=\s\\"'`#>|.,:;*-]*/.exec(body)?.[0] ?? '');
  if (!holdsKey(inner)) return null;
  return from + (ends ? close.index + close[0].length : inner.trimEnd().length);
}

/** Whether there is enough base64 in it, and not one letter over and over. */
function holdsKey(inner: string): boolean {
  const base64 = inner
    .replaceAll(/\\[nrt]/g, '')
    .replaceAll(/^[\w-]+:.*$/gm, '')
    .replaceAll(/[^A-Za-z0-9+/]/g, '');
  return base64.length >= leastBody && new Set(base64.slice(0, 256)).size > 12;
}
