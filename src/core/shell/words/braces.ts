import { limits } from '../limits.ts';

/** Finding the matching brace is quadratic in the worst case. */
const longestBraces = 2_048;

/**
 * Brace expansion on the source text of a word, before anything else is expanded, as bash does it:
 * `a{b,c{d,e}}` → `ab`, `acd`, `ace`; `{1..3}` → `1`, `2`, `3`. Quotes, escapes and `${…}` are left alone.
 *
 * @returns the words, or null when there would be more than {@link limits.braces}.
 */
export function expandBraces(text: string): string[] | null {
  if (text.length > longestBraces) return null;
  const open = findOpen(text, 0);
  if (open === null) return [text];
  const before = text.slice(0, open.start);
  const tails = expandBraces(text.slice(open.end + 1));
  if (tails === null) return null;
  const middles: string[] = [];
  for (const item of open.items) {
    const expanded = open.sequence ? [item] : expandBraces(item);
    if (expanded === null) return null;
    middles.push(...expanded);
    if (middles.length * tails.length > limits.braces) return null;
  }
  return middles.flatMap((middle) => tails.map((tail) => before + middle + tail));
}

interface OpenBrace {
  readonly start: number;
  readonly end: number;
  readonly items: readonly string[];
  readonly sequence: boolean;
}

/** The first brace expression at or after `from`, or null. */
function findOpen(text: string, from: number): OpenBrace | null {
  for (let at = from; at < text.length; at = skipOne(text, at)) {
    if (text[at] !== '{') continue;
    const found = readBrace(text, at);
    if (found !== null) return found;
  }
  return null;
}

function readBrace(text: string, start: number): OpenBrace | null {
  const commas: number[] = [];
  let depth = 0;
  for (let at = start; at < text.length; at = skipOne(text, at)) {
    const character = text[at];
    if (character === '{') depth += 1;
    else if (character === ',' && depth === 1) commas.push(at);
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return closeBrace(text, start, at, commas);
    }
  }
  return null;
}

function closeBrace(
  text: string,
  start: number,
  end: number,
  commas: readonly number[],
): OpenBrace | null {
  if (commas.length > 0) {
    const edges = [start, ...commas, end];
    const items = edges.slice(0, -1).map((edge, index) => text.slice(edge + 1, edges[index + 1]));
    return { start, end, items, sequence: false };
  }
  const items = expandSequence(text.slice(start + 1, end));
  return items === null ? null : { start, end, items, sequence: true };
}

/** `1..5`, `a..e`, `01..10..2`; long number sequences are represented by their two ends. */
function expandSequence(body: string): string[] | null {
  const numbers = /^(-?\d{1,9})\.\.(-?\d{1,9})(?:\.\.-?\d{1,9})?$/.exec(body);
  if (numbers !== null) {
    const [from, to] = [numbers[1] ?? '', numbers[2] ?? ''];
    const count = Math.abs(Number(to) - Number(from)) + 1;
    if (count > 64) return [from, to];
    const step = Number(from) <= Number(to) ? 1 : -1;
    const width = /^-?0\d/.test(from) || /^-?0\d/.test(to) ? Math.max(from.length, to.length) : 0;
    return Array.from({ length: count }, (_, index) =>
      String(Number(from) + step * index).padStart(width, '0'),
    );
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.-?\d{1,9})?$/.exec(body);
  if (letters === null) return null;
  const [from, to] = [letters[1] ?? '', letters[2] ?? ''].map((letter) => letter.charCodeAt(0));
  if (from === undefined || to === undefined) return null;
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) =>
    String.fromCharCode(from + step * index),
  ).filter((letter) => /[A-Za-z]/.test(letter));
}

/** The position after the character, escape, quoted string or `${…}` / `$(…)` at `at`. */
function skipOne(text: string, at: number): number {
  const character = text[at];
  if (character === '\\') return at + 2;
  if (character === "'") return after(text.indexOf("'", at + 1), text);
  if (character === '"' || character === '`') return skipQuoted(text, at, character);
  if (character === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) {
    return skipNested(text, at + 1);
  }
  return at + 1;
}

function skipQuoted(text: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipNested(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') at += 1;
    else if ('({'.includes(character)) depth += 1;
    else if (')}'.includes(character)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function after(index: number, text: string): number {
  return index < 0 ? text.length : index + 1;
}
