import type { CompiledRules } from '../../core/secrets/compileRules.ts';
import type { SecretFinding } from '../../core/secrets/finding.ts';
import type { NotScannedReason } from '../../core/secrets/report.ts';
import { scanText } from '../../core/secrets/scanText.ts';
import type { ScannedText, SecretTexts } from '../../ports/secretTexts.ts';
import { decoderOf } from './decodeText.ts';
import { type OpenFile, withFile } from './openFile.ts';

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
  options: NodeSecretTextsOptions,
): ScannedText {
  const start = room.subarray(0, file.read(room, 0));
  const decoding = decoderOf(start);
  if (decoding === null) return { ...nothing('binary'), bytes: start.length };
  const draft = new TextScan(path, options);
  let bytes = 0;
  for (let piece = start; piece.length > 0;) {
    draft.add(decoding.decode(piece), piece.length < room.length);
    bytes += piece.length;
    if (piece.length < room.length || bytes >= mostBytes || draft.spent) break;
    piece = room.subarray(0, file.read(room, bytes));
  }
  return draft.done(bytes, bytes < file.size);
}

/** Puts the findings of the pieces of one text together. */
class TextScan {
  readonly #findings: SecretFinding[] = [];
  #head = '';
  #allowed = 0;
  #skipped = false;
  /** What is searched again with the next piece: a secret may lie across. */
  #rest = '';
  /** Where `#rest` begins: offset, and the line and column there, from 0. */
  #at = { offset: 0, line: 0, column: 0 };
  readonly #path: string;
  readonly #options: NodeSecretTextsOptions;
  readonly #overlap: number;

  constructor(path: string, options: NodeSecretTextsOptions) {
    this.#path = path;
    this.#options = options;
    this.#overlap = options.rules.reach + 1024;
  }

  /** Whether there is no sense in going on. */
  get spent(): boolean {
    return this.#findings.length >= mostFindings;
  }

  add(piece: string, last: boolean): void {
    const text = this.#rest + piece;
    if (this.#head.length < headLength) {
      this.#head += piece.slice(0, headLength - this.#head.length);
    }
    const { rules, now, digest } = this.#options;
    const result = scanText(text, rules, { path: this.#path, now: now(), digest });
    // What begins where the next piece sees more of it is left to that.
    const end = last ? text.length : Math.max(0, text.length - this.#overlap);
    const at = this.#at;
    for (const finding of result.findings) {
      if (finding.start >= end && !last) continue;
      this.#findings.push(moved(finding, at));
      if (this.spent) break;
    }
    this.#allowed += result.allowed.filter(({ finding }) => finding.start < end || last).length;
    this.#skipped ||= result.skipped.length > 0;
    this.#at = placeAfter(text, end, at);
    this.#rest = text.slice(end);
  }

  done(bytes: number, cut: boolean): ScannedText {
    const skipped = cut || this.#skipped || this.spent ? 'budget' : null;
    return { findings: this.#findings, allowed: this.#allowed, head: this.#head, bytes, skipped };
  }
}

interface At {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

function moved(finding: SecretFinding, at: At): SecretFinding {
  return {
    ...finding,
    start: finding.start + at.offset,
    end: finding.end + at.offset,
    line: finding.line + at.line,
    column: finding.column + (finding.line === 1 ? at.column : 0),
  };
}

function placeAfter(text: string, end: number, at: At): At {
  let line = at.line;
  let lineStart = -1;
  for (
    let next = text.indexOf('\n');
    next !== -1 && next < end;
    next = text.indexOf('\n', next + 1)
  ) {
    line += 1;
    lineStart = next;
  }
  const column = lineStart === -1 ? at.column + end : end - lineStart - 1;
  return { offset: at.offset + end, line, column };
}
