import { canonicalMembers } from './canonicalJson.ts';
import type { AuditRecord, Link, RecordDraft } from './record.ts';
import { shorten } from './shorten.ts';

/** SHA-256 of bytes or of a text's UTF-8 form, as lower-case hex. Handed in: core computes no digests itself. */
export type Sha256 = (data: string | Uint8Array) => string;

/**
 * Records that one write may hold, and so the numbers that are left free for a writer whom nobody waits for: the start
 * of a segment or a seal, counts of repeated denials, the record itself.
 */
export const mostInOneWrite = 8;

/** Where a new record goes: right after another one. */
export interface Position {
  readonly seq: number;
  readonly segment: string;
  readonly prev: string;
  readonly at: string;
}

export interface ChainedRecord {
  readonly record: AuditRecord;
  /** The record as its line in the file: canonical JSON, no line feed. */
  readonly line: string;
}

/** Shortens a draft, links it to the record before and hashes it. */
export function chainRecord(draft: RecordDraft, position: Position, sha256: Sha256): ChainedRecord {
  const { draft: short, count } = shorten(draft);
  const unhashed: RecordDraft & Omit<Link, 'hash'> = {
    ...short,
    version: 1,
    ...position,
    ...(count > 0 && { shortened: count }),
  };
  const members = canonicalMembers(unhashed);
  const hash = sha256(braced(members.values()));
  const line = braced([...members.values(), `"hash":"${hash}"`].toSorted(byText));
  return { record: { ...unhashed, hash }, line };
}

/** The hash that a record should carry, computed anew from everything else that it says. */
export function hashOf(record: object, sha256: Sha256): string {
  const members = canonicalMembers(record);
  members.delete('hash');
  return sha256(braced(members.values()));
}

function braced(members: Iterable<string>): string {
  return `{${[...members].join(',')}}`;
}

// Names here are ASCII words without quotes, so comparing `"name":…` compares the names: `"` sorts before letters.
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
