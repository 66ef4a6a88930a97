import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import type { Grant } from '../../core/approvals/approval.ts';
import { grantsFor } from '../../core/approvals/places.ts';
import { sha256 } from './requestFiles.ts';

/**
 * Puts a grant where a hook looks for it, all or nothing.
 * @param approvals `<state>/approvals`
 */
export function writeGrant(approvals: string, grant: Grant): void {
  const folder = `${approvals}/${grantsFor(grant.target, sha256)}`;
  const path = `${folder}/${grant.nonce}.json`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, JSON.stringify(grant), { mode: 0o600, flag: 'wx' });
  renameSync(`${path}.new`, path);
}
