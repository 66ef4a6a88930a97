import { randomBytes } from 'node:crypto';
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { InstallationError } from '../../ports/installation.ts';

/** Milliseconds that one protect waits for another; each takes a few seconds. */
const patience = 30_000;

/** Milliseconds after which a lock counts as left behind, whoever has that process number by now. */
const longestInstallation = 120_000;

/**
 * Runs `work` while no other process changes the installed programs. The lock is a file that holds its process' number.
 * @param path in a folder that exists
 * @throws InstallationError when another one holds it all the time
 */
export function withInstallLock<T>(path: string, work: () => T, waitMs = patience): T {
  const own = `${process.pid} ${randomBytes(6).toString('hex')}\n`;
  const until = performance.now() + waitMs;
  while (!take(path, own)) {
    const other = holder(path);
    if (other !== null && isLeftBehind(path, other)) takeAway(path, other);
    else if (performance.now() > until) throw busy(path, other);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
  try {
    return work();
  } finally {
    if (holder(path) === own) rmSync(path, { force: true });
  }
}

function take(path: string, own: string): boolean {
  try {
    const descriptor = openSync(path, 'wx', 0o600);
    writeSync(descriptor, own);
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function holder(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function isLeftBehind(path: string, holding: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  const age = Date.now() - stat.mtimeMs;
  if (age > longestInstallation) return true;
  const pid = Number.parseInt(holding, 10);
  // Between its making and its writing the file is empty.
  if (!Number.isInteger(pid) || pid <= 0) return age > 2000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** Two may see the same dead lock: the second one must not take away what the first has made since. */
function takeAway(path: string, dead: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
    if (holder(aside) !== dead) linkSync(aside, path);
    unlinkSync(aside);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
    rmSync(aside, { force: true });
  }
}

function busy(path: string, other: string | null): InstallationError {
  const who = other === null ? '' : ` (process ${other.split(' ', 1)[0] ?? ''})`;
  return new InstallationError(
    'install-busy',
    `Another \`pinfold protect\` is at work${who}.`,
    `Wait for it and try again. If there is none, remove ${path}.`,
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
