import { exactText, type Field, type Output } from '../words/field.ts';
import type { Use } from '../reach/touch.ts';

/** What a file holds, as far as this command line says: behind `<(…)`, on standard input (`-`), or written before. */
export function knownContents(file: Field, { machine, scope }: Use): Output {
  if (exactText(file) === '-') return scope.stdin;
  const streams = file.pieces.flatMap((piece) =>
    piece.kind === 'stream' ? [...piece.content] : [],
  );
  if (streams.length > 0) return streams;
  return machine.written.read(file, scope)?.contents ?? [];
}
