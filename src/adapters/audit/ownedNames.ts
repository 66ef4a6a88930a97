import {
  closeSync,
  fstatSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { newToken, ownerOf, type LockToken } from './processIdentity.ts';

/**
 * Names that one process at a time can own: hard links to a small file that holds the owner's token. link(2) makes such
 * a name together with its content or not at all, and allocates nothing: on ext4 it takes a tenth of the time that
 * creating a file takes.
 */

/**
 * An owner whose life cannot be told is taken for dead after this time, in milliseconds. No writer of ours holds a name
 * for more than a few seconds, and it looks once more before it writes.
 */
const unknownOwnerPatience = 30_000;

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
  writeSync(descriptor, Buffer.from(token));
  const { ino, mtimeMs } = fstatSync(descriptor);
  closeSync(descriptor);
  const own = { path, inode: ino, writtenAt: mtimeMs };
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

/** Removes `name` if its owner is dead. */
export function removeIfGone(lock: string, name: string): void {
  const owner = readToken(name);
  if (owner !== null && isGone(name, owner)) removeOfDead(lock, name, owner);
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
    if (breaker !== null && isGone(claim, breaker)) removeOfDead(lock, claim, breaker);
    return;
  }
  try {
    // Quietly: a turn may become the lock at this moment.
    if (readToken(target) === dead) unlinkQuietly(target);
    removeFilesOfDead(lock);
  } finally {
    unlinkSync(claim);
  }
}

/** Processes that were killed leave their own files behind, which nobody else uses. */
function removeFilesOfDead(lock: string): void {
  const prefix = `${basename(lock)}.of.`;
  for (const name of readdirSync(dirname(lock))) {
    const isOfDead = name.startsWith(prefix) && ownerOf(name.slice(prefix.length)) === 'dead';
    if (isOfDead) unlinkQuietly(join(dirname(lock), name));
  }
}

function isGone(path: string, token: LockToken): boolean {
  const owner = ownerOf(token);
  if (owner !== 'unknown') return owner === 'dead';
  const madeAt = lstatSync(path, { throwIfNoEntry: false })?.ctimeMs;
  return madeAt !== undefined && Date.now() - madeAt > unknownOwnerPatience;
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

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
