import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { acquireLock, type Lock, type NotTaken } from '../../../../src/adapters/audit/lock.ts';

const cache = process.env['PINFOLD_TEST_CACHE'] ?? join(homedir(), '.cache', 'pinfold-test');
mkdirSync(cache, { recursive: true });

/** Calls `use` with a new folder outside /tmp, and removes it afterwards. */
export function withFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(cache, 'audit-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  let result: T;
  try {
    result = use(folder);
  } catch (error) {
    remove();
    throw error;
  }
  if (result instanceof Promise) return result.finally(remove) as T;
  remove();
  return result;
}

/** Bundles a worker, so that starting many costs no compiler each; returns its path. */
export function bundleWorker(folder: string, name = 'worker'): string {
  const outfile = join(folder, `${name}.cjs`);
  buildSync({
    entryPoints: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

export interface Finished {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** All that a child gets to see. */
export const environment = { PATH: process.env['PATH'] ?? '', HOME: homedir() };

export function start(command: string, args: readonly string[]): ChildProcess {
  return spawn(command, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
}

export function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
}

export function run(command: string, args: readonly string[]): Promise<Finished> {
  return finished(start(command, args));
}

/** Takes a lock, or says why not: only the time in all is bounded, unless `stallMs` is given. */
export function take(path: string, waitMs: number, stallMs = 60_000): Lock | NotTaken {
  const deadline = performance.now() + waitMs;
  return acquireLock(path, { deadline, stallMs, isPassed: () => false });
}

export function taken(path: string, waitMs: number): Lock {
  const lock = take(path, waitMs);
  if (typeof lock === 'string') throw new Error(`the lock was not taken: ${lock}`);
  return lock;
}
