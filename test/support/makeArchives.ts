import { crc32 } from 'node:zlib';

/** One entry of an archive that a test makes. */
export interface MadeEntry {
  readonly name: string;
  readonly content?: string;
  /** Type flag of tar; default a file, or a folder for a name with a slash at its end. */
  readonly type?: string;
  readonly target?: string;
}

/** A tar archive, byte by byte as POSIX.1-1988 has it; what it cannot hold is the caller's matter. */
export function makeTar(entries: readonly MadeEntry[], ends = true): Buffer {
  const blocks = entries.flatMap(({ name, content = '', target = '', type }) => {
    const body = Buffer.from(content);
    const header = tarHeader(name, body.length, type ?? (name.endsWith('/') ? '5' : '0'), target);
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(ends ? 1024 : 0)]);
}

export function tarHeader(name: string, size: number, type: string, target = ''): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write(type, 156);
  header.write(target, 157, 100);
  header.write('ustar\x0000', 257);
  seal(header);
  return header;
}

/** Writes the checksum of a header that a test has changed. */
export function seal(header: Buffer): void {
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
}

/** An extended header as pax writes it, before the entry that it speaks of. */
export function paxHeader(records: Readonly<Record<string, string>>, type = 'x'): MadeEntry {
  const content = Object.entries(records).map(([key, value]) => paxRecord(key, value));
  return { name: 'PaxHeaders/x', type, content: content.join('') };
}

function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest) + 1;
  while (`${length}`.length + Buffer.byteLength(rest) !== length) length += 1;
  return length + rest;
}

/** A zip archive without compression. `own` differs from `name` where the two headers of an entry disagree. */
export function makeZip(
  entries: readonly (MadeEntry & { readonly own?: string; readonly link?: true })[],
  comment = '',
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, own = name, content = '', link } of entries) {
    const body = Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04_03_4b_50, 0);
    local.writeUInt32LE(checksum(body), 14);
    local.writeUInt32LE(body.length, 18);
    local.writeUInt32LE(body.length, 22);
    local.writeUInt16LE(Buffer.byteLength(own), 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02_01_4b_50, 0);
    central.writeUInt16LE(0x03_14, 4);
    central.writeUInt32LE(checksum(body), 16);
    central.writeUInt32LE(body.length, 20);
    central.writeUInt32LE(body.length, 24);
    central.writeUInt16LE(Buffer.byteLength(name), 28);
    central.writeUInt32LE(((link ? 0o12_0777 : 0o10_0644) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(own), body);
    directory.push(central, Buffer.from(name));
    offset += 30 + Buffer.byteLength(own) + body.length;
  }
  const size = directory.reduce((total, part) => total + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06_05_4b_50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([...parts, ...directory, end, Buffer.from(comment)]);
}

function checksum(bytes: Buffer): number {
  return typeof crc32 === 'function' ? crc32(bytes) : slowChecksum(bytes);
}

/** CRC-32 for versions of node that do not have it. */
function slowChecksum(bytes: Buffer): number {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xed_b8_83_20 : 0);
  }
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
}

/** A cpio archive in the form `newc`. */
export function makeCpio(entries: readonly MadeEntry[]): Buffer {
  const all = [...entries, { name: 'TRAILER!!!' }];
  return Buffer.concat(
    all.flatMap(({ name, content = '', target }) => {
      const body = Buffer.from(target ?? content);
      const mode = target === undefined ? (name.endsWith('/') ? 0o04_0755 : 0o10_0644) : 0o12_0777;
      const fields = Array.from({ length: 13 }, () => 0);
      fields[1] = mode;
      fields[6] = body.length;
      fields[11] = Buffer.byteLength(name) + 1;
      const digits = fields.map((field) => field.toString(16).padStart(8, '0')).join('');
      return [padded(Buffer.from(`070701${digits}${name}\0`)), padded(body)];
    }),
  );
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
