import { isMissing } from '../../adapters/approvals/smallFile.ts';
import { createJsonlTrail } from '../../adapters/audit/jsonlTrail.ts';
import { approvalPlacesOf } from './approvalPlaces.ts';
import type { AuditRecord, TamperedThing } from '../../core/audit/record.ts';
import { AuditError } from '../../ports/auditTrail.ts';
import type { ApprovalState } from '../../ports/installation.ts';
import { createApprovalList } from '../../adapters/approvals/listApprovals.ts';
import { keyFaults, publicKeyIds } from '../../adapters/approvals/publicKeys.ts';
import { sha256Hex } from '../../adapters/digest/sha256.ts';
import { type GrantList, grantRow } from '../../core/present/grants.ts';
import type { ApprovalList } from '../../ports/approvalList.ts';

/** The grants and pauses of an installation. @param state Pinfold's state folder */
export function approvalListOf(state: string): ApprovalList {
  return createApprovalList(approvalPlacesOf(state), sha256Hex);
}

/** What lies there: keys, approvals, and what is neither. @param now milliseconds since the epoch */
export function grantListOf(state: string, now: number): GrantList {
  const { approvals, ignored, complete } = approvalListOf(state).all();
  const { keys } = approvalPlacesOf(state);
  return {
    keys: publicKeyIds(keys),
    approvals: approvals.map(({ approval, path, mark }) =>
      grantRow(approval, path, mark?.why ?? null, now),
    ),
    ignored: [...keyFaults(keys).map((each) => ({ what: 'key', ...each })), ...ignored],
    complete,
  };
}

/** Records that are looked at for what was tampered with. */
const recent = 2_000;

/**
 * What approvals rest on: keys, and what lies there and is not the editor's. Of grants, pauses and keys that is seen by
 * looking; of everything else the trail tells, and it counts as long as the file lies there.
 */
export function approvalStateOf(places: {
  readonly state: string;
  readonly audit: string;
}): ApprovalState {
  const { state, audit } = places;
  return {
    keys: () => publicKeyIds(approvalPlacesOf(state).keys),
    ignored() {
      const now = Date.now();
      const seen = grantListOf(state, now).ignored;
      const told = newest(audit)
        .flatMap((record) => (record.kind === 'tampering' ? [record] : []))
        .filter(({ what, path }) => !lookedAt.has(what) && !isMissing(path))
        .map(({ path, why }) => ({ path, why }));
      const known = new Set<string>();
      return [...seen, ...told].filter(({ path }) => !known.has(path) && known.add(path));
    },
  };
}

/** A trail that cannot be read says so where it is asked for; here it says nothing. */
function newest(directory: string): readonly AuditRecord[] {
  try {
    return createJsonlTrail({ directory, sha256: sha256Hex, now: Date.now }).last(recent);
  } catch (error) {
    if (error instanceof AuditError) return [];
    throw error;
  }
}

/** Of these it is seen whether they are in order; that they once were not says nothing about now. */
const lookedAt: ReadonlySet<TamperedThing> = new Set([
  'grant',
  'pause',
  'key',
  'hooks',
  'launcher',
  'program',
  'policy-index',
]);
