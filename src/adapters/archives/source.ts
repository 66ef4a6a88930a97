import { readSync } from 'node:fs';
import { UnreadableArchiveError } from './unreadable.ts';

/** Bytes that can be looked at anywhere: an open file, or what was unpacked into memory. */
export interface ByteSource {
  readonly length: number;
  /** As many of `count` bytes from `at` on as there are. */
  read(at: number, count: number): Buffer;
}

export function memorySource(bytes: Buffer): ByteSource {
  return { length: bytes.length, read: (at, count) => bytes.subarray(at, at + count) };
}

/** Reads in large pieces: headers stand close together, or far apart. */
export function fileSource(descriptor: number, length: number): ByteSource {
  let piece: Buffer = Buffer.alloc(0);
  let start = 0;
  return {
    length,
    read(at, count) {
      if (at < start || at + count > start + piece.length) {
        start = at;
        piece = readFully(descriptor, at, Math.min(Math.max(count, pieceSize), length - at));
      }
      return piece.subarray(at - start, at - start + count);
    },
  };
}

const pieceSize = 64 * 1024;

function readFully(descriptor: number, at: number, count: number): Buffer {
  const bytes = Buffer.alloc(Math.max(count, 0));
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, at + length);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** @throws UnreadableArchiveError when fewer bytes are there */
export function exactly(source: ByteSource, at: number, count: number): Buffer {
  const bytes = source.read(at, count);
  if (bytes.length < count) throw new UnreadableArchiveError('ends too early');
  return bytes;
}
