import { isUtf8 } from 'node:buffer';
import { closeSync, constants, readFileSync } from 'node:fs';
import type { Sha256 } from '../../core/audit/chain.ts';
import type { Streak } from '../../core/audit/repeats.ts';
import {
  segmentName,
  type TrailLine,
  type TrailSegment,
  type Verification,
} from '../../core/audit/verification.ts';
import { verifyTrail } from '../../core/audit/verify.ts';
import { asAuditError } from './auditFailure.ts';
import { readFolder } from './folder.ts';
import { openIfThere, segmentPath } from './segments.ts';
import { sleep } from './sleep.ts';
import { untoldStreaks } from './streaks.ts';

/**
 * Verifies all segments of a folder, one in memory at a time, without the lock: verification works where one may
 * only read. A folder that is missing or empty holds no records, which is in order. What looks wrong is looked at
 * twice: it may have been on its way.
 * @throws AuditError when a file cannot be read
 */
export function verifyDirectory(directory: string, sha256: Sha256): Verification {
  try {
    const first = verifyOnce(directory, sha256);
    if (first.ok) return first;
    sleep(50);
    return verifyOnce(directory, sha256);
  } catch (error) {
    throw asAuditError(error, directory);
  }
}

function verifyOnce(directory: string, sha256: Sha256): Verification {
  const folder = readFolder(directory);
  const found = verifyTrail(readSegments(directory, folder.segments), sha256);
  const waiting = untoldStreaks(directory).map(untoldWords);
  return { ...found, notes: [...found.notes, ...waiting] };
}

function untoldWords(streak: Streak): string {
  return `Record ${streak.of} was repeated ${streak.count - streak.told} times more than the records tell: the next one will.`;
}

/** Segments as they are read; those that were pruned meanwhile are passed over, since they are only ever the oldest. */
export function* readSegments(
  directory: string,
  numbers: readonly number[],
): Generator<TrailSegment, void> {
  for (const number of numbers) {
    const bytes = readSettled(segmentPath(directory, number));
    if (bytes !== null) yield toSegment(segmentName(number), bytes);
  }
}

/** The bytes of a file, or null when it is not there; looks again for a moment while its last line is still being written. */
function readSettled(path: string): Buffer | null {
  for (let attempt = 0; ; attempt++) {
    const opened = openIfThere(path, constants.O_RDONLY);
    if (opened === null) return null;
    const { descriptor } = opened;
    try {
      const bytes = readFileSync(descriptor);
      if (bytes.length === 0 || bytes.at(-1) === 0x0a || attempt >= 4) return bytes;
    } finally {
      closeSync(descriptor);
    }
    sleep(10);
  }
}

/** The lines of a segment's bytes, without line feeds. */
export function toSegment(name: string, bytes: Buffer): TrailSegment {
  const lines: TrailLine[] = [];
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    const line = bytes.subarray(start, end);
    lines.push(isUtf8(line) ? line.toString('utf8') : line);
    start = end + 1;
  }
  return { name, lines, terminated: bytes.length === 0 || bytes.at(-1) === 0x0a };
}
