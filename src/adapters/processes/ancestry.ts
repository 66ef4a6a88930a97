import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ProcessFact, scriptOf } from '../../core/agents/startedBy.ts';
import type { Ancestry } from '../../ports/ancestry.ts';

/**
 * Deeper than any real chain: what is longer was made to be, or leads in a circle because it changed while it was read.
 * Then it cannot be known who is above.
 */
const deepest = 1_000;

/** Milliseconds that the listing of processes may take where there is no /proc. */
const patience = 10_000;

/** The processes above this one, on the machine as it is. */
export function createAncestry(platform: string = process.platform): Ancestry {
  return {
    ancestors() {
      try {
        switch (platform) {
          case 'linux':
            return fromProc(process.ppid);
          case 'darwin':
            return fromTable(process.ppid, parsePs(run('/bin/ps', ['-axwwo', 'pid=,ppid=,args='])));
          case 'win32':
            return fromTable(process.ppid, parseWindows(run(powerShell(), windowsListing)));
          default:
            return null;
        }
      } catch {
        // No /proc, no `ps`, or not allowed: it cannot be known.
        return null;
      }
    },
  };
}

/** Linux: `/proc/<pid>/{stat,cmdline,exe,cwd,environ}`, proc(5). */
function fromProc(first: number): readonly ProcessFact[] | null {
  const found: ProcessFact[] = [];
  for (let pid = first; pid > 0;) {
    if (found.length === deepest) return null;
    const folder = `/proc/${pid}`;
    const stat = quietly(() => readFileSync(`${folder}/stat`, 'latin1'));
    if (stat === null) {
      if (pid === first) return null;
      // Other users' processes may be hidden (`hidepid`): an agent of ours is not.
      break;
    }
    const words = quietly(() => readFileSync(`${folder}/cmdline`, 'utf8')) ?? '';
    const argv = words.split('\0').slice(0, -1);
    const executable = quietly(() => readlinkSync(`${folder}/exe`));
    found.push({
      pid,
      argv,
      // What was replaced while it runs is named so by the kernel.
      executable: executable?.replace(/ \(deleted\)$/, '') ?? null,
      script: scriptPath(
        argv,
        quietly(() => readlinkSync(`${folder}/cwd`)),
      ),
      environment: quietly(() => parseEnvironment(readFileSync(`${folder}/environ`, 'utf8'))),
    });
    // The name in brackets may hold anything, brackets too; the parent is the second field after it.
    pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  }
  return found;
}

export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly argv: readonly string[];
  readonly executable: string | null;
}

function fromTable(first: number, table: readonly ListedProcess[]): readonly ProcessFact[] | null {
  const known = new Map(table.map((each) => [each.pid, each]));
  const found: ProcessFact[] = [];
  let at: ListedProcess | undefined = known.get(first);
  if (at === undefined) return null;
  while (at !== undefined && at.pid > 0) {
    if (found.length === deepest) return null;
    const { pid, argv, executable, parent }: ListedProcess = at;
    found.push({ pid, argv, executable, script: scriptPath(argv, null), environment: null });
    at = parent === pid ? undefined : known.get(parent);
  }
  return found;
}

/** `ps -axwwo pid=,ppid=,args=`: words are joined by blanks, so a path with a blank in it comes as two words. */
export function parsePs(text: string): readonly ListedProcess[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined) return [];
    const argv = (args ?? '').split(' ').filter((word) => word !== '');
    return [{ pid: Number(pid), parent: Number(parent), argv, executable: null }];
  });
}

const windowsListing = [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  'Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,ExecutablePath,CommandLine | ConvertTo-Json -Compress',
];

/** The JSON that PowerShell gives for `Win32_Process`. A command line is split at blanks outside double quotes. */
export function parseWindows(text: string): readonly ListedProcess[] {
  const list = JSON.parse(text) as readonly Readonly<Record<string, unknown>>[];
  return list.flatMap((each) => {
    const { ProcessId: pid, ParentProcessId: parent } = each;
    if (typeof pid !== 'number' || typeof parent !== 'number') return [];
    const line = typeof each['CommandLine'] === 'string' ? each['CommandLine'] : '';
    const argv = (line.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) => word.replaceAll('"', ''));
    const path = each['ExecutablePath'];
    return [{ pid, parent, argv, executable: typeof path === 'string' ? path : null }];
  });
}

function powerShell(): string {
  const root = process.env['SystemRoot'] ?? 'C:\\Windows';
  return `${root}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, [...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: '/usr/bin:/bin', SystemRoot: process.env['SystemRoot'] ?? '' },
    maxBuffer: 64 * 1024 * 1024,
    timeout: patience,
    windowsHide: true,
  });
}

function scriptPath(argv: readonly string[], cwd: string | null): string | null {
  const script = scriptOf(argv);
  if (script === null) return null;
  return quietly(() => realpathSync(cwd === null ? script : resolve(cwd, script)));
}

function parseEnvironment(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split('\0').map((entry) => {
      const equals = entry.indexOf('=');
      return [entry.slice(0, equals), entry.slice(equals + 1)];
    }),
  );
}

function quietly<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}
