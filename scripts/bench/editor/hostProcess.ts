import { readdirSync, readFileSync } from 'node:fs';
import type { CodeServer } from '../../lib/vscodeHost/codeServer.ts';

/** The process of an editor in which its extensions run. Linux only, as the embedded host is. */
export interface HostProcess {
  readonly pid: number;
  /** Milliseconds for which a processor worked for it so far, in all of its threads. */
  readonly cpuMs: () => number;
  /** Resident memory in MiB. */
  readonly memory: () => number;
}

/**
 * The newest extension host of a server: an older one may linger when the page was loaded anew.
 *
 * @throws Error when there is none.
 */
export function extensionHostOf(server: CodeServer): HostProcess {
  const [newest] = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isExtensionHost(pid) && server.owns(pid))
    .toSorted((a, b) => startOf(b) - startOf(a));
  if (newest === undefined) throw new Error('The editor runs no extension host.');
  return { pid: newest, cpuMs: () => cpuMsOf(newest), memory: () => memoryOf(newest) };
}

function isExtensionHost(pid: number): boolean {
  return textOf(`/proc/${String(pid)}/cmdline`).includes('--type=extensionHost');
}

/** Field 22 of `stat`; the name, which may hold spaces, ends at the last bracket. */
function startOf(pid: number): number {
  const stat = textOf(`/proc/${String(pid)}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 0);
}

/** First figure of `schedstat`: nanoseconds on a processor. Finer than the hundredths of a second of `stat`. */
function cpuMsOf(pid: number): number {
  const tasks = `/proc/${String(pid)}/task`;
  const each = readdirSync(tasks).map((task) =>
    Number(textOf(`${tasks}/${task}/schedstat`).split(' ')[0] ?? 0),
  );
  return each.reduce((sum, value) => sum + value, 0) / 1e6;
}

function memoryOf(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+)/m.exec(textOf(`/proc/${String(pid)}/status`))?.[1];
  return Number(kibibytes ?? 0) / 1024;
}

/** Empty for a process, or a thread, that has just ended. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
