import { type ArchiveEntry, mostEntries } from '../../ports/archives.ts';
import { type ByteSource, exactly } from './source.ts';
import { UnreadableArchiveError } from './unreadable.ts';

/**
 * Listing of tar archives: POSIX.1-1988 ustar, POSIX.1-2001 pax ("pax Interchange Format" in pax(1)), and GNU's long
 * names, sparse files and large numbers (tar manual, "Basic Tar Format").
 *
 * Programs differ in how they go on after damage: whatever is not well-formed makes the archive unreadable, so that
 * nothing hides behind a header that only some of them take.
 */
export function listTar(source: ByteSource): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  const global: Attributes = {};
  let next: Attributes = {};
  let zeros = 0;
  let headers = 0;
  for (let at = 0; at < source.length;) {
    const header = source.read(at, block);
    if (header.equals(zeroBlock)) {
      // Two of these end an archive; with `--ignore-zeros` tar reads on, and so does this.
      zeros += 1;
      at += block;
      if (zeros > mostZeros) throw new UnreadableArchiveError('is mostly empty');
      continue;
    }
    if (!isHeader(header)) {
      if (zeros > 0) break;
      throw new UnreadableArchiveError('is damaged');
    }
    headers += 1;
    if (headers > 4 * mostEntries || entries.length > mostEntries) {
      throw new UnreadableArchiveError(`holds more than ${mostEntries} files`);
    }
    const type = String.fromCharCode(header[156]!);
    const own = { ...global, ...next };
    const describes = /^[xXgLK]$/.test(type);
    const size = (describes ? undefined : own.size) ?? numberAt(header, 124, 12);
    // Some programs skip the data of an entry that can have none, others read on in it.
    if (/^[1-6]$/.test(type) && size > 0)
      throw new UnreadableArchiveError('can be read in two ways');
    const data = at + block + sparseBlocks(source, at, header, type);
    at = data + Math.ceil(size / block) * block;
    if (describes) {
      const said = attributesOf(type, source, data, bounded(size));
      Object.assign(type === 'g' ? global : next, said);
      continue;
    }
    next = {};
    // A volume's label and the rest of a file from another volume are no files of their own.
    if (type !== 'V' && type !== 'M') entries.push(entryOf(header, type, own));
  }
  return entries;
}

function attributesOf(type: string, source: ByteSource, data: number, size: number): Attributes {
  const bytes = exactly(source, data, size);
  if (type === 'L') return { path: textAt(bytes) };
  return type === 'K' ? { linkpath: textAt(bytes) } : paxRecords(bytes);
}

/** Whether bytes begin with a header of a tar archive. */
export function isHeader(header: Buffer): boolean {
  if (header.length < block) return false;
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < block; at += 1) {
    const byte = at >= 148 && at < 156 ? 32 : header[at]!;
    unsigned += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  const sum = octal(header.subarray(148, 156));
  return sum === unsigned || sum === signed;
}

const block = 512;
const zeroBlock = Buffer.alloc(block);
/** Blocks of zeros that are passed over. */
const mostZeros = 65_536;

/** What extended headers say about the entry after them, or about all. */
interface Attributes {
  readonly path?: string;
  readonly linkpath?: string;
  readonly size?: number;
}

function entryOf(header: Buffer, type: string, own: Attributes): ArchiveEntry {
  const short = textAt(header.subarray(0, 100));
  const isUstar = header.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isUstar ? textAt(header.subarray(345, 500)) : '';
  const name = own.path ?? (prefix === '' ? short : `${prefix}/${short}`);
  const target = own.linkpath ?? textAt(header.subarray(157, 257));
  if (type === '2') return { name, kind: 'link', target };
  if (type === '1') return { name, kind: 'hardLink', target };
  const kind = type === '5' || type === 'D' || name.endsWith('/') ? 'folder' : 'file';
  return { name, kind, target: null };
}

/** GNU's old sparse files have more headers of 512 bytes between header and data. */
function sparseBlocks(source: ByteSource, at: number, header: Buffer, type: string): number {
  if (type !== 'S') return 0;
  let more = header[482] !== 0;
  let length = 0;
  while (more) {
    length += block;
    more = exactly(source, at + length, block)[504] !== 0;
  }
  return length;
}

/** `length key=value\n`, where the length counts itself. */
function paxRecords(bytes: Buffer): Attributes {
  const found: Record<string, string> = {};
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(32, at);
    const length = blank === -1 ? 0 : Number(bytes.toString('latin1', at, blank));
    const record = bytes.subarray(blank + 1, at + length - 1);
    const equals = record.indexOf(61);
    const whole =
      Number.isSafeInteger(length) && length > blank - at && at + length <= bytes.length;
    if (!whole || equals <= 0 || bytes[at + length - 1] !== 10) {
      throw new UnreadableArchiveError('is damaged');
    }
    found[record.toString('utf8', 0, equals)] = record.toString('utf8', equals + 1);
    at += length;
  }
  return attributesIn(found);
}

function attributesIn(found: Readonly<Record<string, string>>): Attributes {
  const path = found['GNU.sparse.name'] ?? found['path'];
  const { linkpath, size } = found;
  if (size !== undefined && !/^\d{1,15}$/.test(size))
    throw new UnreadableArchiveError('is damaged');
  return {
    ...(path === undefined ? {} : { path: upToNul(path) }),
    ...(linkpath === undefined ? {} : { linkpath: upToNul(linkpath) }),
    ...(size === undefined ? {} : { size: Number(size) }),
  };
}

/** Names are short; a header that says otherwise would only make us read. */
function bounded(size: number): number {
  if (size > 1024 * 1024) throw new UnreadableArchiveError('has a header that is too long');
  return size;
}

/** Octal digits, or GNU's numbers to the base 256 for what is too large for them. */
function numberAt(header: Buffer, at: number, length: number): number {
  const field = header.subarray(at, at + length);
  const value = (field[0]! & 0x80) === 0 ? octal(field) : large(field);
  if (value === null) throw new UnreadableArchiveError('is damaged');
  return value;
}

function octal(field: Buffer): number | null {
  const digits = /^[ \0]*([0-7]*)[ \0]*$/.exec(field.toString('latin1').replace(/\0.*$/s, ''))?.[1];
  return digits === undefined ? null : Number.parseInt(digits === '' ? '0' : digits, 8);
}

function large(field: Buffer): number | null {
  if ((field[0]! & 0x40) !== 0) return null;
  let value = field[0]! & 0x3f;
  for (const byte of field.subarray(1)) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? value : null;
}

function textAt(field: Buffer): string {
  return upToNul(field.toString('utf8'));
}

function upToNul(text: string): string {
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}
