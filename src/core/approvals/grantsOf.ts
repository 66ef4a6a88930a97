import type { Grant, GrantTarget } from './approval.ts';
import { grantTargetOf } from './grantTarget.ts';
import { longest } from './inForce.ts';
import { canonicalJson } from '../audit/canonicalJson.ts';
import { utcTime } from '../audit/utcTime.ts';
import type { Sha256 } from './places.ts';
import type { ApprovalRequest } from './request.ts';

/** A hook looks for no more than so many grants for one call. */
const mostTargets = 32;

/**
 * What a person must grant so that this call is not asked about again: one target for each question. It is found in what
 * the person saw, so that nobody can put another target beside it.
 *
 * @returns empty when no grant can answer the call: then a yes is for this call alone
 */
export function grantTargets(request: ApprovalRequest, sha256: Sha256): readonly GrantTarget[] {
  const { facts, asking } = request;
  const { action } = request.call;
  const targets = new Map<string, GrantTarget>();
  for (const position of asking) {
    const effect = facts.effects[position];
    const target = effect === undefined ? null : grantTargetOf(effect, { action, facts }, sha256);
    if (target === null) return [];
    targets.set(canonicalJson(target), target);
  }
  return targets.size > mostTargets ? [] : [...targets.values()];
}

/** A grant before it is signed. @param now milliseconds since the epoch @param nonce never used before */
export function unsignedGrant(
  target: GrantTarget,
  scope: 'minutes' | 'session',
  by: { readonly key: string; readonly nonce: string; readonly now: number },
): Omit<Grant, 'signature'> {
  const { key, nonce, now } = by;
  return {
    format: 1,
    kind: 'grant',
    key,
    nonce,
    issuedAt: utcTime(now),
    target,
    scope,
    callId: null,
    until: utcTime(now + longest[scope]),
  };
}
