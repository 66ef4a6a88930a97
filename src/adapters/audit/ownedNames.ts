import {
  closeSync,
  fstatSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './folder.ts';
import { newToken, ownerOf, type LockToken } from './processIdentity.ts';

/**
 * Names that one process at a time can own: hard links to a small file that holds the owner's token. link(2) makes such
 * a name together with its content or not at all, and allocates nothing: on ext4 it takes a tenth of the time that
 * creating a file takes.
 */

/** Milliseconds after which a name is old: nobody of ours waits so long. */
const old = 30_000;

/**
 * When a name may be removed by others: when its owner is known to be dead, or also when it is old and nobody can tell
 * whether the owner lives. The second is for names that only order those who wait.
 */
export type Removable = 'dead' | 'dead or old';

/** What this thread links wherever it takes a name: made once for each lock, removed when the process ends. */
const ownFiles = new Map<string, OwnFile>();

interface OwnFile {
  readonly path: string;
  /** A number cannot tell all inodes of 64 bits apart; together with the time of writing it does. */
  readonly inode: number;
  readonly writtenAt: number;
}

function ownFile(lock: string): OwnFile {
  const known = ownFiles.get(lock);
  if (known !== undefined) return known;
  const token = newToken();
  const path = `${lock}.of.${token}`;
  const descriptor = openSync(path, 'wx', 0o600);
  let stat: Stats;
  try {
    writeSync(descriptor, Buffer.from(token));
    stat = fstatSync(descriptor);
  } catch (error) {
    unlinkQuietly(path);
    throw error;
  } finally {
    closeSync(descriptor);
  }
  const own = { path, inode: stat.ino, writtenAt: stat.mtimeMs };
  if (ownFiles.size === 0) process.once('exit', removeOwnFiles);
  ownFiles.set(lock, own);
  return own;
}

function removeOwnFiles(): void {
  for (const { path } of ownFiles.values()) unlinkQuietly(path);
}

/** Makes `name` ours, or returns false when it is taken. */
export function takeName(lock: string, name: string): boolean {
  for (;;) {
    try {
      linkSync(ownFile(lock).path, name);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      // Our own file is gone: somebody cleaned up, or the folder is a new one.
      if (codeOf(error) !== 'ENOENT' || !ownFiles.delete(lock)) throw error;
    }
  }
}

/** Gives the name `to`, which must be ours, to the owner of the name `from`; false when `from` is not there any more. */
export function moveName(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Whether `name` still belongs to this thread. */
export function isOurs(lock: string, name: string): boolean {
  const own = ownFiles.get(lock);
  const stat = lstatSync(name, { throwIfNoEntry: false });
  if (own === undefined || stat === undefined) return false;
  return stat.ino === own.inode && stat.mtimeMs === own.writtenAt;
}

/** Removes `name` if its owner is gone. */
export function removeIfGone(lock: string, name: string, when: Removable): void {
  const owner = readToken(name);
  if (owner !== null && isGone(name, owner, when)) removeOfDead(lock, name, owner);
}

/**
 * Removes the file `target` if it still holds `dead`, the token of a dead process.
 *
 * Two breakers must not both win: the slower one would remove the lock that the faster one has just taken. So the
 * right to remove is itself taken exclusively, in a *claim*: a name beside the lock, made from the dead token. The dead
 * take no names any more and only the holder of the claim removes theirs; so what the holder reads at `target` cannot
 * change under them. A breaker that dies in between leaves a claim with its own token, which is removed in
 * the same way, by whoever holds the claim on *that* token.
 */
function removeOfDead(lock: string, target: string, dead: LockToken): void {
  // What stands there need not be a token of ours.
  const claim = `${lock}.claim.${encodeURIComponent(dead).slice(0, 100)}`;
  if (!takeName(lock, claim)) {
    const breaker = readToken(claim);
    if (breaker !== null && isGone(claim, breaker, 'dead')) removeOfDead(lock, claim, breaker);
    return;
  }
  try {
    // Quietly: a turn may become the lock at this moment.
    if (readToken(target) === dead) unlinkQuietly(target);
  } finally {
    unlinkSync(claim);
  }
  removeFilesOfDead(lock);
}

/**
 * Processes that were killed leave their own files behind, which nobody else uses. A few at a time: a breaker leaves one
 * such file itself at most, and whoever waits for it should not wait for all that ever piled up.
 */
function removeFilesOfDead(lock: string): void {
  const prefix = `${basename(lock)}.of.`;
  const names = readdirSync(dirname(lock)).filter((name) => name.startsWith(prefix));
  const first = Math.floor(Math.random() * Math.max(1, names.length - fewFiles));
  for (const name of names.slice(first, first + fewFiles)) {
    if (ownerOf(name.slice(prefix.length)) === 'dead') unlinkQuietly(join(dirname(lock), name));
  }
}

const fewFiles = 8;

function isGone(path: string, token: LockToken, when: Removable): boolean {
  const owner = ownerOf(token);
  if (owner !== 'unknown' || when === 'dead') return owner === 'dead';
  const madeAt = lstatSync(path, { throwIfNoEntry: false })?.ctimeMs;
  return madeAt !== undefined && Date.now() - madeAt > old;
}

/**
 * Removes what processes that are dead left of locks that nobody takes any more, `<base>.<number>`: the lock itself,
 * tickets, their own files. Two that sweep at once do no harm: nothing depends on these names.
 */
export function sweepLocks(base: string, isOver: (number: number) => boolean): void {
  const directory = dirname(base);
  for (const name of readdirSync(directory)) {
    const [start, number = ''] = name.split('.');
    if (start !== basename(base) || !/^\d+$/.test(number) || !isOver(Number(number))) continue;
    const owner = readToken(join(directory, name));
    if (owner !== null && ownerOf(owner) === 'dead') unlinkQuietly(join(directory, name));
  }
}

/** The token at `path`, or null when nothing is there. What is no lock of ours reads as an unknown owner's token. */
function readToken(path: string): LockToken | null {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (!stat.isFile() || stat.size > 200) return 'not-a-lock';
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Removes a name that may be gone already. */
export function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Litter at worst: nobody depends on it.
  }
}
