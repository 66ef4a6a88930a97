import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Terminal, UsageError } from './command.ts';

/** Canonical path of a file or folder named on the command line. @throws UsageError when there is none */
export function existingPath(terminal: Terminal, path: string): string {
  const absolute = resolve(terminal.cwd, path);
  try {
    return realpathSync.native(absolute);
  } catch {
    throw new UsageError(`${absolute} does not exist.`, 'Name an existing file or folder.');
  }
}
