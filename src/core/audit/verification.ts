import type { RecordPlace } from './record.ts';

/** What checking a trail comes to, and its words. */

/** One line of a segment file without its line feed: its text, or its bytes when they are not valid UTF-8. */
export type TrailLine = string | Uint8Array;

export interface TrailSegment {
  /** File name without extension, e.g. `000001`. */
  readonly name: string;
  readonly lines: readonly TrailLine[];
  /** The last line ends with a line feed (true for an empty file). */
  readonly terminated: boolean;
}

/** The first thing that is wrong in a segment. */
export interface Fault {
  readonly segment: string;
  /** Counts from 1; 0 when the whole file is missing. */
  readonly line: number;
  /** What the bad record says its number is, or null when it cannot be read. */
  readonly seq: number | null;
  /** What is wrong: a sentence. */
  readonly problem: string;
  /** What may be missing or untrue because of it: a sentence. */
  readonly missing: string;
  /** Numbers of the records that are not there, both included; null when the numbers do not tell. */
  readonly numbers: { readonly first: number; readonly last: number } | null;
  /** Times of the last record before it that is in order, and of the next one that can be read; null at either end. */
  readonly after: string | null;
  readonly before: string | null;
}

/** What checking found, in order or not. */
export interface Found {
  readonly records: number;
  readonly segments: number;
  /** Interrupted writes that a later record accounts for. */
  readonly sealed: number;
  /** What a reader should know though nothing is wrong with it: sentences. */
  readonly notes: readonly string[];
}

export type Verification =
  | (Found & {
      readonly ok: true;
      /** Hash of the last record: write it down elsewhere to notice a cut-off end later. */
      readonly head: string;
    })
  | (Found & { readonly ok: false; readonly first: Fault; readonly faults: readonly Fault[] });

/** File name, without extension, of the n-th segment. */
export function segmentName(number: number): string {
  return String(number).padStart(6, '0');
}

/** A fault while it is being looked at: fragments of sentences, and times that come to light later. */
export interface DraftFault extends Pick<Fault, 'line' | 'seq' | 'problem' | 'numbers'> {
  /** What is missing, when numbers do not tell it. */
  readonly missing: string;
  after: string | null;
  before: string | null;
}

export function inWords(fault: DraftFault, segment: string): Fault {
  const { line, seq, numbers, after, before } = fault;
  const problem = `${fault.problem.charAt(0).toUpperCase()}${fault.problem.slice(1)}.`;
  const what = numbers === null ? fault.missing : numbersInWords(numbers);
  const missing = `Missing or untrue: ${what}${timesInWords(after, before)}.`;
  return { segment, line, seq, problem, missing, numbers, after, before };
}

/** Numbers between two records of a chain that does not hold; null when there is no room for any. */
export function numbersBetween(last: number, next: number): Fault['numbers'] {
  return next - last > 1 ? { first: last + 1, last: next - 1 } : null;
}

function numbersInWords({ first, last }: NonNullable<Fault['numbers']>): string {
  return first === last ? `record ${first}` : `records ${first} to ${last} (${last - first + 1})`;
}

function timesInWords(after: string | null, before: string | null): string {
  if (after !== null && before !== null) return `, written between ${after} and ${before}`;
  if (after !== null) return `, written after ${after}`;
  return before === null ? '' : `, written before ${before}`;
}

/** Files that are not there, from one number to another. */
export function missingSegments(first: number, last: number): DraftFault {
  const one = first === last;
  const names = one ? segmentName(first) : `${segmentName(first)} to ${segmentName(last)}`;
  return {
    line: 0,
    seq: null,
    problem: `segment file${one ? '' : 's'} ${names} ${one ? 'is' : 'are'} not there`,
    missing: `all records of the missing file${one ? '' : 's'}`,
    numbers: null,
    after: null,
    before: null,
  };
}

export function placeInWords({ seq, segment }: Omit<RecordPlace, 'hash'>): string {
  return `record ${seq} of segment ${segment}`;
}
