import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';

/** Not there on Windows, where links need rights that programs do not have. */
const noFollow = constants.O_NOFOLLOW ?? 0;

/**
 * Bytes of a plain file that belongs to this user. Follows no link at its end, and does not wait for whoever fills a
 * pipe.
 * @returns null when it is missing, something else, somebody else's, or longer than `limit` bytes
 */
export function readOwnFile(path: string, limit: number): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0));
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size > limit || !isOurs(stat.uid)) return null;
    const bytes = Buffer.alloc(stat.size);
    for (let at = 0; at < bytes.length;) {
      const count = readSync(descriptor, bytes, at, bytes.length - at, at);
      if (count === 0) return null;
      at += count;
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a user id is the one of this process. True where there are none. */
export function isOurs(uid: number): boolean {
  const own = process.getuid?.();
  return own === undefined || own === uid;
}

/** What is wrong with a folder that only its owner may enter, in words; null when nothing is. */
export function whyNotPrivate(folder: string): string | null {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return `${folder} is not there`;
  if (!stat.isDirectory()) return `${folder} is not a folder`;
  if (!isOurs(stat.uid)) return `${folder} belongs to somebody else`;
  const open = process.platform !== 'win32' && (stat.mode & 0o077) !== 0;
  return open ? `${folder} can be entered by others` : null;
}
