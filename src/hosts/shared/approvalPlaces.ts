import type { ApprovalPlaces } from '../../adapters/approvals/approvalFiles.ts';

/** Where approvals and the keys that they are checked by lie in Pinfold's state. */
export function approvalPlacesOf(state: string): ApprovalPlaces {
  return { approvals: `${state}/approvals`, keys: `${state}/keys` };
}
