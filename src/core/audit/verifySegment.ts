import { canonicalJson } from './canonicalJson.ts';
import { hashOf, type Sha256 } from './chain.ts';
import { parseRecord, unknownVersion } from './parseRecord.ts';
import type { AuditRecord } from './record.ts';
import type { DraftFault, TrailLine, TrailSegment } from './verification.ts';
import type { Chain } from './verifyChain.ts';

export interface SegmentChecked {
  /** The first thing that is wrong. */
  readonly fault: DraftFault | null;
  /** The last line is cut off: a fault, unless the next segment accounts for it. Null when there is a fault before it. */
  readonly end: OpenEnd | null;
  /** The first record accounts for an end that the segment before left open. */
  readonly follows: boolean;
}

export interface OpenEnd {
  readonly fault: DraftFault;
  /** The segment holds nothing else. */
  readonly isAll: boolean;
}

/** Checks one segment and moves the chain on. @param open how the segment before ends, if in a line that is cut off */
export function verifySegment(
  segment: TrailSegment,
  chain: Chain,
  open: OpenEnd | null,
  sha256: Sha256,
): SegmentChecked {
  const { lines, terminated } = segment;
  let fault: DraftFault | null = null;
  let end: OpenEnd | null = null;
  let torn: TrailLine | null = null;
  let follows = false;
  const spot = (line: number, record: AuditRecord | null): Spot => ({
    line,
    seq: record?.seq ?? null,
    numbers: null,
    after: chain.last?.at ?? null,
    before: null,
  });
  chain.beginSegment(open !== null);
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    const record = typeof line === 'string' ? parseRecord(line) : null;
    if (record === null) {
      // It may be an interrupted write; only a seal right after it can say so.
      if (torn !== null) fault ??= unreadable(torn, spot(index, null));
      torn = line;
      if (!isLast) continue;
      if (terminated) fault ??= unreadable(line, spot(index + 1, null));
      else if (fault === null)
        end = { fault: interrupted(spot(index + 1, null)), isAll: index === 0 };
      continue;
    }
    if (fault !== null && fault.before === null) fault.before = record.at;
    const here = spot(index + 1, record);
    fault ??= torn === null ? null : faultOfTorn(torn, record, spot(index, null), sha256);
    fault ??= faultOfItself(record, line, here, segment, index === 0, sha256);
    fault ??= chain.faultOfLink(record, here);
    if (record.kind === 'seal' && fault === null) {
      if (torn === null) fault = sealWithoutTorn(here);
      else chain.sealed++;
    }
    torn = null;
    follows ||= index === 0 && fault === null && accountsFor(open, record);
    chain.add(record, fault === null);
  }
  chain.endSegment(fault !== null);
  return { fault, end, follows };
}

/** A writer that was left behind may have been killed in the middle of its line, or right at the beginning of its file. */
function accountsFor(open: OpenEnd | null, start: AuditRecord): boolean {
  return open !== null && start.kind === 'segment' && (open.isAll || start.reserved !== undefined);
}

/** A fault of a place, without what is wrong there. */
type Spot = Omit<DraftFault, 'problem' | 'missing'>;

function faultOfItself(
  record: AuditRecord,
  line: TrailLine,
  at: Spot,
  segment: TrailSegment,
  isFirst: boolean,
  sha256: Sha256,
): DraftFault | null {
  const untrue = 'what this record said before';
  if (!hasOwnHash(record, sha256)) {
    return { ...at, problem: 'its content does not fit its hash: it was changed', missing: untrue };
  }
  if (canonicalJson(record) !== line) {
    return { ...at, problem: 'it is not in canonical form: it was rewritten', missing: untrue };
  }
  if (record.segment !== segment.name) {
    const problem = `it belongs to segment ${record.segment}: it was copied or the file was renamed`;
    return { ...at, problem, missing: 'the records that were here' };
  }
  if ((record.kind === 'segment') !== isFirst) {
    const problem = isFirst
      ? 'the file does not begin with the start of a segment'
      : 'a segment starts in the middle of a file';
    return { ...at, problem, missing: 'the records before it' };
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
  at: Spot,
  sha256: Sha256,
): DraftFault | null {
  if (next.kind !== 'seal') return { ...unreadable(torn, at), before: next.at };
  if (sha256(torn) === next.torn.digest) return null;
  const problem = 'it is a sealed interrupted write, but not the one that was sealed';
  return { ...at, before: next.at, problem, missing: 'the line that was here' };
}

function sealWithoutTorn(at: Spot): DraftFault {
  const problem = 'it seals an interrupted write, but there is none before it';
  return { ...at, problem, missing: 'the interrupted line' };
}

function interrupted(at: Spot): DraftFault {
  return {
    ...at,
    problem: 'the last line is cut off: a write was interrupted; the next record will seal it',
    missing: 'at most the one record that was being written',
  };
}

function unreadable(line: TrailLine, at: Spot): DraftFault {
  const version = typeof line === 'string' ? unknownVersion(line) : null;
  const problem =
    version === null
      ? 'it is not a record, and no seal accounts for it'
      : `it is a record of version ${version}, which this Pinfold does not know`;
  return { ...at, problem, missing: 'the record that was here' };
}
