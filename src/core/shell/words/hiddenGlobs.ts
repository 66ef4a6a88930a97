import type { Field, Piece } from './field.ts';

/** Readings of one word with a pattern in it. */
const mostReadings = 4;

/**
 * The same pattern for hidden names: under `dotglob` a segment that starts with a wildcard matches these, too, and
 * elsewhere patterns are read without it.
 */
export function withHiddenNames(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [field, ...hiddenReadings(field)]);
}

function hiddenReadings(field: Field): Field[] {
  const readings: Field[] = [];
  let before = '/';
  field.pieces.forEach((piece, index) => {
    const opens = piece.kind === 'pattern' && /^[*?[]/.test(piece.text) && before.endsWith('/');
    if (opens && readings.length < mostReadings) {
      const dotted: Piece = { kind: 'pattern', text: `.${piece.text}` };
      readings.push({ ...field, pieces: field.pieces.with(index, dotted) });
    }
    before = piece.kind === 'text' || piece.kind === 'pattern' ? piece.text || before : 'x';
  });
  return readings;
}

/** Alternatives of one extended pattern that are followed. */
const mostAlternatives = 8;

/**
 * The plain patterns that an extended one stands for: `@(a|b)` is `a` or `b`, `!(a)` may be anything. Repetitions are
 * read as once and as more of the same start.
 */
export function plainPatterns(pattern: string): readonly string[] {
  const match = /^([@?*+!])\(([^()]{0,512})\)$/.exec(pattern);
  if (match === null || match[1] === '!') return ['*'];
  const given = (match[2] ?? '').split('|').slice(0, mostAlternatives);
  // zsh: `*(D)`, `.e*(N)`: qualifiers, and no alternatives.
  const qualified = /^[\w./@=^:,+-]{1,16}$/.test(match[2] ?? '') && match[1] !== '@';
  if (qualified && match[1] === '*') return ['*', '.*', ...given];
  const repeats = match[1] === '*' || match[1] === '+';
  const all = repeats ? given.flatMap((each) => [each, `${each}*`]) : given;
  return match[1] === '?' || match[1] === '*' ? ['', ...all] : all;
}
