import { cpSync, lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';

/**
 * Moves a file, link or folder out of the way, to `<state>/set-aside`: it is evidence, and somebody may miss it.
 * Returns its new path; null when nothing was there.
 * @throws Error of the system when it cannot be moved
 */
export function setAside(path: string, state: string): string | null {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  const folder = join(state, 'set-aside');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const to = join(folder, `${basename(path)}.${randomBytes(4).toString('hex')}`);
  try {
    renameSync(path, to);
  } catch (error) {
    // Programs and state may lie on two file systems.
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    cpSync(path, to, { recursive: true, verbatimSymlinks: true });
    rmSync(path, { recursive: true, force: true });
  }
  return to;
}
