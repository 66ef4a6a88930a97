import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { parseRecord } from '../../core/audit/parseRecord.ts';
import type { AuditRecord } from '../../core/audit/record.ts';
import { segmentName } from '../../core/audit/verification.ts';
import { isMissing, readFolder } from './folder.ts';

const chunkSize = 16 * 1024;
const lineFeed = 0x0a;

export function segmentPath(directory: string, number: number): string {
  return `${directory}/${segmentName(number)}.jsonl`;
}

/**
 * Opens a segment: never through a symbolic link, and only a plain file, since records written to a device or
 * to a file elsewhere would be lost.
 * @throws the system's error; `ENOTREG` for what is not a plain file
 */
export function openSegment(path: string, flags: number): { descriptor: number; size: number } {
  // Without O_NONBLOCK, opening a named pipe would hang until somebody reads it. Both are undefined on Windows.
  const careful = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const descriptor = openSync(path, flags | careful, 0o600);
  const stat = fstatSync(descriptor);
  if (stat.isFile()) return { descriptor, size: stat.size };
  closeSync(descriptor);
  throw Object.assign(new Error(`not a plain file: ${path}`), { code: 'ENOTREG' });
}

/** Null when nothing is there. */
export function openIfThere(path: string, flags: number): ReturnType<typeof openSegment> | null {
  try {
    return openSegment(path, flags);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * The lines of an open file from the last to the first, without line feeds; reads no more of it than is asked for.
 * The first item is what stands after the last line feed: empty in a file that ends properly.
 */
export function* linesFromEnd(descriptor: number, size: number): Generator<Buffer, void> {
  // Pieces of the line that is being put together, last piece first.
  let pieces: Buffer[] = [];
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunkSize);
    const chunk = readExactly(descriptor, start, end - start);
    let lineEnd = chunk.length;
    for (;;) {
      const feed = lineEnd === 0 ? -1 : chunk.lastIndexOf(lineFeed, lineEnd - 1);
      if (feed === -1) break;
      yield joined(pieces, chunk.subarray(feed + 1, lineEnd));
      pieces = [];
      lineEnd = feed;
    }
    pieces.push(chunk.subarray(0, lineEnd));
    end = start;
  }
  yield joined(pieces, Buffer.alloc(0));
}

function joined(laterPieces: readonly Buffer[], first: Buffer): Buffer {
  if (laterPieces.length === 0) return first;
  return Buffer.concat([first, ...laterPieces.toReversed()]);
}

function readExactly(descriptor: number, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const count = readSync(descriptor, buffer, done, length - done, position + done);
    // Somebody cut the file while it was read.
    if (count === 0) throw Object.assign(new Error('the segment became shorter'), { code: 'EIO' });
    done += count;
  }
  return buffer;
}

/**
 * Records from the newest to the oldest, of the whole trail or of the segments before number `before`; lines that are
 * no records are passed over.
 */
export function* recordsFromEnd(
  directory: string,
  before = Number.POSITIVE_INFINITY,
): Generator<AuditRecord, void> {
  for (const number of readFolder(directory).segments.toReversed()) {
    if (number >= before) continue;
    const opened = openIfThere(segmentPath(directory, number), constants.O_RDONLY);
    // It was pruned in the meantime, and with it all that is older.
    if (opened === null) return;
    const { descriptor, size } = opened;
    try {
      for (const line of linesFromEnd(descriptor, size)) {
        const record = line.length === 0 ? null : parseRecord(line.toString('utf8'));
        if (record !== null) yield record;
      }
    } finally {
      closeSync(descriptor);
    }
  }
}
