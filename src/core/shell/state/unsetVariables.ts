import type { Field } from '../words/field.ts';

/** First folders of paths in which systems keep their own files and those of their users. */
const systemFolder =
  /^(?:bin|boot|dev|etc|home|lib\w*|media|mnt|opt|proc|root|run|sbin|srv|sys|usr|var|nix|Applications|Library|System|Users|Volumes|private)$/;

/**
 * Whether a path that starts with the usual value of a variable would be something large without it: `rm -rf "$TMP"/*`
 * in a shell that has no such variable.
 */
export function largeWithoutValue(field: Field): boolean {
  const start = field.pieces.findIndex((piece) => piece.kind !== 'text' || piece.assumed !== true);
  if (start <= 0) return false;
  const rest = field.pieces.slice(start).map((piece) => ('text' in piece ? piece.text : '*'));
  const text = rest.join('').slice(0, 1_024);
  const first = text.split('/').find((segment) => !/^\.{0,2}$/.test(segment));
  if (first === undefined || /[*?[]/.test(first)) return true;
  return text.startsWith('/') && systemFolder.test(first);
}
