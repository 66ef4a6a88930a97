import { canonicalJson } from './canonicalJson.ts';
import { hashOf, type Sha256 } from './chain.ts';
import { parseRecord, unknownVersion } from './parseRecord.ts';
import { noHash, type AuditRecord } from './record.ts';

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
}

export type Verification =
  | {
      readonly ok: true;
      readonly records: number;
      readonly segments: number;
      /** Interrupted writes that a later record accounts for. */
      readonly sealed: number;
      /** Hash of the last record: write it down elsewhere to notice a cut-off end later. */
      readonly head: string;
    }
  | { readonly ok: false; readonly first: Fault; readonly faults: readonly Fault[] };

/**
 * Checks a whole trail, segments in order, oldest first. After a fault it goes on with the next segment, so
 * `faults` holds at most one fault of each segment (and one for each missing segment); `first` is the oldest.
 *
 * What it cannot see: that the newest records were cut off cleanly, or that everything was written anew.
 */
export function verifyTrail(segments: Iterable<TrailSegment>, sha256: Sha256): Verification {
  const faults: Fault[] = [];
  const progress: Progress = { last: null, records: 0, sealed: 0, segments: 0, faulty: false };
  let expected = 1;
  for (const segment of segments) {
    const gap = missingSegments(expected, Number(segment.name));
    if (gap !== null) faults.push(inWords(gap, segmentName(expected)));
    progress.faulty ||= gap !== null;
    const fault = verifySegment(segment, progress, sha256);
    if (fault !== null) faults.push(inWords(fault, segment.name));
    progress.faulty = fault !== null;
    progress.segments++;
    expected = Number(segment.name) + 1;
  }
  const [first] = faults;
  if (first !== undefined) return { ok: false, first, faults };
  const { records, sealed, last } = progress;
  return { ok: true, records, sealed, segments: progress.segments, head: last?.hash ?? noHash };
}

/** File name, without extension, of the n-th segment. */
export function segmentName(number: number): string {
  return String(number).padStart(6, '0');
}

interface Progress {
  /** The last line that reads as a record. */
  last: AuditRecord | null;
  records: number;
  sealed: number;
  segments: number;
  /** The previous segment has a fault. */
  faulty: boolean;
}

type FaultInside = Omit<Fault, 'segment'>;

/** Inside this module, problems and what is missing are fragments. */
function inWords(fault: FaultInside, segment: string): Fault {
  const problem = `${fault.problem.charAt(0).toUpperCase()}${fault.problem.slice(1)}.`;
  return { ...fault, segment, problem, missing: `Missing or untrue: ${fault.missing}.` };
}

function missingSegments(expected: number, found: number): FaultInside | null {
  if (found === expected) return null;
  const one = found === expected + 1;
  const names = one
    ? segmentName(expected)
    : `${segmentName(expected)} to ${segmentName(found - 1)}`;
  return {
    line: 0,
    seq: null,
    problem: `segment file${one ? '' : 's'} ${names} ${one ? 'is' : 'are'} not there`,
    missing: 'all records of the missing files',
  };
}

function verifySegment(
  segment: TrailSegment,
  progress: Progress,
  sha256: Sha256,
): FaultInside | null {
  let fault: FaultInside | null = null;
  let torn: TrailLine | null = null;
  for (const [index, line] of segment.lines.entries()) {
    const isLast = index === segment.lines.length - 1;
    const record = typeof line === 'string' ? parseRecord(line) : null;
    const place: Place = { line: index + 1, isFirst: index === 0, segment: segment.name };
    if (record === null) {
      // It may be an interrupted write; only a seal right after it can say so.
      if (torn !== null) fault ??= unreadable(torn, place.line - 1);
      torn = line;
      if (isLast) fault ??= segment.terminated ? unreadable(line, place.line) : interrupted(place);
      continue;
    }
    fault ??= torn === null ? null : faultOfTorn(torn, record, place, sha256);
    fault ??= faultOfRecord(record, line, place, progress, sha256);
    if (fault === null && record.kind === 'seal') {
      if (torn === null) fault = sealWithoutTorn(record, place);
      else progress.sealed++;
    }
    torn = null;
    progress.last = record;
    progress.records++;
  }
  return fault;
}

interface Place {
  readonly line: number;
  readonly isFirst: boolean;
  readonly segment: string;
}

function faultOfRecord(
  record: AuditRecord,
  line: TrailLine,
  place: Place,
  progress: Progress,
  sha256: Sha256,
): FaultInside | null {
  const at = { line: place.line, seq: record.seq };
  const untrue = 'what this record said before';
  if (!hasOwnHash(record, sha256)) {
    return { ...at, problem: 'its content does not fit its hash: it was changed', missing: untrue };
  }
  if (canonicalJson(record) !== line) {
    return { ...at, problem: 'it is not in canonical form: it was rewritten', missing: untrue };
  }
  if (record.segment !== place.segment) {
    const problem = `it belongs to segment ${record.segment}: it was copied or the file was renamed`;
    return { ...at, problem, missing: 'the records that were here' };
  }
  if ((record.kind === 'segment') !== place.isFirst) {
    const problem = place.isFirst
      ? 'the file does not begin with the start of a segment'
      : 'a segment starts in the middle of a file';
    return { ...at, problem, missing: 'the records before it' };
  }
  return faultOfLink(record, at, progress);
}

function faultOfLink(
  record: AuditRecord,
  at: { line: number; seq: number },
  { last, faulty }: Progress,
): FaultInside | null {
  if (record.prev !== (last?.hash ?? noHash)) {
    const problem = 'it does not follow the record before it: records were removed, added or moved';
    return { ...at, problem, missing: missingBetween(last?.seq ?? 0, record.seq) };
  }
  if (record.seq !== (last?.seq ?? 0) + 1) {
    const problem = `its number does not follow ${last?.seq ?? 0}`;
    return { ...at, problem, missing: missingBetween(last?.seq ?? 0, record.seq) };
  }
  if (record.kind !== 'segment') return null;
  if (record.previous !== (last?.segment ?? null)) {
    const problem = `it says that it follows segment ${record.previous ?? '(none)'}`;
    return { ...at, problem, missing: 'the records between' };
  }
  if (record.damage !== null && !faulty) {
    const problem = 'it says that the segment before is damaged, but that one is in order now';
    return { ...at, problem, missing: 'the damaged lines of the segment before' };
  }
  return null;
}

function hasOwnHash(record: AuditRecord, sha256: Sha256): boolean {
  try {
    return hashOf(record, sha256) === record.hash;
  } catch {
    // Nested too deeply, or names that no writer of ours produces.
    return false;
  }
}

function faultOfTorn(
  torn: TrailLine,
  next: AuditRecord,
  place: Place,
  sha256: Sha256,
): FaultInside | null {
  if (next.kind !== 'seal') return unreadable(torn, place.line - 1);
  if (sha256(torn) === next.torn.digest) return null;
  const problem = 'it is a sealed interrupted write, but not the one that was sealed';
  return { line: place.line - 1, seq: null, problem, missing: 'the line that was here' };
}

function sealWithoutTorn(record: AuditRecord, place: Place): FaultInside {
  const problem = 'it seals an interrupted write, but there is none before it';
  return { line: place.line, seq: record.seq, problem, missing: 'the interrupted line' };
}

function interrupted(place: Place): FaultInside {
  return {
    line: place.line,
    seq: null,
    problem: 'the last line is cut off: a write was interrupted; the next record will seal it',
    missing: 'at most the one record that was being written',
  };
}

function unreadable(line: TrailLine, number: number): FaultInside {
  const version = typeof line === 'string' ? unknownVersion(line) : null;
  const problem =
    version === null
      ? 'it is not a record, and no seal accounts for it'
      : `it is a record of version ${version}, which this Pinfold does not know`;
  return { line: number, seq: null, problem, missing: 'the record that was here' };
}

function missingBetween(last: number, next: number): string {
  const count = next - last - 1;
  if (count <= 0) return 'unknown: the numbers do not tell how many';
  return count === 1 ? `record ${last + 1}` : `records ${last + 1} to ${next - 1} (${count})`;
}
