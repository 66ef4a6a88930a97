import { closeSync, constants, writeSync } from 'node:fs';
import { chainRecord, mostInOneWrite, type Sha256 } from '../../core/audit/chain.ts';
import {
  noHash,
  type AuditRecord,
  type LateDraft,
  type RecordDraft,
  type SealDraft,
  type SegmentDraft,
} from '../../core/audit/record.ts';
import { utcTime } from '../../core/audit/utcTime.ts';
import { newerTrail } from './auditFailure.ts';
import { segmentName } from '../../core/audit/verification.ts';
import { newestOf } from './folder.ts';
import { tryLock } from './lock.ts';
import { isThere } from './ownedNames.ts';
import { lockPath, makeSegment, type Place } from './place.ts';
import { makeReserve } from './reserve.ts';
import { openIfThere, segmentPath } from './segments.ts';
import { damageBefore, lastBefore, readTail, type Tail } from './tail.ts';

export interface WriteOptions {
  /** Absolute path of the folder of segments. */
  readonly directory: string;
  readonly sha256: Sha256;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Bytes after which a segment is followed by a new one. */
  readonly segmentBytes: number;
}

/** What was written; `late` when the segment was no longer the newest by then. */
export interface Written {
  readonly record: AuditRecord;
  readonly late: LateDraft | null;
}

/** Nothing was written, since somebody else changed the folder: to be tried again from the listing on. */
export const again = 'again';
export type Again = typeof again;

/** Milliseconds between the look and the end of the write above which it is worth looking whether we were stopped. */
const suspicious = 100;

/**
 * Writes the drafts at the place, which is locked, all or none of them but for what a dying process or a full disk
 * leaves. A new segment begins where there is none yet, after a damaged end, and after a full one.
 */
export function writeAt(
  place: Place,
  drafts: readonly RecordDraft[],
  options: WriteOptions,
): Written | Again {
  const { directory } = options;
  if (place.isNew) return writeNew(place, drafts, options);
  const flags = constants.O_RDWR | constants.O_APPEND;
  const opened = openIfThere(segmentPath(directory, place.number), flags);
  if (opened === null) return again;
  const { descriptor, size } = opened;
  try {
    const target: Target = { ...place, descriptor };
    const tail = readTail(descriptor, size);
    switch (tail.kind) {
      case 'empty':
        return begin(target, drafts, options);
      case 'newer':
        throw newerTrail(directory);
      case 'damaged': {
        const before = tail.last ?? lastBefore(directory, place.number);
        return writeNext(place, [segmentStart(before, tail.why, 0), ...drafts], before, options);
      }
      case 'torn':
      case 'good': {
        if (size >= options.segmentBytes) {
          const start = segmentStart(tail.last, null, 0);
          const next =
            tail.kind === 'good' && writeNext(place, [start, ...drafts], tail.last, options);
          // Somebody else is at the next number: then this one grows a little more.
          if (next !== false && next !== again) return next;
        }
        return write(withSeal(tail, drafts, options), tail.last, endLine(target, tail), options);
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

interface Target extends Pick<Place, 'lock' | 'number'> {
  readonly descriptor: number;
  /** What goes before the first record: a line feed ends an interrupted line. */
  readonly lineFeed?: '\n';
}

type WholeTail = Extract<Tail, { kind: 'good' | 'torn' }>;

function withSeal(
  tail: WholeTail,
  drafts: readonly RecordDraft[],
  { sha256 }: WriteOptions,
): readonly RecordDraft[] {
  return tail.kind === 'torn' ? [seal(tail.torn, sha256), ...drafts] : drafts;
}

function endLine(target: Target, tail: WholeTail): Target {
  const isEnded = tail.kind === 'good' && tail.terminated;
  return isEnded ? target : { ...target, lineFeed: '\n' };
}

/** Makes the place's segment. Whatever is read of those before it is read after that. */
function writeNew(
  place: Place,
  drafts: readonly RecordDraft[],
  options: WriteOptions,
): Written | Again {
  const { directory } = options;
  const descriptor = makeSegment(directory, place.number, newestOf(place.folder));
  if (descriptor === null) return again;
  try {
    const written = begin({ ...place, descriptor }, drafts, options);
    if (place.folder.reserve === 'none') makeReserve(directory);
    return written;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The first records of an empty segment whose own lock is all that we hold. Somebody may still write in the segments
 * that lie between its number and the last record: each of those keeps its numbers.
 */
function begin(
  target: Target,
  drafts: readonly RecordDraft[],
  options: WriteOptions,
): Written | Again {
  const before = lastBefore(options.directory, target.number);
  const passed = target.number - Math.max(1, Number(before?.segment ?? 0));
  const start = segmentStart(
    before,
    damageBefore(options.directory, target.number),
    mostInOneWrite * passed,
  );
  return write([start, ...drafts], before, target, options);
}

/** Begins the next segment after one that ends well, though it is not full. */
export function beginNext(place: Place, options: WriteOptions): void {
  const opened = openIfThere(segmentPath(options.directory, place.number), constants.O_RDONLY);
  if (opened === null) return;
  try {
    const tail = readTail(opened.descriptor, opened.size);
    if (tail.kind !== 'good') return;
    writeNext(place, [segmentStart(tail.last, null, 0)], tail.last, options);
  } finally {
    closeSync(opened.descriptor);
  }
}

/** Goes on in the next segment while this one's lock is ours, too: nothing can come late. */
function writeNext(
  place: Place,
  drafts: readonly RecordDraft[],
  before: AuditRecord | null,
  options: WriteOptions,
): Written | Again {
  const { directory } = options;
  const number = place.number + 1;
  const lock = tryLock(lockPath(directory, number));
  if (lock === null) return again;
  try {
    const descriptor = makeSegment(directory, number, place.number);
    if (descriptor === null) return again;
    try {
      const written = write(drafts, before, { descriptor, lock, number }, options);
      if (place.folder.reserve === 'none') makeReserve(directory);
      return written;
    } finally {
      closeSync(descriptor);
    }
  } finally {
    lock.release();
  }
}

/** Chains the drafts and writes them at once. */
function write(
  drafts: readonly RecordDraft[],
  before: AuditRecord | null,
  { descriptor, lock, number, lineFeed }: Target,
  options: WriteOptions,
): Written | Again {
  if (drafts.length > mostInOneWrite) throw new RangeError('too many records for one write');
  const at = utcTime(options.now());
  const segment = segmentName(number);
  let text: string = lineFeed ?? '';
  let last = before;
  for (const draft of drafts) {
    const skipped = draft.kind === 'segment' ? (draft.reserved ?? 0) : 0;
    const seq = (last?.seq ?? 0) + 1 + skipped;
    const { record, line } = chainRecord(
      draft,
      { seq, segment, prev: last?.hash ?? noHash, at },
      options.sha256,
    );
    text += `${line}\n`;
    last = record;
  }
  if (last === null || last === before) throw new TypeError('nothing to append');
  const bytes = Buffer.from(text, 'utf8');
  // The last look before the write. Whoever makes the next segment reads the end of this one after that, and leaves
  // numbers free for one write: ours, if we are stopped between here and there.
  const looked = performance.now();
  const next = segmentPath(options.directory, number + 1);
  if (isThere(next) || !lock.isHeld()) return again;
  writeAll(descriptor, bytes);
  const isLate = performance.now() - looked > suspicious && isThere(next);
  const { seq, hash } = last;
  return { record: last, late: isLate ? { kind: 'late', late: { segment, seq, hash } } : null };
}

/** A full disk shows as a short write first; the rest then fails with the reason. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

function seal(torn: Uint8Array, sha256: Sha256): SealDraft {
  return {
    kind: 'seal',
    reason: 'A write was interrupted; the line before this one is what there is of it.',
    torn: { bytes: torn.length, digest: sha256(torn) },
  };
}

function segmentStart(
  before: AuditRecord | null,
  damage: string | null,
  reserved: number,
): SegmentDraft {
  return {
    kind: 'segment',
    previous: before?.segment ?? null,
    damage,
    ...(reserved > 0 && { reserved }),
  };
}
