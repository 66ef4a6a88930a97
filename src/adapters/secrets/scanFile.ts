import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { CompiledRules } from '../../core/secrets/compileRules.ts';
import { type Encoding, encodingSample, sniffEncoding } from '../../core/secrets/encoding.ts';
import type { ScanOptions, ScanResult, SkipReason } from '../../core/secrets/finding.ts';
import { PartScanner } from '../../core/secrets/scanParts.ts';
import { timeBudget } from './timeBudget.ts';

const partSize = 1024 * 1024;
/** For one file, unless the caller says otherwise. */
export const usualFileMs = 5_000;

/** Read into again and again: a scan works on one file at a time. */
let room: Buffer | null = null;

/**
 * Scans a file for secrets, part by part: memory does not grow with the file. Follows links; never waits for a pipe.
 * Whatever keeps it from looking at all of the file is in `skipped`; it throws nothing for a file's sake.
 */
export function scanFile(file: string, rules: CompiledRules, options: ScanOptions): ScanResult {
  let descriptor;
  try {
    // Without O_NONBLOCK the opening of a pipe waits for a writer. Windows does not know it.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return nothing(reasonOf(error), 0);
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return nothing('not-a-file', 0);
    const budget = options.budget ?? timeBudget(usualFileMs);
    return scanDescriptor(descriptor, stats.size, rules, { ...options, budget });
  } catch (error) {
    return nothing(reasonOf(error), 0);
  } finally {
    closeSync(descriptor);
  }
}

/** Scans bytes that are at hand: a blob of git, the content of a member. */
export function scanBytes(bytes: Buffer, rules: CompiledRules, options: ScanOptions): ScanResult {
  const { encoding, mark } = sniffEncoding(bytes);
  if (encoding === 'binary') return nothing('binary', bytes.length);
  const scanner = new PartScanner(rules, options);
  const decoder = decoderOf(encoding);
  let more = true;
  for (let at = mark; at < bytes.length && more; at += partSize) {
    more = scanner.add(decoder.write(bytes.subarray(at, at + partSize)));
  }
  if (more) scanner.add(decoder.end());
  return scanner.end(more ? undefined : bytes.length);
}

function scanDescriptor(
  descriptor: number,
  size: number,
  rules: CompiledRules,
  options: ScanOptions,
): ScanResult {
  const buffer = (room ??= Buffer.allocUnsafeSlow(partSize));
  let length = fill(descriptor, buffer);
  const { encoding, mark } = sniffEncoding(buffer.subarray(0, Math.min(length, encodingSample)));
  if (encoding === 'binary') return nothing('binary', size);
  const scanner = new PartScanner(rules, options);
  const decoder = decoderOf(encoding);
  let more = scanner.add(decoder.write(buffer.subarray(mark, length)));
  while (more && length === partSize) {
    length = fill(descriptor, buffer);
    more = scanner.add(decoder.write(buffer.subarray(0, length)));
  }
  if (more) scanner.add(decoder.end());
  return scanner.end(more ? undefined : size);
}

/** Reads until the buffer is full or the file ends; the files of /proc come in small pieces. */
function fill(descriptor: number, buffer: Buffer): number {
  let length = 0;
  while (length < buffer.length) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return length;
}

interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

function decoderOf(encoding: Exclude<Encoding, 'binary'>): Decoder {
  if (encoding === 'utf-8') return new StringDecoder('utf8');
  const decoder = new StringDecoder('utf16le');
  if (encoding === 'utf-16le') return decoder;
  return {
    // Parts have an even length, save for the last one of a file that is cut off.
    write: (bytes) => decoder.write(Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()),
    end: () => decoder.end(),
  };
}

function nothing(why: SkipReason, end: number): ScanResult {
  return { findings: [], allowed: [], skipped: [{ why, rule: null, start: 0, end }] };
}

function reasonOf(error: unknown): SkipReason {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return 'vanished';
  return code === 'ENXIO' || code === 'EISDIR' ? 'not-a-file' : 'unreadable';
}
