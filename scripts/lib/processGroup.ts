import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the child: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds after which the program and everything that it started is killed. */
  readonly timeoutMs: number;
  /** Text for standard input; without it the input is empty. */
  readonly input?: string;
  /** Number of the user and the group that it runs as; without it those of this process. Needs to be root. */
  readonly user?: number;
  /** Sees standard output and error as they come. */
  readonly onOutput?: (text: string) => void;
}

export interface Outcome {
  /** Null when a signal ended the program. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly durationMs: number;
}

const alive = new Set<ChildProcess>();
let watchesExit = false;

/**
 * Runs a program in a process group of its own and ends that group on every way out: when the program is done, when
 * its time is up, and when this process exits or is asked to.
 *
 * @throws Error when the program cannot be started.
 */
export async function runProgram(program: Program): Promise<Outcome> {
  endGroupsOnExit();
  const started = performance.now();
  const child = spawn(program.command, [...program.args], {
    cwd: program.cwd,
    env: { ...program.env },
    ...(program.user === undefined ? {} : { uid: program.user, gid: program.user }),
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  alive.add(child);
  let stdout = '';
  let stderr = '';
  let timedOut = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    program.onOutput?.(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    program.onOutput?.(text);
  });
  // A child that ends without reading its input is no failure of ours.
  child.stdin.on('error', () => {});
  child.stdin.end(program.input ?? '');
  const clock = setTimeout(() => {
    timedOut = true;
    endGroup(child);
  }, program.timeoutMs);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      // A descendant that keeps the pipes open would hold back `close`: `exit` ends it first.
      child.once('exit', () => {
        endGroup(child);
      });
      child.once('close', resolve);
    });
    return { exitCode, stdout, stderr, timedOut, durationMs: performance.now() - started };
  } finally {
    clearTimeout(clock);
    endGroup(child);
    alive.delete(child);
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

function endGroupsOnExit(): void {
  if (watchesExit) return;
  watchesExit = true;
  // First of all listeners: what the others clean up must not be in use any more.
  process.prependListener('exit', () => {
    for (const child of alive) endGroup(child);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      for (const child of alive) endGroup(child);
      // Whoever else listens decides about this process; with nobody the signal does what it always does.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
}

/**
 * Ids of the processes whose environment holds `NAME=value`, other than this one: with a value that only one run
 * uses, everything which that run left behind, in whatever process group. Linux only; elsewhere always empty.
 */
export function processesWith(name: string, value: string): readonly number[] {
  if (process.platform !== 'linux') return [];
  const wanted = `${name}=${value}`;
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .filter((pid) => environmentOf(pid).includes(wanted));
}

/** True when a process is one of a group, or carries `NAME=value`: see {@link processesWith}. Linux only. */
export function belongsTo(pid: number, group: number, name: string, value: string): boolean {
  if (environmentOf(pid).includes(`${name}=${value}`)) return true;
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // What follows the name, which may hold anything: state, parent, group.
    const [, , own] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(own) === group;
  } catch {
    return false;
  }
}

function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
