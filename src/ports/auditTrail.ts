import type { AuditRecord, EventDraft } from '../core/audit/record.ts';

/**
 * The append-only memory of what agents did. Synchronous: the hook is a one-shot program, and no answer leaves it
 * before its record is written.
 */
export interface AuditTrail {
  /**
   * Links, hashes and writes one record; returns it as written. A denial that is the same as one of the last minute may
   * be counted instead: then null. When this throws, nothing was promised: the caller must deny.
   * @throws AuditError
   */
  append(draft: EventDraft): AuditRecord | null;
  /**
   * The newest `count` records, oldest first. Lines that are no records are passed over; verification names them.
   * @throws AuditError
   */
  last(count: number): readonly AuditRecord[];
  /**
   * The newest record that fits, looking at no more than `limit` records (2000 if not given), or null.
   * @throws AuditError
   */
  find(fits: (record: AuditRecord) => boolean, limit?: number): AuditRecord | null;
}

export type AuditErrorCode =
  /** Another program held the lock all the time. */
  | 'PF-AUDIT-BUSY'
  /** No space, quota or file size left. */
  | 'PF-AUDIT-FULL'
  /** Not allowed to write there, or mounted read-only. */
  | 'PF-AUDIT-READONLY'
  /** Something that is not a plain file or folder stands where the trail belongs. */
  | 'PF-AUDIT-PLACE'
  /** A later version of Pinfold wrote its newest record. */
  | 'PF-STATE-NEWER'
  /** Anything else, e.g. an I/O error. */
  | 'PF-AUDIT-FAILED';

/** The trail could not be written or read. The message says where and what to do. */
export class AuditError extends Error {
  readonly code: AuditErrorCode;
  readonly path: string;
  /** What a person can do about it. */
  readonly remedy: string;
  constructor(code: AuditErrorCode, path: string, remedy: string, options?: ErrorOptions) {
    super(`${code}: the audit trail at ${path} cannot be used. ${remedy}`, options);
    this.name = 'AuditError';
    this.code = code;
    this.path = path;
    this.remedy = remedy;
  }
}
