import { readdirSync, unlinkSync } from 'node:fs';
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

/** Milliseconds between two looks at whether the owner still lives. */
const lookEvery = 50;

export interface Lock {
  /** False when somebody took us for dead: then nothing may be written. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Takes the lock at `path`, waiting up to `waitMs` milliseconds; null when others held it all the time.
 * A dead owner's lock is removed first, by exactly one of those who wait.
 * @throws the system's error when the place cannot be written at all
 */
export function acquireLock(path: string, waitMs: number): Lock | null {
  if (!takeName(path, path) && !waitFor(path, waitMs)) return null;
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
 */
function waitFor(lock: string, waitMs: number): boolean {
  const start = performance.now();
  const turn = turnOf(lock);
  const ticket = `${lock}.queue.${Date.now()}.${process.pid}.${Math.floor(Math.random() * 1e9)}`;
  // A thread that asks again for what it holds was not handed anything.
  const wasOurs = isOurs(lock, lock);
  const isHandedOver = (): boolean => !wasOurs && isOurs(lock, lock);
  let isQueued = false;
  let isOurTurn = false;
  let nextLook = 0;
  try {
    for (let attempt = 0; ;) {
      const waited = performance.now() - start;
      if (waited >= waitMs) break;
      isQueued ||= waited > patience && takeName(lock, ticket);
      const ahead: string[] = isQueued && !isOurTurn ? queueAhead(lock, ticket) : [];
      if (waited >= nextLook) {
        for (const name of [lock, turn, ...ahead.slice(0, 1)]) removeIfGone(lock, name);
        nextLook = waited + lookEvery;
      }
      isOurTurn ||= isQueued && ahead.length === 0 && takeName(lock, turn);
      sleep(isQueued ? pauseInQueue(ahead.length) : pause(attempt++));
      if (isOurTurn && isHandedOver()) return true;
      // Node makes an error with a stack for each call that fails: look first, which fails without one.
      if (!isThere(lock) && takeName(lock, lock)) return true;
    }
  } finally {
    if (isQueued) unlinkQuietly(ticket);
    // Once the lock was handed to us, the turn may already be somebody else's.
    if (isOurTurn && isOurs(lock, turn)) unlinkQuietly(turn);
  }
  // It may have been handed to us at the last moment.
  return isHandedOver();
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
