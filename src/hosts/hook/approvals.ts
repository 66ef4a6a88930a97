import { isMissing } from '../../adapters/approvals/smallFile.ts';
import { sha256Hex } from '../../adapters/digest/sha256.ts';
import { approvalNames } from '../../app/approvals/approvalNames.ts';
import type { Guarded } from '../../app/guardAction.ts';
import type { Action } from '../../core/actions/action.ts';
import type { EventDraft, Origin } from '../../core/audit/record.ts';
import type { Policy } from '../../core/policy/decide.ts';
import type { Tampering } from '../../core/approvals/tampering.ts';
import type { Approvals } from '../../ports/approvals.ts';
import { AuditError, type AuditTrail } from '../../ports/auditTrail.ts';
import { approvalPlacesOf } from '../shared/approvalPlaces.ts';
import type { approving } from './approving.ts';

export type Approving = typeof approving;

export interface ApprovalSearch {
  /** Pinfold's state folder. */
  readonly state: string;
  readonly policy: Policy;
  /** Canonical root of the session, or null. */
  readonly root: string | null;
  readonly trail: AuditTrail;
  readonly origin: Origin;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly loadApproving: () => Approving;
}

export interface ApprovedCall {
  readonly guarded: Guarded;
  /** Writes the record of the decision; nothing may be answered before. @throws AuditError */
  readonly record: (draft: EventDraft) => void;
}

/**
 * Looks whether a person allowed a call that is stopped, and tells the trail what lies there and is not a person's.
 * Where nothing lies, which is nearly always, this is two names to look up, and none for a call that is allowed.
 */
export function withApprovals(
  action: Action,
  guarded: Guarded,
  search: ApprovalSearch,
): ApprovedCall {
  const { state, policy, root, trail, origin, now } = search;
  const asItIs = { guarded, record: (draft: EventDraft) => void trail.append(draft) };
  const folder = `${state}/approvals`;
  if (guarded.decision.verdict === 'allow' || isMissing(folder)) return asItIs;
  const names = approvalNames(action, guarded, policy, root, sha256Hex);
  if (names.every((name) => isMissing(`${folder}/${name}`))) return asItIs;

  const { applyApprovals, createApprovalFiles } = search.loadApproving();
  const approvals = createApprovalFiles(approvalPlacesOf(state), sha256Hex);
  const approved = applyApprovals(action, guarded, {
    approvals,
    policy,
    root,
    sha256: sha256Hex,
    now,
    usedInTrail: ({ nonce, issuedAt }, exceptCall) => wasUsed(trail, nonce, issuedAt, exceptCall),
  });
  tell(approved.suspicions, approvals, trail, origin);
  if (approved.spent.length === 0) return { ...asItIs, guarded: approved.guarded };
  const record = (draft: EventDraft): void => {
    recordOrSayLost(trail, draft);
    approvals.tidy(now);
  };
  return { guarded: approved.guarded, record };
}

/** Tells the trail of what was met in the place of approvals when a policy was compiled. */
export function tellTampering(
  tampering: readonly Tampering[],
  { state, trail, origin, loadApproving }: Omit<ApprovalSearch, 'policy' | 'root' | 'now'>,
): void {
  if (tampering.length === 0) return;
  const approvals = loadApproving().createApprovalFiles(approvalPlacesOf(state), sha256Hex);
  tell(tampering, approvals, trail, origin);
}

function tell(
  suspicions: readonly Tampering[],
  approvals: Approvals,
  trail: AuditTrail,
  origin: Origin,
): void {
  const untold = approvals.untold(suspicions).slice(0, mostTold);
  for (const each of untold) trail.append({ kind: 'tampering', ...origin, ...each });
  approvals.markTold(untold);
}

/** Records about one call; the others are told at the next one. */
const mostTold = 16;

/** The clock may have been set back a little between the grant and what happened before it. Milliseconds. */
const margin = 120_000;

/** Nobody makes more calls in the time that a grant for one call holds; reading them takes a second. */
const mostRecords = 20_000;

/** Whether a record, not older than the grant, tells of another call that this grant let pass. */
function wasUsed(
  trail: AuditTrail,
  nonce: string,
  issuedAt: string,
  exceptCall: string | null,
): boolean {
  const oldest = Date.parse(issuedAt) - margin;
  const found = trail.find(
    (record) =>
      Date.parse(record.at) < oldest ||
      (record.kind === 'decision' &&
        record.decision.verdict === 'allow' &&
        (exceptCall === null || record.callId !== exceptCall) &&
        record.facts.granted?.some((given) => given.nonce === nonce) === true),
    mostRecords,
  );
  return found !== null && Date.parse(found.at) >= oldest;
}

/** A yes for one call is used up before the record is written: who reads the refusal must know. */
function recordOrSayLost(trail: AuditTrail, draft: EventDraft): void {
  try {
    trail.append(draft);
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    const remedy = `${error.remedy} The yes that a person gave for this call is used up: ask once more.`;
    throw new AuditError(error.code, error.path, remedy, { cause: error });
  }
}
