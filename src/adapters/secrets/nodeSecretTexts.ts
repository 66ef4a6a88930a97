import { TextDecoder } from 'node:util';
import type { CompiledRules } from '../../core/secrets/compileRules.ts';
import { encodingSample, sniffEncoding } from '../../core/secrets/encoding.ts';
import type { NotScannedReason } from '../../core/secrets/report.ts';
import { PartScanner } from '../../core/secrets/scanParts.ts';
import { scanText } from '../../core/secrets/scanText.ts';
import type { ScannedText, SecretTexts } from '../../ports/secretTexts.ts';
import { type OpenFile, withFile } from './openFile.ts';
import { usualFileMs } from './scanFile.ts';
import { timeBudget } from './timeBudget.ts';

export interface NodeSecretTextsOptions {
  readonly rules: CompiledRules;
  readonly now: () => number;
  readonly digest: (value: string) => string;
}

/** Bytes that are read and searched at once. */
const pieceLength = 1024 * 1024;
/** What one file may cost: what comes after is reported, not read. */
const mostBytes = 64 * 1024 * 1024;
/** Characters that the name of a file may ask something of. */
const headLength = 256 * 1024;
/** A file of nothing but findings is told as such. */
const mostFindings = 1_000;

/** Searches files piece by piece: whatever their size, a few megabytes are in memory. */
export function createNodeSecretTexts(options: NodeSecretTextsOptions): SecretTexts {
  const room = Buffer.allocUnsafe(pieceLength);
  const scan = (file: OpenFile, path: string): ScannedText => scanOpen(file, path, room, options);
  return {
    digest: options.digest,
    shown: (text) => withoutSecrets(text, options),
    rules: options.rules.version,
    scanFile(path) {
      const scanned = withFile(path, (file) => scan(file, path.replaceAll('\\', '/')));
      return typeof scanned === 'string' ? nothing(scanned) : scanned;
    },
    scanBytes(bytes, path) {
      const read = (buffer: Uint8Array, position: number): number => {
        const part = bytes.subarray(position, position + buffer.length);
        buffer.set(part);
        return part.length;
      };
      return scan({ size: bytes.length, read }, path);
    },
  };
}

function withoutSecrets(text: string, { rules, now }: NodeSecretTextsOptions): string {
  const { findings } = scanText(text, rules, { now: now(), comments: false });
  return findings
    .toReversed()
    .reduce(
      (left, { start, end, rule }) =>
        `${left.slice(0, start)}[redacted: ${rule}]${left.slice(end)}`,
      text,
    );
}

function nothing(skipped: NotScannedReason): ScannedText {
  return { findings: [], allowed: 0, head: '', bytes: 0, skipped };
}

function scanOpen(
  file: OpenFile,
  path: string,
  room: Buffer,
  { rules, now, digest }: NodeSecretTextsOptions,
): ScannedText {
  let piece = room.subarray(0, file.read(room, 0));
  const { encoding, mark } = sniffEncoding(piece.subarray(0, encodingSample));
  if (encoding === 'binary') return { ...nothing('binary'), bytes: piece.length };
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const budget = timeBudget(usualFileMs);
  const scanner = new PartScanner(rules, { path, now: now(), digest, budget });
  let head = '';
  let bytes = 0;
  for (let more = true; more && piece.length > 0;) {
    const text = decoder.decode(bytes === 0 ? piece.subarray(mark) : piece, { stream: true });
    if (head.length < headLength) head += text.slice(0, headLength - head.length);
    more = scanner.add(text);
    bytes += piece.length;
    if (piece.length < room.length || bytes >= mostBytes) break;
    piece = room.subarray(0, file.read(room, bytes));
  }
  const { findings, allowed, skipped } = scanner.end(file.size);
  const cut = bytes < file.size || skipped.length > 0 || findings.length > mostFindings;
  return {
    findings: findings.slice(0, mostFindings),
    allowed: allowed.length,
    head,
    bytes,
    skipped: cut ? 'budget' : null,
  };
}
