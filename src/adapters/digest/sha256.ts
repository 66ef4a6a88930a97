/**
 * SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104) in plain JavaScript.
 *
 * The hook is a process of its own for every tool call, and loading node's crypto costs it about 2 ms: more than
 * hashing the few hundred bytes that it usually hashes. Longer data are left to node's crypto: a process that has just
 * started needs 0.2 ms for 1 KB, and V8 soon stops it for 10 ms to compile the loop. Nothing secret depends on constant
 * time here.
 */
const leftToNode = 8 * 1024;

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
// prettier-ignore
const roundConstants = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

const blockSize = 64;

/** SHA-256 of bytes, or of the UTF-8 form of a text (lone surrogates count as U+FFFD), in lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  const bytes = toBytes(data);
  if (bytes.length > leftToNode) return crypto().createHash('sha256').update(bytes).digest('hex');
  return toHex(digest(bytes));
}

/** HMAC-SHA-256 in lower-case hex; texts count as their UTF-8 form. */
export function hmacSha256Hex(key: string | Uint8Array, data: string | Uint8Array): string {
  const keyBytes = toBytes(key);
  const shortKey = keyBytes.length > blockSize ? digestBytes(keyBytes) : keyBytes;
  const message = toBytes(data);
  if (message.length > leftToNode) {
    return crypto().createHmac('sha256', keyBytes).update(message).digest('hex');
  }
  const inner = new Uint8Array(blockSize + message.length);
  const outer = new Uint8Array(blockSize + 32);
  for (let i = 0; i < blockSize; i++) {
    const byte = shortKey[i] ?? 0;
    inner[i] = byte ^ 0x36;
    outer[i] = byte ^ 0x5c;
  }
  inner.set(message, blockSize);
  outer.set(digestBytes(inner), blockSize);
  return toHex(digest(outer));
}

function crypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto');
}

function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
}

function toHex(state: Int32Array): string {
  let hex = '';
  for (const word of state) hex += (word >>> 0).toString(16).padStart(8, '0');
  return hex;
}

function digestBytes(bytes: Uint8Array): Uint8Array {
  const state = digest(bytes);
  const result = new Uint8Array(32);
  for (let i = 0; i < 32; i++) result[i] = state[i >> 2]! >>> (24 - 8 * (i & 3));
  return result;
}

function digest(bytes: Uint8Array): Int32Array {
  // prettier-ignore
  const state = new Int32Array([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ]);
  const schedule = new Int32Array(64);
  const whole = bytes.length - (bytes.length % blockSize);
  for (let at = 0; at < whole; at += blockSize) compress(state, schedule, bytes, at);

  // The rest, a 1 bit, zeros, and the length in bits as a 64-bit number: one block or two.
  const rest = bytes.length - whole;
  const end = new Uint8Array(rest + 9 <= blockSize ? blockSize : 2 * blockSize);
  end.set(bytes.subarray(whole));
  end[rest] = 0x80;
  const view = new DataView(end.buffer);
  view.setUint32(end.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(end.length - 4, (bytes.length << 3) >>> 0);
  for (let at = 0; at < end.length; at += blockSize) compress(state, schedule, end, at);
  return state;
}

/**
 * One block. Written out flat, with every 32-bit value kept in a local: most digests are made once in a cold
 * process, by the interpreter, where each call and each array access counts.
 */
function compress(
  state: Int32Array,
  schedule: Int32Array,
  bytes: Uint8Array,
  offset: number,
): void {
  let at = offset;
  for (let i = 0; i < 16; i++, at += 4) {
    schedule[i] =
      (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = schedule[i - 15]!;
    const y = schedule[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[i] = (schedule[i - 16]! + s0 + schedule[i - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + roundConstants[i]! + schedule[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
  state[5] = state[5]! + f;
  state[6] = state[6]! + g;
  state[7] = state[7]! + h;
}
