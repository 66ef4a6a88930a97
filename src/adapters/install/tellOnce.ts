import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs `tell` unless it was run for this name before, by whatever window or program: of several that try at once, one
 * does. What goes wrong in it is thrown, and it is tried again the next time.
 * @param folder of the marks; made when missing
 */
export function tellOnce(folder: string, name: string, tell: () => void): void {
  const mark = join(folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(mark, '', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  try {
    tell();
  } catch (error) {
    rmSync(mark, { force: true });
    throw error;
  }
}
