import { type ArchiveEntry, mostEntries } from '../../ports/archives.ts';
import { zlib } from './inflate.ts';
import { type ByteSource, exactly } from './source.ts';
import { UnreadableArchiveError } from './unreadable.ts';

/**
 * Listing of zip archives by their central directory (PKWARE APPNOTE.TXT 6.3.10, sections 4.3 and 4.4; zip64 in
 * 4.3.14 and 4.5.3). A file's own header may give another name than the directory: both count.
 */
export function listZip(source: ByteSource): ArchiveEntry[] {
  const { start, size, count, shift } = directoryOf(source);
  if (count > mostEntries || size > mostDirectory) {
    throw new UnreadableArchiveError(`holds more than ${mostEntries} files`);
  }
  const directory = exactly(source, start, size);
  const entries: ArchiveEntry[] = [];
  let at = 0;
  let found = 0;
  // Some programs go by the size, others by the count: both must say the same.
  for (; at < directory.length; found += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02_01_4b_50) {
      throw new UnreadableArchiveError('is damaged');
    }
    const listed = entryAt(directory, at);
    at = listed.end;
    const own = ownHeader(source, listed.offset + shift);
    const target = listed.isLink ? linkTarget(source, own.data, listed) : null;
    for (const name of new Set([...listed.names, own.name])) {
      const folder = name.endsWith('/');
      entries.push({ name, kind: target !== null ? 'link' : folder ? 'folder' : 'file', target });
    }
  }
  if (found !== count) throw new UnreadableArchiveError('is damaged');
  return entries;
}

/** Whether a file ends like a zip archive, whatever it begins with. */
export function endsLikeZip(source: ByteSource): boolean {
  const from = Math.max(0, source.length - longestEnd);
  return source.read(from, source.length - from).includes(endMark);
}

const endMark = Buffer.from('PK\u0005\u0006', 'latin1');
/** The end record with the longest comment. */
const longestEnd = 65_557;

const mostDirectory = 16 * 1024 * 1024;

interface Directory {
  readonly start: number;
  readonly size: number;
  readonly count: number;
  /** Bytes that stand before the archive, as in one that unpacks itself. */
  readonly shift: number;
}

/** The end record stands last, before a comment of at most 64 KB. */
function directoryOf(source: ByteSource): Directory {
  const from = Math.max(0, source.length - longestEnd);
  const tail = source.read(from, source.length - from);
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06_05_4b_50) continue;
    // Nothing but the comment may follow: else some programs would find another record than this one.
    if (at + 22 + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const large = from + at >= 20 ? exactly(source, from + at - 20, 20) : null;
    if (large !== null && large.readUInt32LE(0) === 0x07_06_4b_50) {
      return largeDirectory(source, Number(large.readBigUInt64LE(8)));
    }
    const size = tail.readUInt32LE(at + 12);
    const start = from + at - size;
    if (start < 0) break;
    const shift = start - tail.readUInt32LE(at + 16);
    return { start, size, count: tail.readUInt16LE(at + 10), shift };
  }
  throw new UnreadableArchiveError('is damaged');
}

function largeDirectory(source: ByteSource, at: number): Directory {
  if (!Number.isSafeInteger(at)) throw new UnreadableArchiveError('is damaged');
  const record = exactly(source, at, 56);
  const [count, size, start] = [32, 40, 48].map((place) => Number(record.readBigUInt64LE(place)));
  if (record.readUInt32LE(0) !== 0x06_06_4b_50) throw new UnreadableArchiveError('is damaged');
  return { start: start!, size: size!, count: count!, shift: 0 };
}

interface Found {
  readonly names: readonly string[];
  readonly isLink: boolean;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
  readonly end: number;
}

function entryAt(directory: Buffer, at: number): Found {
  const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
  const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
  const end = extraEnd + directory.readUInt16LE(at + 32);
  if (end > directory.length) throw new UnreadableArchiveError('is damaged');
  const extra = directory.subarray(nameEnd, extraEnd);
  const sizes = [at + 24, at + 20, at + 42].map((place) => directory.readUInt32LE(place));
  const [, packed, offset] = largeNumbers(extra, sizes);
  // The upper half of the external attributes is Unix's mode.
  const isLink = directory.readUInt32LE(at + 38) >>> 28 === 0o12;
  const unicode = extraFields(extra, 0x70_75).map((field) => nameIn(field.subarray(5)));
  const names = [nameIn(directory.subarray(at + 46, nameEnd)), ...unicode];
  const method = directory.readUInt16LE(at + 10);
  return { names, isLink, method, packed: packed!, offset: offset!, end };
}

/** The name by which a program for Windows may have written it. */
function nameIn(bytes: Buffer): string {
  return bytes.toString('utf8').replaceAll('\\', '/');
}

/** Fields of one kind in the extra data: 1 is zip64, 0x7075 Info-ZIP's name in Unicode (APPNOTE 4.6.9). */
function extraFields(extra: Buffer, kind: number): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const size = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === kind) found.push(extra.subarray(at + 4, at + 4 + size));
  }
  return found;
}

/** Numbers of all ones stand in the zip64 field instead, in this order. */
function largeNumbers(extra: Buffer, numbers: readonly number[]): readonly number[] {
  const field = extraFields(extra, 1)[0] ?? Buffer.alloc(0);
  let at = 0;
  return numbers.map((number) => {
    if (number !== 0xff_ff_ff_ff) return number;
    if (at + 8 > field.length) throw new UnreadableArchiveError('is damaged');
    at += 8;
    return Number(field.readBigUInt64LE(at - 8));
  });
}

/** The header before the file's data: its name, and where the data begins. */
function ownHeader(
  source: ByteSource,
  at: number,
): { readonly name: string; readonly data: number } {
  if (!Number.isSafeInteger(at) || at < 0) throw new UnreadableArchiveError('is damaged');
  const header = exactly(source, at, 30);
  if (header.readUInt32LE(0) !== 0x04_03_4b_50) throw new UnreadableArchiveError('is damaged');
  const length = header.readUInt16LE(26);
  const data = at + 30 + length + header.readUInt16LE(28);
  const name = exactly(source, at + 30, length)
    .toString('utf8')
    .replaceAll('\\', '/');
  return { name, data };
}

/** A link's target is its content; one that cannot be read may lead anywhere. */
function linkTarget(source: ByteSource, data: number, { method, packed }: Found): string {
  if (packed > mostTarget) throw new UnreadableArchiveError('has a link that is too long');
  const bytes = exactly(source, data, packed);
  if (method === 0) return bytes.toString('utf8');
  try {
    return zlib().inflateRawSync(bytes, { maxOutputLength: mostTarget }).toString('utf8');
  } catch {
    throw new UnreadableArchiveError('has a link that cannot be read');
  }
}

const mostTarget = 8_192;
