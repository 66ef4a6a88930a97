/** What the resolver needs to know about one directory entry, links not followed. */
export interface FileStat {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Device and inode as one string; equal for two names of the same file. */
  readonly identity: string;
  readonly links: number;
  /** Milliseconds since the epoch of the last change of the inode itself (content, links, mode). */
  readonly changedAt: number;
  /** Belongs to root, and neither its group nor others may write it; null where the system has no such owners. */
  readonly rootOnly: boolean | null;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: FileStat['kind'];
}

/**
 * The file system as the fence sees it: read-only, synchronous (the hook is a one-shot program).
 * A missing entry is `null`; anything else that goes wrong (no permission, too many links, I/O) throws
 * {@link FilesError}: a fence must not take "I cannot see it" for "it is not there".
 */
export interface Files {
  lstat(path: string): FileStat | null;
  readlink(path: string): string | null;
  /** Entries of a directory, or null when it is missing or not a directory. */
  list(path: string): readonly DirectoryEntry[] | null;
  /** UTF-8 text of a regular file up to `limit` bytes, or null when missing or not a regular file. */
  readText(path: string, limit: number): string | null;
}

export class FilesError extends Error {
  readonly code: string;
  readonly path: string;
  /** By name: each part of the hook has a class of its own, and one part looks through the eyes of another. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'FilesError';
  }
  constructor(code: string, path: string, options?: ErrorOptions) {
    super(`${code}: ${path}`, options);
    this.name = 'FilesError';
    this.code = code;
    this.path = path;
  }
}
