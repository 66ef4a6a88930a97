import { lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isOurs, isThere, moveName, removeIfGone, takeName, unlinkQuietly } from './ownedNames.ts';
import { sleep } from './sleep.ts';

/** Milliseconds after which a waiting process stands in the queue: chance alone would starve some. */
const patience = 60;

/**
 * How often a lock is handed to the one whose turn it is, instead of being free for whoever comes first. Always would
 * cost a change of processes for each record; never would let a process that appends in a loop starve the others.
 */
const courtesy = 1 / 4;

/** Milliseconds between two looks at who holds the lock, and whether they still live. */
const lookEvery = 50;

/** Looks that must see the same hold before it counts as stalled: one long pause of our own proves nothing. */
const looksThatProve = 3;

export interface Lock {
  /** False when somebody took it from us: then nothing may be written. */
  isHeld(): boolean;
  release(): void;
}

export interface Patience {
  /** When to give up, on the clock of `performance.now()`. */
  readonly deadline: number;
  /** Milliseconds after which one and the same hold of the lock counts as stalled. */
  readonly stallMs: number;
  /** True when the lock is of no use any more. Asked now and then. */
  readonly isPassed: () => boolean;
}

/**
 * Why a lock was not taken: `stalled`, its holder did not let go of it once in all the time allowed; `late`, the
 * deadline came while others took it in turns; `passed`, nobody needs it any more.
 */
export type NotTaken = 'stalled' | 'late' | 'passed';

/**
 * Takes the lock at `path`. A dead owner's lock is removed first, by exactly one of those who wait; the lock of an
 * owner that lives, or of which nobody can tell, is left alone.
 * @throws the system's error when the place cannot be written at all
 */
export function acquireLock(path: string, patient: Patience): Lock | NotTaken {
  const why = takeName(path, path) ? null : waitFor(path, patient);
  return why ?? heldLock(path);
}

/** The lock at `path`, if nobody who may live holds it right now; else null. */
export function tryLock(path: string): Lock | null {
  if (isThere(path)) removeIfGone(path, path, 'dead');
  return !isThere(path) && takeName(path, path) ? heldLock(path) : null;
}

function heldLock(path: string): Lock {
  return { isHeld: () => isOurs(path, path), release: () => release(path) };
}

function release(lock: string): void {
  if (!isOurs(lock, lock)) return;
  const turn = turnOf(lock);
  if (isThere(turn) && Math.random() < courtesy && moveName(turn, lock)) return;
  unlinkSync(lock);
}

function turnOf(lock: string): string {
  return `${lock}.turn`;
}

/**
 * Those who wait for long stand in a queue of names that sort by the time of their coming. The first of them takes the
 * name *turn* as well: it looks often, and the lock may be handed to it, by moving that name to the lock's. The others
 * look less often the further back they stand, so that many of them leave the processor to the one who holds the lock.
 * @returns null when the lock is ours
 */
function waitFor(lock: string, { deadline, stallMs, isPassed }: Patience): NotTaken | null {
  const start = performance.now();
  const turn = turnOf(lock);
  const ticket = `${lock}.queue.${Date.now()}.${process.pid}.${Math.floor(Math.random() * 1e9)}`;
  // A thread that asks again for what it holds was not handed anything.
  const wasOurs = isOurs(lock, lock);
  const isHandedOver = (): boolean => !wasOurs && isOurs(lock, lock);
  const hold = { which: '', since: 0, looks: 0 };
  let why: NotTaken = 'late';
  let isQueued = false;
  let isOurTurn = false;
  let nextLook = 0;
  try {
    for (let attempt = 0; performance.now() < deadline;) {
      const waited = performance.now() - start;
      isQueued ||= waited > patience && takeName(lock, ticket);
      const ahead: string[] = isQueued && !isOurTurn ? queueAhead(lock, ticket) : [];
      if (waited >= nextLook) {
        removeIfGone(lock, lock, 'dead');
        for (const name of [turn, ...ahead.slice(0, 1)]) removeIfGone(lock, name, 'dead or old');
        nextLook = waited + lookEvery;
        look(lock, hold, waited);
        if (isPassed()) why = 'passed';
        if (hold.looks >= looksThatProve && waited - hold.since >= stallMs) why = 'stalled';
        if (why !== 'late') break;
      }
      isOurTurn ||= isQueued && ahead.length === 0 && takeName(lock, turn);
      sleep(isQueued ? pauseInQueue(ahead.length) : pause(attempt++));
      if (isOurTurn && isHandedOver()) return null;
      // Node makes an error with a stack for each call that fails: look first, which fails without one.
      if (!isThere(lock) && takeName(lock, lock)) return null;
    }
  } finally {
    if (isQueued) unlinkQuietly(ticket);
    // Once the lock was handed to us, the turn may already be somebody else's.
    if (isOurTurn && isOurs(lock, turn)) unlinkQuietly(turn);
  }
  // It may have been handed to us at the last moment.
  return isHandedOver() ? null : why;
}

/** Each taking and each handing over changes the time at which the inode of the holder's file changed. */
function look(
  lock: string,
  hold: { which: string; since: number; looks: number },
  now: number,
): void {
  const stat = lstatSync(lock, { throwIfNoEntry: false });
  const which = stat === undefined ? '' : `${stat.ino} ${stat.ctimeMs}`;
  if (which !== '' && which === hold.which) hold.looks++;
  else Object.assign(hold, { which, since: now, looks: 0 });
}

/** Paths of the tickets that were drawn before ours, first come first. */
function queueAhead(lock: string, ticket: string): string[] {
  const directory = dirname(lock);
  const prefix = `${basename(lock)}.queue.`;
  const own = basename(ticket);
  const names = readdirSync(directory).filter((name) => name.startsWith(prefix) && name < own);
  return names.toSorted().map((name) => `${directory}/${name}`);
}

/** Milliseconds to wait, spread out so that those who wait do not come back all at once. */
function pause(attempt: number): number {
  return (0.5 + Math.random()) * Math.min(20, 0.7 * 1.5 ** attempt);
}

function pauseInQueue(ahead: number): number {
  return (0.5 + Math.random()) * Math.min(60, 0.7 + 3 * ahead);
}
