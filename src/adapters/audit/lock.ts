import {
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { newToken, ownerOf, type LockToken } from './processIdentity.ts';
import { sleep } from './sleep.ts';

/**
 * An owner whose life cannot be told is taken for dead after this time. No writer of ours holds the lock for more
 * than a few milliseconds, and it looks once more before it writes.
 */
const unknownOwnerPatience = 30_000;

export interface Lock {
  /** False when somebody took us for dead: then nothing may be written. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Takes the lock at `path`, waiting up to `waitMs` milliseconds; null when others held it all the time.
 *
 * The lock is made in one system call together with its owner's token (see {@link createWithToken}), so a lock
 * without an owner is never seen. A dead owner's lock is removed first.
 * @throws the system's error when the place cannot be written at all
 */
export function acquireLock(path: string, waitMs: number): Lock | null {
  const token = newToken();
  const turn = `${path}.turn`;
  const start = performance.now();
  if (isSomebodysTurn(path, turn)) sleep(pause(6));
  let isOurTurn = false;
  let checked: Checked | null = null;
  try {
    for (let attempt = 0; !createWithToken(path, token); ) {
      // Node makes an error with a stack for each call that fails, so what is tried often must not be one of those.
      do {
        const waited = performance.now() - start;
        if (waited >= waitMs) return null;
        isOurTurn ||= waited > patience && !isThere(turn) && createWithToken(turn, token);
        checked = removeIfGone(path, checked, waited);
        sleep(isOurTurn ? pause(0) : pause(attempt++));
      } while (isThere(path));
    }
  } finally {
    if (isOurTurn) unlinkSync(turn);
  }
  return {
    isHeld: () => readToken(path) === token,
    release: () => {
      if (readToken(path) === token) unlinkSync(path);
    },
  };
}

/**
 * Milliseconds after which a waiting process asks for its turn. Chance alone would let a process that appends in a
 * loop starve the others: newcomers wait a moment while it is somebody's turn, and that one looks most often.
 */
const patience = 15;

function isSomebodysTurn(lock: string, turn: string): boolean {
  if (!isThere(turn)) return false;
  const waiting = readToken(turn);
  if (waiting !== null && isGone(turn, waiting)) removeOfDead(lock, turn, waiting);
  return waiting !== null;
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whose life was looked up last, and when: asking the system anew at each attempt would cost more than the wait. */
interface Checked {
  readonly owner: LockToken;
  readonly waited: number;
}

function removeIfGone(path: string, checked: Checked | null, waited: number): Checked | null {
  const owner = readToken(path);
  if (owner === null) return null;
  if (checked?.owner === owner && waited - checked.waited < 20) return checked;
  if (isGone(path, owner)) removeOfDead(path, path, owner);
  return { owner, waited };
}

/**
 * Removes the file `target` if it still holds `dead`, the token of a dead process.
 *
 * Two breakers must not both win: the slower one would remove the lock that the faster one has just taken. So the
 * right to remove is itself taken exclusively, in a *claim*: a file beside the lock, named by the dead token. No
 * token is used twice and only the holder of its claim removes what holds it; so what the holder reads at `target`
 * cannot change under them. A breaker that dies in between leaves a claim with its own token, which is removed in
 * the same way, by whoever holds the claim on *that* token.
 */
function removeOfDead(lock: string, target: string, dead: LockToken): void {
  const claim = `${lock}.of.${encodeURIComponent(dead).slice(0, 200)}`;
  if (!createWithToken(claim, newToken())) {
    const breaker = readToken(claim);
    if (breaker === null) return;
    if (isGone(claim, breaker)) removeOfDead(lock, claim, breaker);
    // Somebody else is at it; what they need is a moment.
    else sleep(pause(0));
    return;
  }
  try {
    if (readToken(target) === dead) unlinkSync(target);
  } finally {
    unlinkSync(claim);
  }
}

function isGone(path: string, token: LockToken): boolean {
  const owner = ownerOf(token);
  if (owner !== 'unknown') return owner === 'dead';
  const madeAt = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return madeAt !== undefined && Date.now() - madeAt > unknownOwnerPatience;
}

/**
 * Creates `path` holding `token`, both or neither, or returns false when something is there already.
 * A symbolic link that points nowhere does this in one system call and is read back in one; nothing ever follows it.
 * Windows reserves symbolic links to some users, so there a file is written aside and hard-linked into place.
 */
function createWithToken(path: string, token: LockToken): boolean {
  if (process.platform !== 'win32') return unlessThere(() => symlinkSync(token, path));
  const aside = `${path}.${token}`;
  writeFileSync(aside, token, { flag: 'wx', mode: 0o600 });
  try {
    return unlessThere(() => linkSync(aside, path));
  } finally {
    unlinkSync(aside);
  }
}

function unlessThere(create: () => void): boolean {
  try {
    create();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The token at `path`, or null when nothing is there. What is no lock of ours reads as an unknown owner's token. */
function readToken(path: string): LockToken | null {
  try {
    return process.platform === 'win32' ? readFileSync(path, 'utf8') : readlinkSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    if (codeOf(error) === 'EINVAL') return 'not-a-lock';
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Milliseconds to wait: short at first, spread out so that those who wait do not come back all at once. */
function pause(attempt: number): number {
  const longest = Math.min(20, 0.25 * 1.4 ** attempt);
  return 0.1 + Math.random() * longest;
}
