import { closeSync, constants, writeSync } from 'node:fs';
import { chainRecord, type Sha256 } from '../../core/audit/chain.ts';
import {
  noHash,
  type AuditRecord,
  type EventDraft,
  type RecordDraft,
  type SealDraft,
  type SegmentDraft,
} from '../../core/audit/record.ts';
import { utcTime } from '../../core/audit/utcTime.ts';
import { segmentName } from '../../core/audit/verify.ts';
import { busy, newerTrail } from './auditFailure.ts';
import type { Lock } from './lock.ts';
import { openSegment, recordsFromEnd, segmentNumbers, segmentPath } from './segments.ts';
import { readTail } from './tail.ts';

export interface AppendOptions {
  /** Absolute path of the folder of segments, usually `<state>/audit`; made when missing. */
  readonly directory: string;
  readonly sha256: Sha256;
  /** Milliseconds since the epoch; the system's clock if not given. */
  readonly now?: () => number;
}

/** Appends under the lock. A new segment begins where there is none yet, and after a damaged end. */
export function appendRecord(draft: EventDraft, options: AppendOptions, lock: Lock): AuditRecord {
  const { directory, sha256 } = options;
  const number = segmentNumbers(directory).at(-1) ?? 1;
  return withSegment(directory, number, (descriptor, size) => {
    const tail = readTail(descriptor, size);
    const here: Target = { descriptor, number, lineFeed: '' };
    switch (tail.kind) {
      case 'good': {
        const lineFeed = tail.terminated ? '' : '\n';
        return write([draft], tail.last, { ...here, lineFeed }, options, lock);
      }
      case 'torn': {
        const drafts = [seal(tail.torn, sha256), draft];
        return write(drafts, tail.last, { ...here, lineFeed: '\n' }, options, lock);
      }
      case 'empty': {
        const before = lastBefore(directory, number);
        return write([segmentStart(before, null), draft], before, here, options, lock);
      }
      case 'newer':
        throw newerTrail(directory);
      case 'damaged': {
        const before = tail.last ?? lastBefore(directory, number);
        const drafts = [segmentStart(before, tail.why), draft];
        return withSegment(directory, number + 1, (next) => {
          const there: Target = { descriptor: next, number: number + 1, lineFeed: '' };
          return write(drafts, before, there, options, lock);
        });
      }
    }
  });
}

interface Target {
  readonly descriptor: number;
  readonly number: number;
  /** Ends an interrupted line first. */
  readonly lineFeed: '' | '\n';
}

/** Chains the drafts and writes them at once; returns the last one's record. */
function write(
  drafts: readonly RecordDraft[],
  before: AuditRecord | null,
  target: Target,
  options: AppendOptions,
  lock: Lock,
): AuditRecord {
  const at = utcTime(options.now?.() ?? Date.now());
  const segment = segmentName(target.number);
  let text: string = target.lineFeed;
  let last = before;
  for (const draft of drafts) {
    const position = { seq: (last?.seq ?? 0) + 1, segment, prev: last?.hash ?? noHash, at };
    const { record, line } = chainRecord(draft, position, options.sha256);
    text += `${line}\n`;
    last = record;
  }
  if (last === null || last === before) throw new TypeError('nothing to append');
  // A writer that was stopped for long may have been taken for dead in the meantime.
  if (!lock.isHeld()) throw busy(options.directory);
  writeAll(target.descriptor, Buffer.from(text, 'utf8'));
  return last;
}

/** A full disk shows as a short write first; the rest then fails with the reason. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

function withSegment<T>(
  directory: string,
  number: number,
  use: (descriptor: number, size: number) => T,
): T {
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;
  const { descriptor, size } = openSegment(segmentPath(directory, number), flags);
  try {
    return use(descriptor, size);
  } finally {
    closeSync(descriptor);
  }
}

function lastBefore(directory: string, number: number): AuditRecord | null {
  for (const record of recordsFromEnd(directory, number)) return record;
  return null;
}

function seal(torn: Uint8Array, sha256: Sha256): SealDraft {
  return {
    kind: 'seal',
    reason: 'A write was interrupted; the line before this one is what there is of it.',
    torn: { bytes: torn.length, digest: sha256(torn) },
  };
}

function segmentStart(before: AuditRecord | null, damage: string | null): SegmentDraft {
  return { kind: 'segment', previous: before?.segment ?? null, damage };
}
