import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that the system's own programs are in. PATH is not asked: it may lead into a workspace. */
export const systemFolders: readonly string[] = [
  '/usr/bin',
  '/bin',
  '/run/current-system/sw/bin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
];

/** Absolute path of a system program, or null. */
export function findProgram(
  name: string,
  folders: readonly string[] = systemFolders,
): string | null {
  const found = folders.map((folder) => join(folder, name)).find(isProgram);
  return found ?? null;
}

/** Whether a path leads to a file that may be executed. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
