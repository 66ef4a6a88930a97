import { lstatSync, opendirSync } from 'node:fs';
import { approvalFolders, pinsOf, type Sha256 } from '../../core/approvals/places.ts';
import type { ApprovalPlaces } from './approvalFiles.ts';
import { isMissing } from './smallFile.ts';

/** More files than this in the place of one file's pins are not looked at. */
export const mostPinFiles = 1_000;

/**
 * What the approvals of some files look like from outside: names, identities, sizes and times of what lies in their
 * places, no content and no signature. While it is the same, they need not be read again. Empty where nothing was ever
 * approved, and that costs one look.
 */
export function pinMark(
  { approvals, keys }: ApprovalPlaces,
  paths: readonly string[],
  sha256: Sha256,
): string {
  if (isMissing(`${approvals}/${approvalFolders.pins}`)) return '';
  const pins = paths.map((path) => folderMark(`${approvals}/${pinsOf(path, sha256)}`));
  // Which pins count depends on the keys; without a pin no key matters.
  if (pins.every((mark) => mark === '')) return '';
  return [folderMark(keys), ...pins].join('\n');
}

function folderMark(folder: string): string {
  try {
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (stat === undefined) return '';
    if (!stat.isDirectory()) return 'no folder';
    const names = namesIn(folder);
    return `${names.length}\n${names.map((name) => fileMark(folder, name)).join('\n')}`;
  } catch (error) {
    return `unreadable ${(error as NodeJS.ErrnoException).code ?? ''}`;
  }
}

/** A replaced file has another inode, one that was written to another time of change, which nobody can set. */
function fileMark(folder: string, name: string): string {
  const stat = lstatSync(`${folder}/${name}`, { throwIfNoEntry: false });
  return stat === undefined ? name : `${name} ${stat.ino} ${stat.size} ${stat.ctimeMs}`;
}

/** Sorted names, {@link mostPinFiles} at most: what somebody fills with a million files must not hold anybody up. */
export function namesIn(folder: string): readonly string[] {
  const names: string[] = [];
  const listing = opendirSync(folder);
  try {
    while (names.length < mostPinFiles) {
      const entry = listing.readSync();
      if (entry === null) break;
      names.push(entry.name);
    }
  } finally {
    listing.closeSync();
  }
  return names.toSorted();
}
