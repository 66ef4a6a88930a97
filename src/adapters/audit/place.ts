import { closeSync, constants } from 'node:fs';
import { segmentName } from '../../core/audit/verification.ts';
import { busy } from './auditFailure.ts';
import { codeOf, type Folder, newestOf, readFolder } from './folder.ts';
import { acquireLock, type Lock } from './lock.ts';
import { isThere } from './ownedNames.ts';
import { openSegment, segmentPath } from './segments.ts';

/** Where the next record goes: a segment that is locked, and was the newest when that was looked at last. */
export interface Place {
  readonly number: number;
  /** Its file is not there yet. */
  readonly isNew: boolean;
  readonly lock: Lock;
  /** The folder as it was before or right after the lock was taken. */
  readonly folder: Folder;
}

export interface Limits {
  /** On the clock of `performance.now()`. */
  readonly deadline: number;
  /** Milliseconds of one hold after which its lock is left to its holder. */
  readonly stallMs: number;
}

export function lockPath(directory: string, number: number): string {
  return `${directory}/lock.${segmentName(number)}`;
}

/**
 * Locks the newest segment. Where a holder does not let go, the next number is taken instead: once its segment is
 * there, everybody finds it in the listing and nobody waits for the holder again.
 * @throws AuditError `PF-AUDIT-BUSY` at the deadline
 */
export function takePlace(directory: string, { deadline, stallMs }: Limits): Place {
  while (performance.now() < deadline) {
    const folder = readFolder(directory);
    const newest = newestOf(folder);
    for (let number = Math.max(newest, 1); ; number++) {
      const isPassed = (): boolean => isThere(segmentPath(directory, number + 1));
      const lock = acquireLock(lockPath(directory, number), { deadline, stallMs, isPassed });
      if (lock === 'stalled') continue;
      if (lock === 'late') throw busy(directory);
      if (lock === 'passed') break;
      if (number === newest) return { number, isNew: false, lock, folder };
      // We may have slept for long between the listing and the lock.
      const now = readFolder(directory);
      if (newestOf(now) < number) return { number, isNew: true, lock, folder: now };
      lock.release();
      break;
    }
  }
  throw busy(directory);
}

/**
 * Makes the file of a segment whose lock is ours, and the empty ones of the numbers before it that were passed over,
 * so that a missing file always means something.
 * @returns its descriptor, or null when somebody has made it meanwhile
 */
export function makeSegment(directory: string, number: number, newest: number): number | null {
  for (let passed = newest + 1; passed < number; passed++) {
    const descriptor = makeFile(segmentPath(directory, passed));
    if (descriptor !== null) closeSync(descriptor);
  }
  return makeFile(segmentPath(directory, number));
}

function makeFile(path: string): number | null {
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL;
  try {
    return openSegment(path, flags).descriptor;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return null;
    throw error;
  }
}
