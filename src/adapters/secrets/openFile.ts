import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { NotScannedReason } from '../../core/secrets/report.ts';

/** An open regular file. */
export interface OpenFile {
  readonly size: number;
  /** Fills the buffer as far as the file goes from `position`; the count of bytes. */
  readonly read: (buffer: Uint8Array, position: number) => number;
}

/**
 * Opens a regular file and nothing else: no link is followed, no pipe waited for, and no device touched that comes
 * under the name between a look and the opening.
 * @returns what `use` makes of it, or why it could not be read
 */
export function withFile<T>(path: string, use: (file: OpenFile) => T): T | NotScannedReason {
  // Windows has neither flag; it opens no pipe by a path in a folder.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  let handle: number;
  try {
    handle = openSync(path, flags);
  } catch (error) {
    return reasonOf(error);
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return 'not-a-file';
    return use({
      size: stat.size,
      read: (buffer, position) => readFully(handle, buffer, position),
    });
  } catch (error) {
    return reasonOf(error);
  } finally {
    closeSync(handle);
  }
}

function readFully(handle: number, buffer: Uint8Array, position: number): number {
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(handle, buffer, length, buffer.length - length, position + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

/** Why the system does not let us at a file. */
export function reasonOf(error: unknown): NotScannedReason {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'vanished';
  if (code === 'ELOOP' || code === 'EMLINK') return 'link';
  // What a socket, or a device without its driver, answers.
  if (code === 'ENXIO' || code === 'ENODEV' || code === 'EOPNOTSUPP') return 'not-a-file';
  return 'unreadable';
}
