import type { Sha256 } from '../../core/audit/chain.ts';
import type { AuditRecord } from '../../core/audit/record.ts';
import type { AuditTrail } from '../../ports/auditTrail.ts';
import { append, type AppendOptions } from './append.ts';
import { asAuditError } from './auditFailure.ts';
import { recordsFromEnd } from './segments.ts';

export interface JsonlTrailOptions {
  /** Absolute path of the folder of segments, usually `<state>/audit`; made when missing. */
  readonly directory: string;
  readonly sha256: Sha256;
  /** Milliseconds since the epoch; the system's clock if not given. */
  readonly now?: () => number;
  /** How long to wait in all while others get on, in milliseconds; 4000 if not given. */
  readonly waitMs?: number;
  /** How long to wait for one who does not get on, in milliseconds; 200 if not given. */
  readonly stallMs?: number;
  /** Bytes after which a segment is followed by a new one; 8 MB if not given. */
  readonly segmentBytes?: number;
}

/**
 * The audit trail as JSON lines in `<directory>/NNNNNN.jsonl`, format in `docs/audit.md`.
 * Nothing is ever rewritten or truncated: an interrupted write is sealed, and after damage, or past a writer that does
 * not get on, a new segment begins. Records reach the operating system before `append` returns, but are not forced to the disk.
 */
export function createJsonlTrail(options: JsonlTrailOptions): AuditTrail {
  const { directory } = options;
  const appending = withDefaults(options);
  const guarded = <T>(use: () => T): T => {
    try {
      return use();
    } catch (error) {
      throw asAuditError(error, directory);
    }
  };
  return {
    append: (draft) => guarded(() => append(draft, appending)),
    last: (count) => guarded(() => newest(directory, count)),
    find: (fits, limit = 2000) => guarded(() => findNewest(directory, fits, limit)),
  };
}

/** All that an append needs to know. */
export function withDefaults(options: JsonlTrailOptions): AppendOptions {
  return { now: Date.now, waitMs: 4000, stallMs: 200, segmentBytes: 8 * 1024 * 1024, ...options };
}

function newest(directory: string, count: number): AuditRecord[] {
  const records: AuditRecord[] = [];
  if (count <= 0) return records;
  for (const record of recordsFromEnd(directory)) {
    records.push(record);
    if (records.length >= count) break;
  }
  return records.toReversed();
}

function findNewest(
  directory: string,
  fits: (record: AuditRecord) => boolean,
  limit: number,
): AuditRecord | null {
  let seen = 0;
  for (const record of recordsFromEnd(directory)) {
    if (seen >= limit) return null;
    seen++;
    if (fits(record)) return record;
  }
  return null;
}
