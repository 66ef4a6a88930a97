import { randomBytes } from 'node:crypto';
import { linkSync, lstatSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import type { Mark } from '../../ports/approvals.ts';
import { isMissing, readSmallFile } from './smallFile.ts';

/**
 * A mark is the file `<used>/<nonce>` with what is below as JSON. It is the name that counts; what stands
 * in it only tells the call that used a grant from others, and when the mark may be removed.
 */
export interface MarkText extends Mark {
  /** When the approval ends, ISO 8601. */
  readonly until: string;
  /** The folder or file of the approval, below `<state>/approvals`. */
  readonly place: string;
}

const longest = 4096;

/**
 * Makes a mark with its text, all or nothing. False when there is one already, or when none can be made.
 * A link, unlike a rename, fails when its name is taken: of many who try at once exactly one succeeds.
 */
export function makeMark(folder: string, nonce: string, text: MarkText): boolean {
  // Programs in two containers may have the same number.
  const temporary = `${folder}/${nonce}.${randomBytes(8).toString('hex')}.new`;
  try {
    makeFolder(folder);
    writeFileSync(temporary, JSON.stringify(text), {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
    try {
      linkSync(temporary, `${folder}/${nonce}`);
      return true;
    } finally {
      unlinkSync(temporary);
    }
  } catch {
    // The name is taken, the disk is full, nothing may be written: in every case the grant does not count.
    return false;
  }
}

/** A folder of our own; @throws Error when a link to one elsewhere stands in its place. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!lstatSync(folder).isDirectory()) throw new Error(`${folder} is no folder`);
}

/** What a mark says; null where there is none. One that says nothing that we know still is a mark. */
export function readMark(folder: string, nonce: string): Mark | null {
  return readMarkText(`${folder}/${nonce}`);
}

/** The same with all that it says. */
export function readMarkText(path: string): MarkText | null {
  const file = readSmallFile(path, longest);
  if (file.kind === 'missing') {
    // A link that leads nowhere is no file, but a name that is taken.
    return isMissing(path) ? null : damaged;
  }
  if (file.kind === 'odd') return damaged;
  try {
    const value = JSON.parse(file.text) as Partial<MarkText> | null;
    return {
      why: value?.why === 'used' ? 'used' : 'revoked',
      call: typeof value?.call === 'string' ? value.call : null,
      at: typeof value?.at === 'number' ? value.at : 0,
      until: typeof value?.until === 'string' ? value.until : '',
      place: typeof value?.place === 'string' ? value.place : '',
    };
  } catch {
    return damaged;
  }
}

const damaged: MarkText = { why: 'revoked', call: null, at: 0, until: '', place: '' };
