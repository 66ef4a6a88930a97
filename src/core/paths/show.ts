/** Nearly all text is plain, and Unicode properties are slow to compile in a process that has just started. */
const plain = /^[\x20-\x7e]*$/;

/**
 * A path or a word as people may see it: what cannot be seen is written as `\u{…}`, and the length is capped.
 * @param limit in UTF-16 units, after escaping
 */
export function showText(text: string, limit = 200): string {
  const start = text.slice(0, limit + 1);
  const escaped = plain.test(start) ? start : escapeUnseen(start);
  return escaped.length > limit ? `${escaped.slice(0, limit - 1)}…` : escaped;
}

function escapeUnseen(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
