import { isUtf8 } from 'node:buffer';
import { closeSync, constants, readFileSync } from 'node:fs';
import type { Sha256 } from '../../core/audit/chain.ts';
import {
  segmentName,
  verifyTrail,
  type TrailLine,
  type TrailSegment,
  type Verification,
} from '../../core/audit/verify.ts';
import { asAuditError } from './auditFailure.ts';
import { openSegment, segmentNumbers, segmentPath } from './segments.ts';
import { sleep } from './sleep.ts';

/**
 * Verifies all segments of a folder, one in memory at a time, without the lock: verification works where one may
 * only read. A folder that is missing or empty holds no records, which is in order.
 * @throws AuditError when a file cannot be read
 */
export function verifyDirectory(directory: string, sha256: Sha256): Verification {
  try {
    return verifyTrail(readSegments(directory), sha256);
  } catch (error) {
    throw asAuditError(error, directory);
  }
}

function* readSegments(directory: string): Generator<TrailSegment, void> {
  for (const number of segmentNumbers(directory)) {
    yield toSegment(segmentName(number), readSettled(segmentPath(directory, number)));
  }
}

/** The bytes of a file; looks again for a moment while its last line is still being written. */
function readSettled(path: string): Buffer {
  for (let attempt = 0; ; attempt++) {
    const { descriptor } = openSegment(path, constants.O_RDONLY);
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
