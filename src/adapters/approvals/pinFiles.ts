import { lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import type { Pin } from '../../core/approvals/approval.ts';
import { pinsOf, type Sha256 } from '../../core/approvals/places.ts';
import type { Tampering } from '../../core/approvals/tampering.ts';
import { type PinnedContent, type PinnedFile, type Pins, PinsError } from '../../ports/pins.ts';
import { type ApprovalPlaces, readApproval } from './approvalFiles.ts';
import { mostPinFiles, namesIn } from './pinMark.ts';
import { signatureFault } from './publicKeys.ts';
import { readSmallFile } from './smallFile.ts';

/** The most that the settings of an editor may hold; a policy file may hold less. */
const largestContent = 4 * 1024 * 1024;

/** A clock may have been put right after somebody signed; a pin from the day after tomorrow would stay the newest. */
const mostAhead = 24 * 60 * 60 * 1000;

/**
 * Pins as files. One counts when it is signed by a key of this installation, names the path and the digest that it lies
 * under, and has its content beside it; anything else is passed over and named.
 * @param now milliseconds since the epoch
 */
export function createPins(places: ApprovalPlaces, sha256: Sha256, now: () => number): Pins {
  return { of: (path) => pinnedFile(path, places, sha256, now()) };
}

function pinnedFile(path: string, places: ApprovalPlaces, sha256: Sha256, now: number): PinnedFile {
  const folder = `${places.approvals}/${pinsOf(path, sha256)}`;
  const names = listPins(folder);
  if (names === null) return { digests: [], newest: null, tampering: [] };
  if ('why' in names) return { digests: [], newest: null, tampering: [names] };
  const tampering: Tampering[] = [];
  const found: Pinned[] = [];
  // What a writer that was ended has left over is no pin, and no forgery.
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const read = readPin(`${folder}/${name}`, path, places.keys, sha256, now);
    if ('why' in read) tampering.push(read);
    else found.push(read);
  }
  if (names.length === mostPinFiles) {
    tampering.push({ what: 'pin', path: folder, why: `holds ${mostPinFiles} files or more` });
  }
  const newestFirst = found.toSorted((a, b) => (isNewer(a.pin, b.pin) ? -1 : 1));
  return {
    digests: newestFirst.map(({ pin }) => pin.digest),
    newest: newestFirst[0]?.content ?? null,
    tampering,
  };
}

interface Pinned {
  readonly pin: Pin;
  readonly content: PinnedContent;
}

function isNewer(a: Pin, b: Pin): boolean {
  return a.issuedAt === b.issuedAt ? a.nonce > b.nonce : a.issuedAt > b.issuedAt;
}

/** Names, or null where nothing was ever approved, or what stands in the folder's place. */
function listPins(folder: string): readonly string[] | Tampering | null {
  try {
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (stat === undefined) return null;
    if (!stat.isDirectory()) return { what: 'pin', path: folder, why: 'is no folder' };
    return namesIn(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new PinsError(
      'PF-PINS-UNREADABLE',
      `It cannot be told what a person approved: ${folder} cannot be listed (${code}).`,
      'Make the folder readable for you.',
      { cause: error },
    );
  }
}

/** A pin with its content, or why it is none. */
function readPin(
  file: string,
  path: string,
  keys: string,
  sha256: Sha256,
  now: number,
): Pinned | Tampering {
  const suspect = (why: string): Tampering => ({ what: 'pin', path: file, why });
  const read = readApproval(file, 'pin', keys, {
    fits: (pin) => pin.path === path && file.endsWith(`/${pin.digest}.json`),
  });
  if (read === null) return suspect('went while it was looked at');
  if ('why' in read) return { ...read, what: 'pin' };
  const { approval: pin } = read;
  // A time that is none compares with nothing.
  if (!(Date.parse(pin.issuedAt) <= now + mostAhead)) return suspect('is issued in the future');
  const content = readSmallFile(`${file}c`, largestContent);
  if (content.kind === 'missing') return suspect('has no content beside it');
  if (content.kind === 'odd') return suspect(`has content beside it that ${content.why}`);
  const { text } = content;
  if (sha256(text) !== pin.digest) return suspect('has another content beside it than was signed');
  return { pin, content: { digest: pin.digest, text } };
}

/**
 * Keeps a pin with its content, the content first: a pin is there only when all of it is.
 * @throws PinsError when it is not signed by a key of this installation, names another content, or cannot be written
 */
export function keepPin(places: ApprovalPlaces, sha256: Sha256, pin: Pin, text: string): void {
  const refuse = (why: string, cause?: unknown): never => {
    const remedy = 'Nothing was approved. Mend that, then approve it again in the editor.';
    throw new PinsError('PF-PIN-REFUSED', `The approval of ${pin.path} ${why}.`, remedy, { cause });
  };
  if (sha256(text) !== pin.digest) refuse('names another content');
  if (Buffer.byteLength(text) > largestContent) refuse('is for more than may be kept');
  const fault = signatureFault(pin, places.keys);
  if (fault !== null) refuse(fault);
  const folder = `${places.approvals}/${pinsOf(pin.path, sha256)}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!lstatSync(folder).isDirectory()) refuse('cannot be kept: its folder is a link');
    replace(`${folder}/${pin.digest}.jsonc`, text);
    replace(`${folder}/${pin.digest}.json`, `${JSON.stringify(pin)}\n`);
  } catch (error) {
    if (error instanceof PinsError) throw error;
    refuse(`cannot be kept in ${folder} (${codeOf(error)})`, error);
  }
}

/** All or nothing; the name of the temporary file is unique for the process. */
function replace(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.new`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
