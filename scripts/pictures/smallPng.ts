import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Pixels of a picture: three bytes each, row by row. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/**
 * The same picture with at most 256 colours: what an editor shows has few, and the shades at the edges of letters are
 * hardly told apart. A quarter of the size, or less.
 *
 * @param png 8 bits a channel, not interlaced, as browsers write it.
 * @throws Error for any other.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, bytes } = decode(png);
  const colors = palette(bytes);
  const nearest = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const color = colorAt(bytes, y * width + x);
      let index = nearest.get(color);
      if (index === undefined) {
        index = nearestOf(color, colors);
        nearest.set(color, index);
      }
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a pixel, each an index into the palette.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colors.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colours; rare ones, which are blends of these, find the nearest. */
function palette(bytes: Uint8Array): readonly number[] {
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < bytes.length / 3; pixel += 1) {
    const color = colorAt(bytes, pixel);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const byCount = [...counts].toSorted(([, a], [, b]) => b - a).map(([color]) => color);
  const chosen: number[] = [];
  for (const color of byCount) {
    if (chosen.length === 256) break;
    // One that is all but there already leaves room for another.
    if (chosen.every((other) => distance(color, other) > 20)) chosen.push(color);
  }
  return chosen;
}

function nearestOf(color: number, colors: readonly number[]): number {
  let best = 0;
  for (let index = 1; index < colors.length; index += 1) {
    if (distance(color, colors[index]!) < distance(color, colors[best]!)) best = index;
  }
  return best;
}

function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = (a & 255) - (b & 255);
  return red * red + green * green + blue * blue;
}

function colorAt(bytes: Uint8Array, pixel: number): number {
  const at = pixel * 3;
  return (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
}

function decode(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png[25]!];
  if (channels === undefined || png[24] !== 8 || png[28] !== 0) throw new Error('Another PNG.');
  const data: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const rows = unfilter(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const bytes = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let part = 0; part < 3; part += 1)
      bytes[pixel * 3 + part] = rows[pixel * channels + part]!;
  }
  return { width, height, bytes };
}

/** Each row says in its first byte from which neighbours its bytes are told (PNG, 9.2). */
function unfilter(data: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)]!;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= channels ? out[at - channels]! : 0;
      const up = y > 0 ? out[at - stride]! : 0;
      const corner = x >= channels && y > 0 ? out[at - stride - channels]! : 0;
      const told = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      out[at] = data[y * (stride + 1) + 1 + x]! + told;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  if (a! <= b! && a! <= c!) return left;
  return b! <= c! ? up : corner;
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(name, 4, 'latin1');
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])), 0);
  return Buffer.concat([head, data, tail]);
}
