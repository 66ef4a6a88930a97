/** What a scan for secrets says. Nothing here ever holds a value: at most its length. */
export interface FoundSecret {
  /** Where it was found, `/`-separated and relative to where the scan began if it lies there; else absolute. */
  readonly path: string;
  /** Counted from 1; null when the whole file counts. */
  readonly line: number | null;
  readonly column: number | null;
  /** Of a content rule, or `file.` and the id in the catalogue. */
  readonly rule: string;
  /** Whether the name or the text gave it away, or both did. */
  readonly how: 'name' | 'content' | 'name-and-content';
  /** What it is: a sentence. */
  readonly what: string;
  /** Characters of the value. */
  readonly length?: number;
  /** Id of the advice: how to revoke and rotate. */
  readonly advice: string;
  /** The commit that brought it, where commits were looked at. */
  readonly commit?: string;
  /** Recognises the same finding later, by a keyed digest; only where there is a baseline to compare with. */
  readonly fingerprint?: string;
  /** Why something that was meant to allow it does not count. */
  readonly note?: string;
}

/** A file or a part of one that was not looked at. */
export interface NotScanned {
  readonly path: string;
  readonly why: NotScannedReason;
  readonly commit?: string;
}

export type NotScannedReason =
  /** A symbolic link: what it leads to is scanned where it lies, if it lies in the scan. */
  | 'link'
  /** A pipe, a socket or a device. */
  | 'not-a-file'
  | 'unreadable'
  | 'vanished'
  /** No text: only its name was judged. */
  | 'binary'
  /** Larger or harder than what one file may cost: the rest was not looked at. */
  | 'budget'
  /** Another repository inside, which has its own. */
  | 'submodule';

export interface ScanReport {
  readonly findings: readonly FoundSecret[];
  /** Findings beyond {@link mostFindings}, which were only counted. */
  readonly more: number;
  /** Findings that a comment or an entry with a reason allows. */
  readonly allowed: number;
  /** Findings that the baseline knows. */
  readonly known: number;
  /** At most {@link mostSkipped} for each reason. */
  readonly skipped: readonly NotScanned[];
  /** All of them, by reason. */
  readonly skippedCounts: Readonly<Partial<Record<NotScannedReason, number>>>;
  readonly files: number;
  readonly bytes: number;
  /** Files of installed dependencies and other leftovers that were left out on purpose. */
  readonly leftOut: number;
  /** Whether all was looked at, and what ended the scan otherwise. */
  readonly end: 'complete' | 'interrupted' | 'out-of-time';
  /** Version of the content rules. */
  readonly rules: string;
}

/** More than anybody reads; the rest is counted, so that memory has a bound. */
export const mostFindings = 10_000;
export const mostSkipped = 200;
