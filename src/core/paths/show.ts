const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/**
 * A path or a word as people may see it: what cannot be seen is written as `\u{…}`, and the length is capped.
 * @param limit in UTF-16 units, after escaping
 */
export function showText(text: string, limit = 200): string {
  const escaped = text
    .slice(0, limit + 1)
    .replace(unseen, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  return escaped.length > limit ? `${escaped.slice(0, limit - 1)}…` : escaped;
}
