import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { npmEnvironment } from './environment.ts';
import { runProgram } from './processGroup.ts';

const installTimeoutMs = 5 * 60_000;

/** True where apt-get is there, and we are root. */
export function mayInstall(): boolean {
  return findProgram('apt-get') !== null && process.getuid?.() === 0;
}

/** Absolute path of a program in PATH; null when there is none. */
export function findProgram(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/**
 * Makes sure that a program is there. On Debian, root gets it installed.
 *
 * @param packageName of Debian.
 * @param say prints one line of progress.
 * @throws Error in words for people when it is not there and cannot be installed.
 */
export async function ensureProgram(
  name: string,
  packageName: string,
  say: (line: string) => void,
): Promise<void> {
  if (findProgram(name) !== null) return;
  const missing = `The tests need ${name} (on Debian: apt-get install ${packageName}).`;
  if (!mayInstall()) throw new Error(missing);
  await aptInstall([packageName], say);
  if (findProgram(name) === null)
    throw new Error(`apt-get installed ${packageName}, but no ${name}.`);
}

/** Installs Debian packages, with progress. @throws Error with what apt-get said */
export async function aptInstall(
  packages: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const names = packages.join(', ');
  say(`Installing ${names} with apt-get (once)…`);
  const started = performance.now();
  await aptGet(['update', '--quiet']);
  await aptGet(['install', '--yes', '--quiet', '--no-install-recommends', ...packages]);
  say(`Installed ${names} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

async function aptGet(args: readonly string[]): Promise<void> {
  const outcome = await runProgram({
    command: 'apt-get',
    // Somebody else may be installing, too.
    args: ['-o', 'DPkg::Lock::Timeout=240', ...args],
    cwd: '/',
    env: { ...npmEnvironment(), DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: installTimeoutMs,
  });
  if (outcome.exitCode === 0) return;
  throw new Error(`apt-get ${args[0] ?? ''} failed.\n${outcome.stderr.trim()}`);
}
