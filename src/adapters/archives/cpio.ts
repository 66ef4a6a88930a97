import { type ArchiveEntry, mostEntries } from '../../ports/archives.ts';
import { type ByteSource, exactly } from './source.ts';
import { UnreadableArchiveError } from './unreadable.ts';

/** The portable forms of cpio: POSIX.1-1988 `odc` with octal digits, SVR4 `newc` and `crc` with hexadecimal ones. */
const forms = {
  '070707': { length: 76, mode: [18, 6], name: [59, 6], size: [65, 11], radix: 8, align: 1 },
  '070701': { length: 110, mode: [14, 8], name: [94, 8], size: [54, 8], radix: 16, align: 4 },
  '070702': { length: 110, mode: [14, 8], name: [94, 8], size: [54, 8], radix: 16, align: 4 },
} as const;

export function isCpio(start: Buffer): boolean {
  return Object.hasOwn(forms, start.toString('latin1', 0, 6));
}

export function listCpio(source: ByteSource): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  for (let at = 0; at < source.length;) {
    const magic = exactly(source, at, 6).toString('latin1') as keyof typeof forms;
    if (!Object.hasOwn(forms, magic)) throw new UnreadableArchiveError('is damaged');
    const { length, mode, name, size, radix, align } = forms[magic];
    const header = exactly(source, at, length).toString('latin1');
    const number = ([from, count]: readonly [number, number]): number => {
      const value = Number.parseInt(header.slice(from, from + count), radix);
      if (!Number.isSafeInteger(value)) throw new UnreadableArchiveError('is damaged');
      return value;
    };
    const [nameSize, dataSize] = [number(name), number(size)];
    if (nameSize > 65_536) throw new UnreadableArchiveError('has a name that is too long');
    const text = exactly(source, at + length, nameSize)
      .toString('utf8')
      .replace(/\0.*$/s, '');
    if (text === 'TRAILER!!!') break;
    const data = aligned(at + length + nameSize, align);
    at = aligned(data + dataSize, align);
    const kind = kindOf(number(mode));
    const target = kind === 'link' ? exactly(source, data, Math.min(dataSize, 65_536)) : null;
    entries.push({ name: text, kind, target: target?.toString('utf8') ?? null });
    if (entries.length > mostEntries) {
      throw new UnreadableArchiveError(`holds more than ${mostEntries} files`);
    }
  }
  return entries;
}

function aligned(at: number, to: number): number {
  return Math.ceil(at / to) * to;
}

/** Types of files in Unix's modes. */
function kindOf(mode: number): ArchiveEntry['kind'] {
  const type = mode & 0o17_0000;
  if (type === 0o12_0000) return 'link';
  return type === 0o04_0000 ? 'folder' : 'file';
}
