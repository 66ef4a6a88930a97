import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { utcTime } from '../../core/audit/utcTime.ts';
import { codeOf, reserveNames } from './folder.ts';

/**
 * Space that is kept for the worst day: a file beside the segments that is made shorter, step by step, when the disk
 * is full and something must be recorded. `reserve` is whole; from the first sign of a full disk until there is space again it is
 * `reserve.used`, so that the listing tells, and its first bytes say since when.
 */

const stepSize = 32 * 1024;

/** Bytes of the whole. */
export const reserveSize = 16 * stepSize;

/** Space that must be left beside the reserve when it is made. */
const roomBeside = 256 * 1024;

/** Not zeros: some file systems keep those without any space. */
const filling = Buffer.alloc(stepSize, 'Space that Pinfold gives up when the disk is full.\n');

/** Makes the reserve where there is room for it. It is a help, and no reason to fail. */
export function makeReserve(directory: string): void {
  const path = `${directory}/${reserveNames.whole}`;
  if (freeSpace(directory) < reserveSize + roomBeside) return;
  try {
    const descriptor = open(path, constants.O_EXCL);
    try {
      fill(descriptor, 0);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') removeQuietly(path);
  }
}

/** Remembers since when the disk is full. What is left of the reserve stays. */
export function markFull(directory: string, now: number): void {
  try {
    renameSync(`${directory}/${reserveNames.whole}`, `${directory}/${reserveNames.used}`);
    const descriptor = open(`${directory}/${reserveNames.used}`, 0);
    try {
      writeSync(descriptor, Buffer.from(utcTime(now)), 0, undefined, 0);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // There is none, somebody else was first, or nothing can be written here at all.
  }
}

/**
 * Gives one step back to the disk. @param toTheLast the last step, too, which is kept for `prune`
 * @returns false when there is nothing left to give
 */
function giveUpStep(directory: string, now: number, toTheLast: boolean): boolean {
  markFull(directory, now);
  let descriptor: number;
  try {
    descriptor = openSync(`${directory}/${reserveNames.used}`, constants.O_RDWR | noFollow);
  } catch {
    return false;
  }
  try {
    const { size } = fstatSync(descriptor);
    // The first step goes last: it says since when.
    const least = toTheLast ? 0 : stepSize;
    if (size <= least) return false;
    ftruncateSync(descriptor, Math.max(least, size - stepSize));
    return true;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a used reserve whole again where there is room for it now.
 * @returns since when the disk was full, or null when it still is
 */
export function restoreReserve(directory: string): string | null {
  const path = `${directory}/${reserveNames.used}`;
  const size = lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (freeSpace(directory) < reserveSize - size + roomBeside) return null;
  const descriptor = open(path, 0);
  try {
    fill(descriptor, size);
    const since = readTime(descriptor);
    renameSync(path, `${directory}/${reserveNames.whole}`);
    return since;
  } catch (error) {
    if (!isFull(error)) throw error;
    // A quota may say less than the file system.
    ftruncateSync(descriptor, size);
    return null;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Does what needs space, again and again while the disk is full and there is a step to give up: another program may take
 * what was just given back. @param toTheLast see {@link giveUpStep}
 */
export function withSpace<T>(
  directory: string,
  now: number,
  toTheLast: boolean,
  use: (wasFull: boolean) => T,
): T {
  for (let wasFull = false; ; wasFull = true) {
    try {
      return use(wasFull);
    } catch (error) {
      if (!isFull(error) || !giveUpStep(directory, now, toTheLast)) throw error;
    }
  }
}

/** A disk or a quota without space; a limit of the file's own size is not what a reserve helps against. */
export function isFull(error: unknown): boolean {
  return codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
}

function fill(descriptor: number, from: number): void {
  for (let at = from; at < reserveSize;) {
    const piece = filling.subarray(0, Math.min(filling.length, reserveSize - at));
    at += writeSync(descriptor, piece, 0, piece.length, at);
  }
}

function readTime(descriptor: number): string {
  const bytes = Buffer.alloc(24);
  readSync(descriptor, bytes, 0, bytes.length, 0);
  const text = bytes.toString('latin1');
  return /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(text) ? text : 'an unknown time';
}

function freeSpace(directory: string): number {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

const noFollow = constants.O_NOFOLLOW ?? 0;

function open(path: string, more: number): number {
  return openSync(path, constants.O_RDWR | constants.O_CREAT | noFollow | more, 0o600);
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
}
