import { closeSync, constants } from 'node:fs';
import type { AuditRecord } from '../../core/audit/record.ts';
import { parseRecord, unknownVersion } from '../../core/audit/parseRecord.ts';
import { newerTrail } from './auditFailure.ts';
import { linesFromEnd, openIfThere, recordsFromEnd, segmentPath } from './segments.ts';

/** How a segment file ends, read backwards from its end. */
export type Tail =
  | { readonly kind: 'empty' }
  /** `terminated`: the last line feed is there. */
  | { readonly kind: 'good'; readonly last: AuditRecord; readonly terminated: boolean }
  /** An interrupted write after a good record. */
  | { readonly kind: 'torn'; readonly last: AuditRecord; readonly torn: Buffer }
  /** The last whole line says that a later version of Pinfold wrote it. */
  | { readonly kind: 'newer' }
  /** Something that no writer of ours leaves behind. `last`: the last line that still reads as a record. */
  | { readonly kind: 'damaged'; readonly last: AuditRecord | null; readonly why: string };

export function readTail(descriptor: number, size: number): Tail {
  if (size === 0) return { kind: 'empty' };
  const lines = linesFromEnd(descriptor, size);
  const rest = next(lines);
  if (rest !== null && rest.length > 0) {
    const last = recordOf(rest);
    // Only the line feed was lost: the record itself is whole.
    if (last !== null) return { kind: 'good', last, terminated: false };
    if (isNewer(rest)) return { kind: 'newer' };
  }
  const line = next(lines);
  const last = line === null ? null : recordOf(line);
  if (last === null) {
    if (isNewer(line)) return { kind: 'newer' };
    const why =
      line === null
        ? 'it holds no whole line'
        : 'its last whole line is not a record that this version of Pinfold can read';
    return { kind: 'damaged', last: lastRecord(lines), why };
  }
  if (rest === null || rest.length === 0) return { kind: 'good', last, terminated: true };
  return { kind: 'torn', last, torn: rest };
}

function lastRecord(lines: Iterable<Buffer>): AuditRecord | null {
  for (const line of lines) {
    const record = recordOf(line);
    if (record !== null) return record;
  }
  return null;
}

function next(lines: Iterator<Buffer, void>): Buffer | null {
  const result = lines.next();
  return result.done === true ? null : result.value;
}

function isNewer(line: Buffer | null): boolean {
  return line !== null && (unknownVersion(line.toString('utf8')) ?? 0) > 1;
}

function recordOf(line: Buffer): AuditRecord | null {
  return parseRecord(line.toString('utf8'));
}

/** The last record before a segment, or null when there is none. */
export function lastBefore(directory: string, number: number): AuditRecord | null {
  for (const record of recordsFromEnd(directory, number)) return record;
  return null;
}

/** What is wrong with the end of the segment before; an interrupted line is not, it may still be written on. */
export function damageBefore(directory: string, number: number): string | null {
  if (number <= 1) return null;
  const opened = openIfThere(segmentPath(directory, number - 1), constants.O_RDONLY);
  if (opened === null) return null;
  try {
    const tail = readTail(opened.descriptor, opened.size);
    if (tail.kind === 'newer') throw newerTrail(directory);
    return tail.kind === 'damaged' ? tail.why : null;
  } finally {
    closeSync(opened.descriptor);
  }
}
