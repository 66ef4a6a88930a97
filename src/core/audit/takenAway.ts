import type { AuditRecord } from './record.ts';

/** The event of the records that tell of a fence being taken down. */
export const unprotectEvent = 'unprotect';

/** What such a record notes about an agent whose hooks went. @param agent adapter id */
export function takenAwayNote(agent: string): string {
  return `took the fence of ${agent} away`;
}

/** True for a record that tells of an agent's hooks being taken away by `pinfold unprotect`. */
export function tellsTakenAway(record: AuditRecord, agent: string): boolean {
  return (
    record.kind === 'lifecycle' &&
    record.event === unprotectEvent &&
    record.notes?.includes(takenAwayNote(agent)) === true
  );
}
