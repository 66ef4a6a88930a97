import type { GrantTarget } from './approval.ts';
import { canonicalJson } from '../audit/canonicalJson.ts';

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export type Sha256 = (text: string) => string;

/**
 * Where approvals lie below `<state>/approvals`: under names that a hook can compute, so that looking for one is looking
 * for exactly one name.
 */
export const approvalFolders = {
  grants: 'grants',
  pauses: 'pauses',
  /** `pins/<SHA-256 of the path>/<digest>.json`, and the content that was approved beside each as `<digest>.jsonc`. */
  pins: 'pins',
  /** `used/<nonce>`: the marks of what is used up or taken back. */
  used: 'used',
  /** `told/<digest>`: what lay there and was recorded as tampering. */
  told: 'told',
} as const;

/** The folder that holds the grants for a target, each as `<nonce>.json`. */
export function grantsFor(target: GrantTarget, sha256: Sha256): string {
  return `${approvalFolders.grants}/${sha256(canonicalJson(target))}`;
}

/** The folder that holds the pins of a file. @param path canonical */
export function pinsOf(path: string, sha256: Sha256): string {
  return `${approvalFolders.pins}/${sha256(path)}`;
}

/** The pause of a root. @param root canonical */
export function pauseOf(root: string, sha256: Sha256): string {
  return `${approvalFolders.pauses}/${sha256(root)}.json`;
}
