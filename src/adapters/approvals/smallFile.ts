import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';

export type SmallFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** Words that follow "it". */
  | { readonly kind: 'odd'; readonly why: string };

/** True when nothing has this name, links not followed; what cannot be seen counts as there. */
export function isMissing(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}

/**
 * The text of a regular file of at most `limit` bytes, links not followed. Whatever else stands there (a pipe, a folder,
 * a file without end, one that may not be read) is said in words: it is neither waited for nor thrown.
 */
export function readSmallFile(path: string, limit: number): SmallFile {
  try {
    const before = lstatSync(path, { throwIfNoEntry: false });
    if (before === undefined) return { kind: 'missing' };
    if (!before.isFile()) return { kind: 'odd', why: 'is no regular file' };
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const descriptor = openSync(path, flags);
    try {
      const { size } = fstatSync(descriptor);
      if (!fstatSync(descriptor).isFile()) return { kind: 'odd', why: 'is no regular file' };
      if (size > limit) return { kind: 'odd', why: `is longer than ${limit} bytes` };
      const bytes = Buffer.alloc(size + 1);
      const length = readSync(descriptor, bytes, 0, bytes.length, 0);
      if (length > limit) return { kind: 'odd', why: `is longer than ${limit} bytes` };
      return { kind: 'text', text: bytes.toString('utf8', 0, length) };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    return { kind: 'odd', why: `cannot be read (${code ?? 'unknown error'})` };
  }
}
