import { TextDecoder } from 'node:util';

/** Turns the bytes of one file into text, piece by piece. */
export interface TextDecoding {
  readonly decode: (bytes: Uint8Array) => string;
}

const looked = 8_192;

/**
 * How the bytes of a file are to be read, by its beginning; null for what is no text. Invalid bytes become U+FFFD: what
 * stands between them is searched all the same.
 */
export function decoderOf(start: Uint8Array): TextDecoding | null {
  const encoding = encodingOf(start);
  if (encoding === null) return null;
  const decoder = new TextDecoder(encoding);
  return { decode: (bytes) => decoder.decode(bytes, { stream: true }) };
}

function encodingOf(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const sample = start.subarray(0, looked);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even + odd === 0) return 'utf-8';
  // Western text in UTF-16 has a zero in every other byte, and on one side only.
  const half = sample.length / 2;
  if (even === 0 && odd > half * 0.4) return 'utf-16le';
  if (odd === 0 && even > half * 0.4) return 'utf-16be';
  return null;
}
