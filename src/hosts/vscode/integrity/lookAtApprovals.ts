import { readdirSync } from 'node:fs';
import type { ApprovalPlaces } from '../../../adapters/approvals/approvalFiles.ts';
import { createApprovalList } from '../../../adapters/approvals/listApprovals.ts';
import { publicKeyIds, signatureFault } from '../../../adapters/approvals/publicKeys.ts';
import { readSmallFile } from '../../../adapters/approvals/smallFile.ts';
import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import { parseApproval } from '../../../core/approvals/parseApproval.ts';
import { approvalFolders } from '../../../core/approvals/places.ts';
import type { Observed, SeenApproval } from '../../../core/integrity/observed.ts';

/** Public keys, and what they signed. What nobody signed is the hook's to tell. */
export function lookAtApprovals(places: ApprovalPlaces): Pick<Observed, 'keys' | 'approvals'> {
  const { keys } = places;
  const ids = publicKeyIds(keys);
  const listed = ids.length === 0 ? [] : createApprovalList(places, sha256Hex).all().approvals;
  return {
    keys: ids.map((id) => ({ id, path: `${keys}/${id}.key` })),
    approvals: [
      ...listed.map(({ approval: { kind, nonce, key }, path }) => ({ kind, nonce, key, path })),
      ...(ids.length === 0 ? [] : pins(places)),
    ],
  };
}

/** More than a person approves in a year. */
const mostPins = 5_000;
const longest = 16_384;

function pins({ approvals, keys }: ApprovalPlaces): readonly SeenApproval[] {
  const folder = `${approvals}/${approvalFolders.pins}`;
  const paths = namesIn(folder).flatMap((name) =>
    namesIn(`${folder}/${name}`)
      .filter((each) => each.endsWith('.json'))
      .map((each) => `${folder}/${name}/${each}`),
  );
  return paths.slice(0, mostPins).flatMap((path) => {
    const file = readSmallFile(path, longest);
    const pin = file.kind === 'text' ? parseApproval(file.text) : null;
    if (pin?.kind !== 'pin' || signatureFault(pin, keys) !== null) return [];
    return [{ kind: pin.kind, nonce: pin.nonce, key: pin.key, path }];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
