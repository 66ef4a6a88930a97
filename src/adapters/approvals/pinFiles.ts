import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import type { Pin } from '../../core/approvals/approval.ts';
import { parseApproval } from '../../core/approvals/parseApproval.ts';
import type { Tampering } from '../../core/approvals/tampering.ts';
import { type PinnedContent, type PinnedFile, type Pins, PinsError } from '../../ports/pins.ts';
import { namesIn } from './pinMark.ts';
import { keysFolder, mostFiles, pinFolder } from './pinPlaces.ts';
import { isSigned } from './publicKeys.ts';

export interface PinFilesOptions {
  /** Pinfold's state folder. */
  readonly state: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A pin is a few hundred bytes. */
const largestPin = 16 * 1024;
/** The most that the settings of an editor may hold; a policy file may hold less. */
const largestContent = 4 * 1024 * 1024;
/** A clock may have been put right after somebody signed; a pin from the day after tomorrow would stay the newest. */
const mostAhead = 24 * 60 * 60 * 1000;

/**
 * Pins as files: `<state>/approvals/pins/<SHA-256 of the path>/<digest>.json`, the content beside it as
 * `<digest>.jsonc`. A pin counts when it is signed by a key of this installation, names the path and the digest that it
 * lies under, and has its content beside it; anything else is passed over and named.
 */
export function createPins(options: PinFilesOptions): Pins {
  return { of: (path) => pinnedFile(path, options) };
}

function pinnedFile(path: string, { state, now }: PinFilesOptions): PinnedFile {
  const folder = pinFolder(state, path, sha256);
  const names = listPins(folder);
  if (names === null) return { digests: [], newest: null, tampering: [] };
  if ('why' in names) return { digests: [], newest: null, tampering: [names] };
  const tampering: Tampering[] = [];
  const found: { readonly pin: Pin; readonly content: PinnedContent }[] = [];
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const read = readPin(`${folder}/${name}`, name, path, state, now());
    if (typeof read === 'string')
      tampering.push({ what: 'pin', path: `${folder}/${name}`, why: read });
    else found.push(read);
  }
  if (names.length === mostFiles) {
    tampering.push({ what: 'pin', path: folder, why: `holds ${mostFiles} files or more` });
  }
  found.sort((a, b) => (isNewer(a.pin, b.pin) ? -1 : 1));
  return {
    digests: found.map(({ pin }) => pin.digest),
    newest: found[0]?.content ?? null,
    tampering,
  };
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
  name: string,
  path: string,
  state: string,
  now: number,
): { readonly pin: Pin; readonly content: PinnedContent } | string {
  const bytes = readFile(file, largestPin);
  if (typeof bytes === 'string') return bytes;
  const pin = parseApproval(bytes.toString());
  if (pin?.kind !== 'pin') return 'is no pin';
  if (pin.path !== path) return 'was signed for another file';
  if (`${pin.digest}.json` !== name) return 'was signed for another content';
  if (!isSigned(pin, keysFolder(state))) return 'is not signed by a key of this installation';
  const issued = Date.parse(pin.issuedAt);
  if (Number.isNaN(issued) || issued > now + mostAhead) return 'is dated in the future';
  const content = readFile(file.replace(/\.json$/, '.jsonc'), largestContent);
  if (typeof content === 'string') return `has content beside it that ${content}`;
  if (sha256(content) !== pin.digest) return 'has another content beside it than was signed';
  return { pin, content: { digest: pin.digest, text: content.toString() } };
}

/** Bytes of a regular file, or why there are none. A link is not followed, and opening a pipe does not wait. */
function readFile(file: string, most: number): Buffer | string {
  try {
    if (lstatSync(file).isSymbolicLink()) return 'is a link';
    // Windows knows neither of the two flags.
    const flags = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const descriptor = openSync(file, constants.O_RDONLY | flags);
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return 'is no regular file';
      if (stat.size > most) return 'is too large';
      const buffer = Buffer.alloc(stat.size);
      let length = 0;
      while (length < buffer.length) {
        const count = readSync(descriptor, buffer, length, buffer.length - length, length);
        if (count === 0) break;
        length += count;
      }
      return buffer.subarray(0, length);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'is missing' : `cannot be read (${codeOf(error)})`;
  }
}

/**
 * Keeps a pin with its content, the content first: a pin is there only when all of it is.
 * @throws PinsError when it is not signed by a key of this installation, names another content, or cannot be written
 */
export function keepPin(state: string, pin: Pin, text: string): void {
  const refuse = (why: string, cause?: unknown): never => {
    const remedy = 'Nothing was approved. Mend that, then approve it again in the editor.';
    throw new PinsError('PF-PIN-REFUSED', `The approval of ${pin.path} ${why}.`, remedy, { cause });
  };
  if (sha256(Buffer.from(text)) !== pin.digest) refuse('names another content');
  if (Buffer.byteLength(text) > largestContent) refuse('is for more than may be kept');
  if (!isSigned(pin, keysFolder(state))) refuse('is not signed by a key of this installation');
  const folder = pinFolder(state, pin.path, sha256);
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

function replace(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.new`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
