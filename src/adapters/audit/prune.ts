import { unlinkSync } from 'node:fs';
import { parseRecord } from '../../core/audit/parseRecord.ts';
import type { AuditRecord, PrunedDraft, RecordPlace } from '../../core/audit/record.ts';
import { segmentName, type TrailSegment } from '../../core/audit/verification.ts';
import { verifyTrail } from '../../core/audit/verify.ts';
import { append, type AppendOptions } from './append.ts';
import { beginNext } from './appendRecord.ts';
import { asAuditError } from './auditFailure.ts';
import { type Folder, isMissing, newestOf, readFolder } from './folder.ts';
import { type JsonlTrailOptions, withDefaults } from './jsonlTrail.ts';
import { type Lock, tryLock } from './lock.ts';
import { sweepLocks, unlinkQuietly } from './ownedNames.ts';
import { lockPath, takePlace } from './place.ts';
import { makeReserve, withSpace } from './reserve.ts';
import { segmentPath } from './segments.ts';
import { untoldOf } from './streaks.ts';
import { readSegments } from './verifyDirectory.ts';

export interface Pruning {
  readonly keepDays: number;
  /** Says what would go, and changes nothing. */
  readonly dryRun: boolean;
}

export interface Pruned {
  /** Null when nothing is old enough. */
  readonly removed: PrunedDraft['removed'] | null;
  /** The record that tells of it; null when nothing went, or in a dry run. */
  readonly record: AuditRecord | null;
  /** A segment that is old enough but that a process holds; nothing newer goes before it. */
  readonly held: string | null;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Removes the oldest segments whose newest record is older than `keepDays`, and says so in the trail before it does.
 * Whole segments only, none before an older one, never the newest. Works on a full disk.
 * @throws AuditError
 */
export function pruneTrail(options: JsonlTrailOptions, { keepDays, dryRun }: Pruning): Pruned {
  const { directory } = options;
  const settled = withDefaults(options);
  const oldest = settled.now() - keepDays * day;
  try {
    const isEmpty = readFolder(directory).segments.length === 0;
    if (dryRun || isEmpty) return wouldGo(settled, oldest);
    return withSpace(directory, settled.now(), true, () => {
      renewNewest(settled, oldest);
      return removeOld(settled, oldest, keepDays);
    });
  } catch (error) {
    throw asAuditError(error, directory);
  }
}

/** The newest segment never goes: when it holds something old, the next one is begun, so that it can go one day. */
function renewNewest(options: AppendOptions, oldest: number): void {
  const { directory, stallMs, waitMs } = options;
  const newest = newestOf(readFolder(directory));
  const first = look(directory, newest)?.places[0];
  if (first === undefined || Date.parse(first.at) >= oldest) return;
  const place = takePlace(directory, { deadline: performance.now() + waitMs, stallMs });
  try {
    // Somebody else may have begun one meanwhile, which is as good.
    if (!place.isNew && place.number === newest) beginNext(place, options);
  } finally {
    place.lock.release();
  }
}

function wouldGo({ directory, sha256 }: AppendOptions, oldest: number): Pruned {
  const old: OldSegment[] = [];
  for (const number of readFolder(directory).segments) {
    const segment = look(directory, number);
    if (segment === null || newestTime(segment) >= oldest) break;
    old.push(segment);
  }
  return { removed: inShort(directory, old, sha256), record: null, held: null };
}

function removeOld(options: AppendOptions, oldest: number, keepDays: number): Pruned {
  const { directory, sha256 } = options;
  const folder = readFolder(directory);
  const locks = new Map<number, Lock>();
  const old: OldSegment[] = [];
  let held: string | null = null;
  try {
    for (const number of folder.segments.slice(0, -1)) {
      // Under its lock, since nothing may be written there once it was looked at.
      const lock = tryLock(lockPath(directory, number));
      if (lock !== null) locks.set(number, lock);
      const segment = look(directory, number);
      if (segment === null || newestTime(segment) >= oldest) break;
      if (lock === null) {
        held = segmentName(number);
        break;
      }
      old.push(segment);
    }
    const next = firstAfter(directory, folder.segments.slice(old.length));
    const removed = next === null ? null : inShort(directory, old, sha256);
    if (removed === null || next === null) return { removed: null, record: null, held };
    tellCounts(folder, locks, options);
    const record = append({ kind: 'pruned', keepDays, removed, next }, options);
    for (const { number } of old) removeSegment(directory, number, folder);
    return { removed, record, held };
  } finally {
    for (const lock of locks.values()) lock.release();
    tidy(directory);
  }
}

interface OldSegment {
  readonly number: number;
  readonly bytes: number;
  readonly places: readonly DatedPlace[];
}

type DatedPlace = RecordPlace & { readonly at: string };

/** What a segment holds; null when it is not there. */
function look(directory: string, number: number): OldSegment | null {
  for (const segment of readSegments(directory, [number])) {
    const places = segment.lines.flatMap((line) => {
      const record = typeof line === 'string' ? parseRecord(line) : null;
      return record === null ? [] : [placeOf(record)];
    });
    return { number, bytes: bytesOf(segment), places };
  }
  return null;
}

function placeOf({ segment, seq, hash, at }: AuditRecord): DatedPlace {
  return { segment, seq, hash, at };
}

function bytesOf({ lines, terminated }: TrailSegment): number {
  const feeds = terminated ? lines.length : lines.length - 1;
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line), feeds);
}

/** Milliseconds since the epoch; what holds no record at all goes with what is older. */
function newestTime({ places }: OldSegment): number {
  return Math.max(...places.map(({ at }) => Date.parse(at)), Number.NEGATIVE_INFINITY);
}

/** The first record of the oldest of these segments that has one; null when none has. */
function firstAfter(directory: string, numbers: readonly number[]): RecordPlace | null {
  for (const number of numbers) {
    const first = look(directory, number)?.places[0];
    if (first !== undefined) return { segment: first.segment, seq: first.seq, hash: first.hash };
  }
  return null;
}

/** What the segments hold, for people and for later checks; null when there are none. */
function inShort(
  directory: string,
  old: readonly OldSegment[],
  sha256: AppendOptions['sha256'],
): PrunedDraft['removed'] | null {
  const [first, last] = [old[0], old.at(-1)];
  if (first === undefined || last === undefined) return null;
  const numbers = old.map(({ number }) => number);
  // With the one after them, which may account for how the last one ends.
  const checked = verifyTrail(readSegments(directory, [...numbers, last.number + 1]), sha256);
  const names = numbers.map(segmentName);
  const faults = checked.ok
    ? []
    : checked.faults.filter(({ segment, line }) => line > 0 && names.includes(segment));
  const places = old.flatMap((segment) => segment.places);
  return {
    from: segmentName(first.number),
    to: segmentName(last.number),
    records: places.length,
    bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
    first: places[0] ?? null,
    last: places.at(-1) ?? null,
    faults: faults.length,
  };
}

/** Counts of repeated denials that no record tells of would go with their segments. */
function tellCounts(folder: Folder, locks: Map<number, Lock>, options: AppendOptions): void {
  for (const { name, segment } of folder.repeated) {
    const lock = locks.get(segment);
    const untold = lock === undefined ? null : untoldOf(options.directory, name, lock);
    if (untold === null) continue;
    append(untold.draft, options);
    untold.settle();
  }
}

function removeSegment(directory: string, number: number, folder: Folder): void {
  try {
    unlinkSync(segmentPath(directory, number));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  for (const { name, segment } of [...folder.denied, ...folder.repeated]) {
    if (segment === number) unlinkQuietly(`${directory}/${name}`);
  }
}

/** What the dead left of locks that nobody takes any more, and the reserve, for which there is room now. */
function tidy(directory: string): void {
  const folder = readFolder(directory);
  sweepLocks(`${directory}/lock`, (number) => number < newestOf(folder));
  if (folder.reserve === 'none') makeReserve(directory);
}
