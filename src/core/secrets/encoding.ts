/** How the bytes of a file are text; `binary` for what is none. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'binary';

/** So many bytes from the start of a file say what it is. */
export const encodingSample = 8 * 1024;

/** What stands in front of the text and says how it is encoded, in bytes. */
export interface Sniffed {
  readonly encoding: Encoding;
  /** Length of the byte order mark. */
  readonly mark: number;
}

/**
 * How a file is encoded, by its byte order mark or by what its bytes look like. Text in Latin-1 and its like counts as
 * UTF-8: what rules look for is ASCII in all of them. UTF-32 counts as binary.
 * @param bytes the first {@link encodingSample} of a file, or all
 */
export function sniffEncoding(bytes: Uint8Array): Sniffed {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', mark: 3 };
  // The mark of UTF-32 begins with that of UTF-16.
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0)) return { encoding: 'utf-16le', mark: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2 };
  return { encoding: byLooks(bytes.subarray(0, encodingSample)), mark: 0 };
}

function byLooks(bytes: Uint8Array): Encoding {
  const { even, odd, controls, broken } = countBytes(bytes);
  const pairs = bytes.length >> 1;
  // Text in a Latin alphabet is half NULs in UTF-16, all on one side.
  if (pairs > 0 && odd > 0.4 * pairs && even < 0.05 * pairs) return 'utf-16le';
  if (pairs > 0 && even > 0.4 * pairs && odd < 0.05 * pairs) return 'utf-16be';
  // Some NULs are no reason: a process's environment is separated by them, and one in a file must not hide the rest.
  const share = (count: number) => count / Math.max(bytes.length, 1);
  const binary = share(controls) > 0.1 || (share(controls) > 0.02 && share(broken) > 0.05);
  return binary ? 'binary' : 'utf-8';
}

interface Counts {
  /** NULs at even and at odd places. */
  readonly even: number;
  readonly odd: number;
  /** Control characters that text does not have, NULs among them. */
  readonly controls: number;
  /** Bytes that are no UTF-8. */
  readonly broken: number;
}

function countBytes(bytes: Uint8Array): Counts {
  let [even, odd, controls, broken] = [0, 0, 0, 0];
  /** Continuation bytes that are due. */
  let due = 0;
  bytes.forEach((byte, at) => {
    if (byte === 0 && at % 2 === 0) even += 1;
    else if (byte === 0) odd += 1;
    if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) controls += 1;
    const continues = byte >= 0x80 && byte < 0xc0;
    if (continues !== due > 0) broken += 1;
    due = continues ? Math.max(due - 1, 0) : leading(byte);
  });
  return { even, odd, controls, broken };
}

/** How many continuation bytes a leading byte asks for. */
function leading(byte: number): number {
  if (byte < 0xc2 || byte > 0xf4) return 0;
  return byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
}
