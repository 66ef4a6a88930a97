import type { NotScannedReason } from '../core/secrets/report.ts';
import type { SecretFinding } from '../core/secrets/finding.ts';

/** What was found in the text of one file, or why nothing could be. */
export interface ScannedText {
  readonly findings: readonly SecretFinding[];
  /** How many findings something allows. */
  readonly allowed: number;
  /** The beginning of the text, for what the name of a file asks of it; empty for what is no text. */
  readonly head: string;
  /** Bytes that were looked at. */
  readonly bytes: number;
  /** Why not all of it was looked at, or null. */
  readonly skipped: NotScannedReason | null;
}

/** Searches files for secrets by their contents. */
export interface SecretTexts {
  /** Never waits for a pipe, follows no link, and ends within its budget whatever the file holds. */
  scanFile(path: string): ScannedText;
  /** The same for contents that lie elsewhere. @param path what rules for certain files see */
  scanBytes(bytes: Uint8Array, path: string): ScannedText;
  /** A name or a path as it may be shown: what is a secret in it is taken out. */
  shown(text: string): string;
  /** What may be written down of a value; undefined where nothing needs it. */
  readonly digest: ((value: string) => string) | undefined;
  /** Version of the rules. */
  readonly rules: string;
}
