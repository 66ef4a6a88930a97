import { opendirSync, unlinkSync } from 'node:fs';
import type { Grant, Pause } from '../../core/approvals/approval.ts';
import { endOf } from '../../core/approvals/inForce.ts';
import { approvalFolders, grantsFor, pauseOf, type Sha256 } from '../../core/approvals/places.ts';
import { utcTime } from '../../core/audit/utcTime.ts';
import type { ApprovalList, ListedApproval } from '../../ports/approvalList.ts';
import type { Tampering } from '../../core/approvals/tampering.ts';
import { type ApprovalPlaces, readApproval } from './approvalFiles.ts';
import { makeMark, readMark } from './marks.ts';

/** More than a person grants in a day; whoever fills the folders with more hides nothing that would count. */
const mostFiles = 5_000;

/** The grants and pauses that lie in an installation's state. */
export function createApprovalList(places: ApprovalPlaces, sha256: Sha256): ApprovalList {
  const { approvals, keys } = places;
  const used = `${approvals}/${approvalFolders.used}`;
  const placeOf = (approval: Grant | Pause): string =>
    approval.kind === 'pause' ? pauseOf(approval.root, sha256) : grantsFor(approval.target, sha256);
  const all = (): ReturnType<ApprovalList['all']> => {
    const found: (ListedApproval | Tampering)[] = [];
    let left = mostFiles;
    const names = (path: string): readonly string[] => {
      const some = namesIn(path, left);
      if (some === null) found.push({ what: 'grant', path, why: 'is no folder' });
      left -= some?.length ?? 1;
      return some ?? [];
    };
    const grants = `${approvals}/${approvalFolders.grants}`;
    for (const folder of names(grants)) {
      for (const name of names(`${grants}/${folder}`)) {
        const path = `${grants}/${folder}/${name}`;
        const fits = (grant: Grant): boolean =>
          placeOf(grant) === `${approvalFolders.grants}/${folder}`;
        const read = readApproval(path, 'grant', keys, { fits, name });
        if (read !== null) found.push(listed(read));
      }
    }
    const pauses = `${approvals}/${approvalFolders.pauses}`;
    for (const name of names(pauses)) {
      const fits = (pause: Pause): boolean =>
        placeOf(pause) === `${approvalFolders.pauses}/${name}`;
      const read = readApproval(`${pauses}/${name}`, 'pause', keys, { fits });
      if (read !== null) found.push(listed(read));
    }
    return {
      approvals: found.filter((each): each is ListedApproval => 'approval' in each),
      ignored: found.filter((each): each is Tampering => 'why' in each),
      complete: left > 0,
    };
  };
  const listed = (
    read: Tampering | { readonly approval: Grant | Pause; readonly path: string },
  ): ListedApproval | Tampering =>
    'why' in read ? read : { ...read, mark: readMark(used, read.approval.nonce) };

  return {
    all,
    revoke({ approval, path, mark }, now) {
      if (mark === null) {
        const until = utcTime(endOf(approval));
        const text = {
          why: 'revoked',
          call: null,
          at: now,
          until,
          place: placeOf(approval),
        } as const;
        const made = makeMark(used, approval.nonce, text);
        if (!made && readMark(used, approval.nonce) === null) {
          unlinkSync(path);
          throw new Error(
            `${path} is removed, but ${used} cannot be written: a copy of it would hold.`,
          );
        }
      }
      unlinkSync(path);
    },
  };
}

/** Null where something else than a folder stands. */
function namesIn(folder: string, limit: number): readonly string[] | null {
  const names: string[] = [];
  try {
    const directory = opendirSync(folder);
    try {
      while (names.length < limit) {
        const entry = directory.readSync();
        if (entry === null) break;
        if (!entry.name.endsWith('.new')) names.push(entry.name);
      }
    } finally {
      directory.closeSync();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return null;
    if (code !== 'ENOENT') throw error;
  }
  return names.toSorted();
}
