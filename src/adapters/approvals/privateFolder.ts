import { lstatSync } from 'node:fs';

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
