import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import type { AuditRecord, EventDraft } from '../../core/audit/record.ts';
import type { AuditTrail } from '../../ports/auditTrail.ts';
import { appendRecord, type AppendOptions } from './appendRecord.ts';
import { asAuditError, busy } from './auditFailure.ts';
import { acquireLock } from './lock.ts';
import { recordsFromEnd } from './segments.ts';

export interface JsonlTrailOptions extends AppendOptions {
  /** How long to wait for other writers, in milliseconds; 4000 if not given. */
  readonly waitMs?: number;
}

/**
 * The audit trail as JSON lines in `<directory>/NNNNNN.jsonl`, format in `docs/audit.md`.
 * Nothing is ever rewritten or truncated: an interrupted write is sealed, and after damage a new segment begins.
 * Records reach the operating system before `append` returns, but are not forced to the disk.
 */
export function createJsonlTrail(options: JsonlTrailOptions): AuditTrail {
  const { directory } = options;
  const guarded = <T>(use: () => T): T => {
    try {
      return use();
    } catch (error) {
      throw asAuditError(error, directory);
    }
  };
  return {
    append: (draft) => guarded(() => append(draft, options)),
    last: (count) => guarded(() => newest(directory, count)),
    find: (fits, limit = 2000) => guarded(() => findNewest(directory, fits, limit)),
  };
}

function append(draft: EventDraft, options: JsonlTrailOptions): AuditRecord {
  const { directory, waitMs = 4000 } = options;
  makePrivate(directory);
  const lock = acquireLock(`${directory}/lock`, waitMs);
  if (lock === null) throw busy(directory);
  try {
    return appendRecord(draft, options, lock);
  } finally {
    lock.release();
  }
}

/** The folder exists, is a folder and not a link to one elsewhere, and only its owner may enter it. */
function makePrivate(directory: string): void {
  const stat = lstatSync(directory, { throwIfNoEntry: false });
  if (stat === undefined) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return;
  }
  if (!stat.isDirectory()) {
    throw Object.assign(new Error(`not a folder: ${directory}`), { code: 'ENOTDIR' });
  }
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) chmodSync(directory, 0o700);
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
