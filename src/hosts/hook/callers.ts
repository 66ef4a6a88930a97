import { readFileSync } from 'node:fs';

/**
 * Who waits for the answer of a hook: the launcher, and the shell with which the agent started it. `PINFOLD_CALL` names
 * both, `<launcher>.<its parent>`.
 *
 * @returns tells whether one of them is gone, or, where /proc tells, was left by the agent that started it
 */
export function watchCallers(named: string | undefined): () => boolean {
  const pids = (named ?? '').split('.').map(Number).filter(isPid);
  const shell = pids[1];
  const agent = shell === undefined ? null : parentOf(shell);
  return () =>
    pids.some((pid) => !isThere(pid)) ||
    (shell !== undefined && agent !== null && parentOf(shell) !== agent);
}

/** Process 1 is there always, and may be the parent of a launcher that was left before it began. */
function isPid(value: number): boolean {
  return Number.isSafeInteger(value) && value > 1;
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  // It has ended, and nobody has asked how.
  return !['Z', 'X'].includes(statOf(pid)?.[0] ?? '');
}

function parentOf(pid: number): number | null {
  const parent = statOf(pid)?.[1];
  return parent === undefined ? null : Number(parent);
}

/** Fields of /proc/<pid>/stat from the third on, state and parent (proc(5)); null where it cannot be read. */
function statOf(pid: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may itself hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
