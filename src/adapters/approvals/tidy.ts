import { opendirSync, rmdirSync, unlinkSync } from 'node:fs';
import type { Grant, Pause } from '../../core/approvals/approval.ts';
import { endOf } from '../../core/approvals/inForce.ts';
import { parseApproval } from '../../core/approvals/parseApproval.ts';
import { approvalFolders } from '../../core/approvals/places.ts';
import { readMarkText } from './marks.ts';
import { isMissing, readSmallFile } from './smallFile.ts';

/** Names that are looked at in all; what is left is for the next time. */
const mostNames = 400;

/** A clock may be set back: what ended is kept for a day longer. Milliseconds. */
const day = 86_400_000;

/**
 * Removes grants and pauses that ended a day ago, and then the marks of such: as long as an approval lies there, so does
 * its mark, whatever the clock says. What is no approval stays: it is evidence.
 */
export function tidyApprovals(approvals: string, now: number): void {
  let left = mostNames;
  const namesIn = (folder: string): readonly string[] => {
    const names = firstNames(folder, left);
    left -= names.length;
    return names;
  };
  const grants = `${approvals}/${approvalFolders.grants}`;
  for (const folder of namesIn(grants)) {
    for (const name of namesIn(`${grants}/${folder}`))
      removeEnded(`${grants}/${folder}/${name}`, now);
    // Fails, as it should, while something lies in it.
    quietly(() => rmdirSync(`${grants}/${folder}`));
  }
  const pauses = `${approvals}/${approvalFolders.pauses}`;
  for (const name of namesIn(pauses)) removeEnded(`${pauses}/${name}`, now);
  const used = `${approvals}/${approvalFolders.used}`;
  for (const name of namesIn(used)) removeMark(approvals, `${used}/${name}`, now);
  const told = `${approvals}/${approvalFolders.told}`;
  for (const name of namesIn(told)) {
    const about = readSmallFile(`${told}/${name}`, 8192);
    if (about.kind === 'text' && isMissing(about.text))
      quietly(() => unlinkSync(`${told}/${name}`));
  }
}

function removeEnded(path: string, now: number): void {
  const file = readSmallFile(path, 16_384);
  const approval = file.kind === 'text' ? parseApproval(file.text) : null;
  if (approval?.kind !== 'grant' && approval?.kind !== 'pause') return;
  if (now > endOf(approval satisfies Grant | Pause) + day) quietly(() => unlinkSync(path));
}

function removeMark(approvals: string, path: string, now: number): void {
  const mark = readMarkText(path);
  if (mark === null || !(now > Date.parse(mark.until) + day)) return;
  const nonce = path.slice(path.lastIndexOf('/') + 1);
  const place = `${approvals}/${mark.place}`;
  const approval = place.endsWith('.json') ? place : `${place}/${nonce}.json`;
  if (isMissing(approval)) quietly(() => unlinkSync(path));
}

/** The first names in a folder, in no order; none where there is no folder. */
function firstNames(folder: string, most: number): readonly string[] {
  const names: string[] = [];
  quietly(() => {
    const directory = opendirSync(folder);
    try {
      while (names.length < most) {
        const entry = directory.readSync();
        if (entry === null) break;
        names.push(entry.name);
      }
    } finally {
      directory.closeSync();
    }
  });
  return names;
}

/** What cannot be tidied now is tidied another time. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Somebody else was first, or nothing may be written.
  }
}
