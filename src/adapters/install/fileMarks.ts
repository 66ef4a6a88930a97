import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import type { Place } from '../../core/integrity/observed.ts';

/** Nothing that is watched is as long; whoever puts something longer there must not hold the editor up. */
const longest = 32 * 1024 * 1024;

/** Reads files for their digests, and those again only that may have changed. */
export interface FileMarks {
  /** What stands at a path, links not followed. */
  at(path: string): Place;
  /** The text of a file as {@link at} saw it last; null for what is no readable file. */
  text(path: string): string | null;
  /** Reads everything anew at the next look: no stamp is trusted for ever. */
  forget(): void;
}

/**
 * A file whose device, number, size and times are what they were is not read again. Among the times is that of the
 * last change (`ctime`), which no program can set, other than by setting the clock.
 */
export function createFileMarks(): FileMarks {
  const known = new Map<string, { readonly stamp: string; readonly place: Place }>();
  return {
    at(path) {
      const stamp = stampOf(path);
      if (stamp === null) {
        known.delete(path);
        return { kind: 'missing' };
      }
      const before = known.get(path);
      if (before?.stamp === stamp) return before.place;
      const place = read(path);
      known.set(path, { stamp, place });
      return place;
    },
    text(path) {
      try {
        return lstatSync(path).isFile() ? readFileSync(path, 'utf8') : null;
      } catch {
        return null;
      }
    },
    forget: () => known.clear(),
  };
}

/** Null when nothing is there. */
function stampOf(path: string): string | null {
  try {
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) return null;
    const { dev, ino, mode, size, mtimeNs, ctimeNs } = stat;
    return [dev, ino, mode, size, mtimeNs, ctimeNs].join();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOTDIR' ? null : `unseen ${code ?? ''}`;
  }
}

function read(path: string): Place {
  try {
    const before = lstatSync(path);
    if (before.isSymbolicLink()) return { kind: 'odd', why: 'is a link' };
    if (!before.isFile()) return { kind: 'odd', why: 'is no regular file' };
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const descriptor = openSync(path, flags);
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return { kind: 'odd', why: 'is no regular file' };
      if (stat.size > longest) return { kind: 'odd', why: 'is far too long' };
      const digest = createHash('sha256').update(readFileSync(descriptor)).digest('hex');
      return { kind: 'file', digest, changedAt: stat.ctime.toISOString() };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    return { kind: 'odd', why: `cannot be read (${code ?? 'unknown error'})` };
  }
}

/** Why a folder is not a plain one, in words that follow "it"; null when it is, or when nothing is there. */
export function folderFault(path: string): string | null {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined || stat.isDirectory()) return null;
    return stat.isSymbolicLink() ? 'is a link' : 'is no folder';
  } catch (error) {
    return `cannot be seen (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
  }
}
