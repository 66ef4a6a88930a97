import type { PathFact } from '../../core/actions/effect.ts';
import { type Files, FilesError } from '../../ports/files.ts';

/** What it takes to read a script and to say in the record which one it was. */
export interface ScriptReader {
  readonly files: Files;
  /** SHA-256, lower-case hex, of the UTF-8 bytes of a text. */
  readonly sha256: (text: string) => string;
}

/** Longest script that is judged; the same as the longest command. UTF-8 bytes. */
export const longestScript = 65_536;

export type ScriptText =
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing is there, or no regular file. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unresolved'; readonly why: string };

/** Text of the file at a canonical path: one look at the entry, one read. */
export function readScript({ path }: Pick<PathFact, 'path'>, { files }: ScriptReader): ScriptText {
  try {
    if (files.lstat(path)?.kind !== 'file') return { kind: 'none' };
    const text = files.readText(path, longestScript + 1);
    if (text === null) return { kind: 'none' };
    if (text.length > longestScript) {
      return { kind: 'unresolved', why: 'runs a script that is longer than 64 KB' };
    }
    return { kind: 'text', text };
  } catch (error) {
    if (!(error instanceof FilesError)) throw error;
    return { kind: 'unresolved', why: 'runs a script that cannot be read' };
  }
}
