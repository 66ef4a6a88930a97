import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import type { ArchiveEntry, Archives } from '../../ports/archives.ts';
import { zlib } from './inflate.ts';
import { isCpio, listCpio } from './cpio.ts';
import { type ByteSource, fileSource, memorySource } from './source.ts';
import { isHeader, listTar } from './tar.ts';
import { UnreadableArchiveError } from './unreadable.ts';
import { endsLikeZip, listZip } from './zip.ts';

/** Bytes of a packed archive that are read, and bytes that are unpacked from them; a second's work at most. */
export const archiveLimits = { packed: 64 * 1024 * 1024, unpacked: 128 * 1024 * 1024 };

/** Archives on the machine's own disk: tar, tar.gz, zip and cpio, told apart by how they begin. */
export const nodeArchives: Archives = {
  list(path) {
    let descriptor: number;
    try {
      // Opening a pipe would wait for its other end.
      descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'none' };
      return { kind: 'unreadable', why: 'cannot be read' };
    }
    try {
      return { kind: 'entries', entries: entriesIn(descriptor) };
    } catch (error) {
      const why = error instanceof UnreadableArchiveError ? error.message : 'cannot be read';
      return { kind: 'unreadable', why };
    } finally {
      closeSync(descriptor);
    }
  },
};

function entriesIn(descriptor: number): readonly ArchiveEntry[] {
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) throw new UnreadableArchiveError('is no file');
  const source = fileSource(descriptor, stat.size);
  const start = source.read(0, 512);
  const mark = start.toString('latin1', 0, 2);
  // A zip archive may begin with a program that unpacks it.
  if (!isHeader(start) && (mark === 'PK' || mark === 'MZ')) return listZip(source);
  // Which of the two it is would depend on the program.
  if (endsLikeZip(source)) throw new UnreadableArchiveError('can be read in two ways');
  return listPlain(mark === '\u001f\u008b' ? unpacked(source) : source);
}

function listPlain(source: ByteSource): readonly ArchiveEntry[] {
  const start = source.read(0, 512);
  // An empty archive is one too: blocks of zeros, or nothing.
  if (isHeader(start) || start.every((byte) => byte === 0)) return listTar(source);
  if (isCpio(start)) return listCpio(source);
  throw new UnreadableArchiveError('is in a form that cannot be listed');
}

/** What a gzip file holds (RFC 1952, all its members), bounded: a small one may unpack to anything. */
function unpacked(source: ByteSource): ByteSource {
  if (source.length > archiveLimits.packed)
    throw new UnreadableArchiveError('is too large to be listed');
  const packed = source.read(0, source.length);
  try {
    const options = { maxOutputLength: archiveLimits.unpacked, chunkSize: 256 * 1024 };
    return memorySource(zlib().gunzipSync(packed, options));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const large = code === 'ERR_BUFFER_TOO_LARGE';
    throw new UnreadableArchiveError(large ? 'unpacks to too much to be listed' : 'is damaged');
  }
}
