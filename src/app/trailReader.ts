import type { AuditRecord, RepeatDraft } from '../core/audit/record.ts';
import type { AuditTrail } from '../ports/auditTrail.ts';

/** Reads a trail that others write, a bit at a time. */
export interface TrailReader {
  /**
   * The records that came since the last time, oldest first; the first time, the newest ones that there are.
   *
   * @throws AuditError
   */
  readonly next: () => NewRecords;
}

export interface NewRecords {
  readonly records: readonly AuditRecord[];
  /** More came than is ever read at once: the oldest of them are not here. */
  readonly missed: boolean;
  /** Denials that came again since they were recorded, as far as no record tells of it yet. */
  readonly untold: readonly Repeat[];
}

/** That a denial came again: how often in all, and when last. */
export type Repeat = Pick<RepeatDraft, 'of' | 'count' | 'to'>;

export interface TrailReaderOptions {
  /** How many records the first look gives; 300 if not given. */
  readonly first?: number;
  /** How many new records are read at most in one look; 2,000 if not given. */
  readonly most?: number;
  /** The counts that no record tells of yet. */
  readonly untold?: () => readonly Repeat[];
}

/** One look usually finds a handful. */
const usual = 16;

/** Follows a trail through its port: what was read before is known by its hash. */
export function createTrailReader(
  trail: Pick<AuditTrail, 'last'>,
  { first = 300, most = 2000, untold = () => [] }: TrailReaderOptions = {},
): TrailReader {
  let known: ReadonlySet<string> | null = null;
  return {
    next: () => {
      if (known === null) {
        const records = trail.last(first);
        known = hashesOf(records);
        return { records, missed: false, untold: untold() };
      }
      for (let count = Math.min(usual, most); ; count = Math.min(count * 8, most)) {
        const newest = trail.last(count);
        const place = newest.findIndex(({ hash }) => known?.has(hash) === true);
        const reached = place !== -1 || newest.length < count;
        if (!reached && count < most) continue;
        // What stands before the first known record is older than that one, and no news.
        const records = newest.slice(Math.max(0, place)).filter(({ hash }) => !known?.has(hash));
        known = added(known, records, most);
        return { records, missed: !reached, untold: untold() };
      }
    },
  };
}

function hashesOf(records: readonly AuditRecord[]): ReadonlySet<string> {
  return new Set(records.map(({ hash }) => hash));
}

/** Keeps the newest ones: an old hash is never asked for again. */
function added(
  known: ReadonlySet<string>,
  fresh: readonly AuditRecord[],
  most: number,
): ReadonlySet<string> {
  if (fresh.length === 0) return known;
  const all = [...known, ...hashesOf(fresh)];
  return new Set(all.slice(-2 * most));
}
