import { createPins, keepPin } from '../../adapters/approvals/pinFiles.ts';
import { sha256Hex } from '../../adapters/digest/sha256.ts';
import {
  approve,
  type PendingApproval,
  pendingApprovals,
  type SignPin,
} from '../../app/policy/pendingApprovals.ts';
import { approvalPlacesOf } from './approvalPlaces.ts';
import { compileInput, type PolicyAccessOptions } from './policyAccess.ts';

/** What the editor does about policies that wait for a person. No command of `pinfold` does. */
export interface PolicyApprovals {
  /** @param root canonical; null for what holds outside every workspace */
  pending(root: string | null): readonly PendingApproval[];
  /** @throws PinsError, with nothing approved */
  approve(pending: PendingApproval): void;
}

export function createPolicyApprovals(
  access: Omit<PolicyAccessOptions, 'loadCompiler'>,
  now: () => number,
  sign: SignPin,
): PolicyApprovals {
  const places = approvalPlacesOf(access.places.state);
  const pins = createPins(places, sha256Hex, now);
  return {
    pending: (root) => pendingApprovals({ ...compileInput(root, access), pins }, access.files),
    approve: (pending) =>
      approve(pending, sign, (pin, text) => keepPin(places, sha256Hex, pin, text)),
  };
}
