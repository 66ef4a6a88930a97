import { closeSync, constants, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { EventDraft, RecordDraft } from '../../core/audit/record.ts';
import {
  isUntold,
  parseStreak,
  repeatDraft,
  type Streak,
  streakText,
  toldOf,
} from '../../core/audit/repeats.ts';
import { segmentName } from '../../core/audit/verification.ts';
import { type Folder, isMissing, readFolder, type StreakName } from './folder.ts';
import { type Lock, tryLock } from './lock.ts';
import { unlinkQuietly } from './ownedNames.ts';
import { lockPath } from './place.ts';

/**
 * Counts of repeated denials, each a small file beside the segment whose lock guards it: `000001.repeat.<key>` while no
 * record tells of the latest repetitions, else `000001.denied.<key>`. So the listing tells whether anything waits.
 */

/** Untold counts that one append takes along; a write holds so many records at most. */
const mostAtOnce = 4;

/** Files of denials in the folder, about: beyond that, denials are recorded in full. A listing should stay short. */
export const mostStreaks = 64;

export interface KeptStreak {
  readonly path: string;
  readonly streak: Streak;
}

/** The streak of a key in a segment, or null when there is none that can be read. */
export function findStreak(directory: string, number: number, key: string): KeptStreak | null {
  for (const state of ['repeat', 'denied'] as const) {
    const path = streakPath(directory, number, state, key);
    const streak = readStreak(path);
    if (streak !== null && streak !== 'damaged') return { path, streak };
  }
  return null;
}

/** The name first: a count that nobody is told of would be worse than a name that promises one. */
export function keepUntold({ path }: KeptStreak, streak: Streak): void {
  const name = path.replace('.denied.', '.repeat.');
  if (name !== path) renameSync(path, name);
  writeOver(name, streak);
}

export function keepTold({ path }: KeptStreak, streak: Streak): void {
  writeOver(path, streak);
  const name = path.replace('.repeat.', '.denied.');
  if (name !== path) renameSync(path, name);
}

export function startStreak(directory: string, number: number, key: string, streak: Streak): void {
  const path = streakPath(directory, number, 'denied', key);
  writeOver(path, streak);
}

/** A count that a record is about to tell of. */
export interface Untold {
  readonly draft: RecordDraft;
  /** To be called when the record is written. */
  readonly settle: () => void;
  /** To be called in any case. */
  readonly release: () => void;
}

/** The counts that wait for a record, as many as go into one write: of the segment at hand, and of older ones if their locks are free. */
export function takeUntold(directory: string, number: number, folder: Folder): readonly Untold[] {
  const untold: Untold[] = [];
  for (const name of folder.repeated) {
    if (untold.length >= mostAtOnce) break;
    const one = name.segment === number ? ofThis(directory, name) : ofOlder(directory, name);
    if (one !== null) untold.push(one);
  }
  return untold;
}

function ofThis(directory: string, { name }: StreakName): Untold | null {
  const path = `${directory}/${name}`;
  const streak = readStreak(path);
  if (streak === null) return null;
  const release = (): void => {};
  if (streak === 'damaged') return lost(path, name, release);
  if (!isUntold(streak)) {
    keepTold({ path, streak }, streak);
    return null;
  }
  const settle = (): void => keepTold({ path, streak }, toldOf(streak));
  return { draft: repeatDraft(streak), settle, release };
}

function ofOlder(directory: string, { name, segment }: StreakName): Untold | null {
  const lock = tryLock(lockPath(directory, segment));
  if (lock === null) return null;
  const found = untoldOf(directory, name, lock);
  if (found === null) lock.release();
  return found;
}

/** Of a segment that gets no more records and is locked: its file goes when it is told of. */
export function untoldOf(directory: string, name: string, lock: Lock): Untold | null {
  const path = `${directory}/${name}`;
  const release = (): void => lock.release();
  const streak = readStreak(path);
  if (streak === null) return null;
  if (streak === 'damaged') return lost(path, name, release);
  if (!isUntold(streak)) {
    unlinkQuietly(path);
    return null;
  }
  return { draft: repeatDraft(streak), settle: () => unlinkQuietly(path), release };
}

function lost(path: string, name: string, release: () => void): Untold {
  const words = `A count of repeated denials, ${name}, could not be read and was removed`;
  return { draft: remark('repeats', words), settle: () => unlinkQuietly(path), release };
}

/** What the trail itself has to say. */
export function remark(event: string, ...notes: readonly string[]): EventDraft {
  const nobody = { agentVersion: null, session: null, subagent: null, callId: null };
  const nowhere = { tool: null, cwd: null };
  return { kind: 'lifecycle', agent: 'pinfold', ...nobody, event, ...nowhere, notes };
}

/** Removes the files of denials that can be repeated no more: of this segment, and of older ones if their locks are free. */
export function clearStreaks(
  directory: string,
  number: number,
  { denied }: Folder,
  isOver: (streak: Streak) => boolean,
): void {
  for (const { name, segment } of denied) {
    const path = `${directory}/${name}`;
    const lock = segment === number ? null : tryLock(lockPath(directory, segment));
    if (segment !== number && lock === null) continue;
    try {
      const streak = readStreak(path);
      if (streak === 'damaged' || (streak !== null && (segment < number || isOver(streak)))) {
        unlinkQuietly(path);
      }
    } finally {
      lock?.release();
    }
  }
}

/** Repeated denials that no record tells of yet, for readers: without any lock. */
export function untoldStreaks(directory: string): readonly Streak[] {
  return readFolder(directory).repeated.flatMap(({ name }) => {
    const streak = readStreak(`${directory}/${name}`);
    return streak !== null && streak !== 'damaged' && isUntold(streak) ? [streak] : [];
  });
}

function streakPath(
  directory: string,
  number: number,
  state: 'repeat' | 'denied',
  key: string,
): string {
  return `${directory}/${segmentName(number)}.${state}.${key}`;
}

function readStreak(path: string): Streak | 'damaged' | null {
  try {
    return parseStreak(readFileSync(path, 'latin1')) ?? 'damaged';
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function writeOver(path: string, streak: Streak): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);
  const descriptor = openSync(path, flags, 0o600);
  try {
    writeSync(descriptor, Buffer.from(streakText(streak)), 0, undefined, 0);
  } finally {
    closeSync(descriptor);
  }
}
