import fc from 'fast-check';

const surrogates = 0x800;
const beforeSurrogates = 0xd800;

/** A code point that is a character by itself, as text of its own. */
function characterUpTo(max: number): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max }).map(characterAt, (text) => placeOf(text));
}

/** Drawn from all alike, hardly any would be a letter, a slash or a quote. */
const character = fc.oneof(characterUpTo(0x7f), characterUpTo(0x10_ffff - surrogates));

function characterAt(place: number): string {
  return String.fromCodePoint(place < beforeSurrogates ? place : place + surrogates);
}

/** @throws Error for what is not one character; this is how fast-check learns that. */
function placeOf(text: unknown): number {
  const point = typeof text === 'string' ? text.codePointAt(0) : undefined;
  if (point === undefined || String.fromCodePoint(point) !== text) throw new Error('no character');
  if (point < beforeSurrogates) return point;
  if (point < beforeSurrogates + surrogates) throw new Error('half a character');
  return point - surrogates;
}

/**
 * Any text, control characters and those of other planes included. `fc.string({ unit: 'binary' })` makes a table of a
 * million characters each time that it is called.
 */
export function anyText(
  lengths: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> {
  return fc.string({ ...lengths, unit: character });
}
