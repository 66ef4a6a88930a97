/** Nearly all text is plain, and Unicode properties are slow to compile in a process that has just started. */
const plain = /^[\x20-\x7e]*$/;

/**
 * A path or a word as people may see it: what cannot be seen is written as `\u{…}`, and the length is capped.
 * @param limit in UTF-16 units, after escaping
 */
export function showText(text: string, limit = 200): string {
  const start = text.slice(0, limit + 1);
  const escaped = plain.test(start) ? start : escapeUnseen(start);
  if (escaped.length <= limit) return escaped;
  // Never in the middle of a character: half of one would be shown as it is.
  const end = /[\ud800-\udbff]/.test(escaped[limit - 2] ?? '') ? limit - 2 : limit - 1;
  return `${escaped.slice(0, end)}…`;
}

/**
 * Written as its number is: controls, half characters, private ones, every space but the plain one, fillers and other
 * letters without a form, the empty Braille cell, and marks that pile up on one letter over the lines around it.
 */
function escapeUnseen(text: string): string {
  // Made here: most processes never need it.
  const unseen = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{DI}\u2800]|(?<=\p{M}{3})\p{M}/gu;
  return text.replace(unseen, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
