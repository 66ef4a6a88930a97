/** How far a line is looked at, to each side: a minified file is one line. */
export const lineReach = 500;

/**
 * Where the name begins that a match stands in. Expressions come without what may stand in front of them; published
 * exceptions expect it as far as 50 characters back.
 */
export function leadOf(text: string, from: number): number {
  let at = from;
  while (at > 0 && from - at < 50 && /[\w.-]/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

/** The line or lines of a part of the text, as far as {@link lineReach} to each side. */
export function lineAround(
  text: string,
  start: number,
  end: number,
): { readonly from: number; readonly to: number } {
  let from = start;
  while (from > 0 && start - from < lineReach && text[from - 1] !== '\n') from -= 1;
  let to = end;
  while (to < text.length && to - end < lineReach && text[to] !== '\n') to += 1;
  return { from, to };
}
