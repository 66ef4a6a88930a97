import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';

/** What stands in the folder of the trail, by its names alone: one listing tells an ordinary append all that it needs. */
export interface Folder {
  /** Numbers of the segments, oldest first. */
  readonly segments: readonly number[];
  /** Files of denials that may be repeated, and of those whose repetitions no record tells of yet. */
  readonly denied: readonly StreakName[];
  readonly repeated: readonly StreakName[];
  /** The reserved space: whole, given up in part or in whole because the disk was full, or never made. */
  readonly reserve: 'whole' | 'used' | 'none';
}

export interface StreakName {
  readonly name: string;
  /** Number of the segment whose lock guards it. */
  readonly segment: number;
}

const segmentFile = /^(\d{6,15})\.jsonl$/;
const streakFile = /^(\d{6,15})\.(denied|repeat)\.[0-9a-f]{32}$/;

/** Nothing when the folder is missing. */
export function readFolder(directory: string): Folder {
  const segments: number[] = [];
  const streaks = { denied: [] as StreakName[], repeat: [] as StreakName[] };
  let reserve: Folder['reserve'] = 'none';
  for (const name of namesIn(directory)) {
    const segment = segmentFile.exec(name)?.[1];
    if (segment !== undefined) segments.push(Number(segment));
    else if (name === reserveNames.used) reserve = 'used';
    else if (name === reserveNames.whole && reserve === 'none') reserve = 'whole';
    else {
      const streak = streakFile.exec(name);
      if (streak === null) continue;
      const kind = streak[2] === 'denied' ? 'denied' : 'repeat';
      streaks[kind].push({ name, segment: Number(streak[1]) });
    }
  }
  segments.sort((a, b) => a - b);
  return { segments, denied: streaks.denied, repeated: streaks.repeat, reserve };
}

export const reserveNames = { whole: 'reserve', used: 'reserve.used' } as const;

export function newestOf({ segments }: Folder): number {
  return segments.at(-1) ?? 0;
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** The folder exists, is a folder and not a link to one elsewhere, and only its owner may enter it. */
export function makePrivate(directory: string): void {
  const stat = lstatSync(directory, { throwIfNoEntry: false });
  if (stat === undefined) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return;
  }
  if (!stat.isDirectory()) {
    throw Object.assign(new Error(`not a folder: ${directory}`), { code: 'ENOTDIR' });
  }
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) chmodSync(directory, 0o700);
}
