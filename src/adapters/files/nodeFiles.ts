import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { type DirectoryEntry, type Files, FilesError, type FileStat } from '../../ports/files.ts';

/** The machine's own file system, links not followed. */
export const nodeFiles: Files = {
  lstat: (path) => attempt(path, () => statOf(path)),

  readlink: (path) =>
    attempt(path, () => {
      const target = readlinkSync(path);
      // Bytes that are no UTF-8 come as U+FFFD: the text would lead somewhere else than the link does.
      if (target.includes('\ufffd')) throw new FilesError('EILSEQ', path);
      return target;
    }),

  list: (path) =>
    attempt(path, () =>
      readdirSync(path, { withFileTypes: true }).map((entry): DirectoryEntry => ({
        name: entry.name,
        kind: kindOf(entry),
      })),
    ),

  readText: (path, limit) => attempt(path, () => readStart(path, limit)),
};

export function createNodeFiles(): Files {
  return nodeFiles;
}

interface Typed {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(entry: Typed): FileStat['kind'] {
  if (entry.isDirectory()) return 'directory';
  if (entry.isFile()) return 'file';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function statOf(path: string): FileStat | null {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  return {
    kind: kindOf(stat),
    identity: identityOf(stat, path),
    links: stat.nlink,
    changedAt: stat.ctimeMs,
    // Windows has other owners, and node says 0 for all of them.
    rootOnly: process.platform === 'win32' ? null : stat.uid === 0 && (stat.mode & 0o022) === 0,
  };
}

/** Numbers hold 53 bits; some file systems number their files with 64. */
function identityOf(stat: Stats, path: string): string {
  if (Number.isSafeInteger(stat.ino) && Number.isSafeInteger(stat.dev)) {
    return `${stat.dev}:${stat.ino}`;
  }
  const exact = lstatSync(path, { bigint: true });
  return `${exact.dev}:${exact.ino}`;
}

function readStart(path: string, limit: number): string | null {
  // Opening a pipe would wait for its other end.
  if (!statSync(path).isFile()) return null;
  const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(handle).isFile()) return null;
    const buffer = Buffer.alloc(Math.min(limit, fstatSync(handle).size || limit));
    let length = 0;
    while (length < buffer.length) {
      const read = readSync(handle, buffer, length, buffer.length - length, length);
      if (read === 0) break;
      length += read;
    }
    return buffer.toString('utf8', 0, length);
  } finally {
    closeSync(handle);
  }
}

function attempt<T>(path: string, look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof FilesError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new FilesError(code, path, { cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'EUNKNOWN';
}
