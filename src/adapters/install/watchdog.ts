import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launcherText } from './launcher.ts';
import type { Watchdog } from './launcher.ts';
import { findProgram, systemFolders } from './systemPrograms.ts';

export interface ChosenWatchdog {
  readonly watchdog: Watchdog;
  /** False when it would leave children of a stuck hook behind. */
  readonly endsChildren: boolean;
}

/**
 * Picks what will keep the deadline, by trying: each candidate gets a program that never ends, ignores SIGTERM and has
 * a child. Names and version texts would not do (busybox's `timeout` leaves the children, old ones read other options,
 * dash has no job control without a terminal). Takes about a second for the first candidate.
 * @param scratch an existing folder for the trial's files, which are removed again.
 * @returns null when nothing on this machine can keep a deadline.
 */
export function chooseWatchdog(
  scratch: string,
  folders: readonly string[] = systemFolders,
): ChosenWatchdog | null {
  const found = candidates(folders);
  for (const endsChildren of [true, false]) {
    const watchdog = found.find((candidate) => keepsDeadline(candidate, scratch, endsChildren));
    if (watchdog !== undefined) return { watchdog, endsChildren };
  }
  return null;
}

function candidates(folders: readonly string[]): Watchdog[] {
  const timeout = findProgram('timeout', folders) ?? findProgram('gtimeout', folders);
  const sleep = findProgram('sleep', folders);
  const perl = findProgram('perl', folders);
  return [
    ...(timeout === null ? [] : [{ kind: 'timeout', path: timeout } as const]),
    ...(sleep === null ? [] : [{ kind: 'shell', sleep } as const]),
    ...(perl === null ? [] : [{ kind: 'perl', path: perl } as const]),
  ];
}

/** Long enough to tell from the deadline, short enough to be gone soon when a candidate leaves it behind. */
const childSeconds = 4;

function keepsDeadline(watchdog: Watchdog, scratch: string, withChild: boolean): boolean {
  const folder = mkdtempSync(join(scratch, 'trial-'));
  try {
    const launcher = join(folder, 'launcher');
    const stuck = join(folder, 'stuck.sh');
    const child = withChild ? `/bin/sleep ${childSeconds} &` : '';
    // While the child lives it waits, so that nobody else's programs wait for this trial.
    writeFileSync(stuck, `trap '' TERM\n${child}\nwait\nwhile :; do :; done\n`);
    const facts = {
      node: '/bin/sh',
      bundle: stuck,
      waitingBundle: stuck,
      watchdog,
      env: findProgram('env'),
      state: folder,
      data: folder,
      home: folder,
      recorded: {},
      deadlineSeconds: 1,
      waitingDeadlineSeconds: 1,
    };
    writeFileSync(launcher, launcherText(facts), { mode: 0o700 });
    // The call returns only when nobody holds its stdout any more: a child left behind is seen as lost time.
    const before = performance.now();
    const run = spawnSync('/bin/sh', [launcher, 'trial', 'Trial'], {
      env: {},
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: (childSeconds + 1) * 1000,
      killSignal: 'SIGKILL',
    });
    const seconds = (performance.now() - before) / 1000;
    return run.status === 2 && seconds >= 0.9 && seconds < childSeconds - 0.5;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
