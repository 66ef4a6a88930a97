import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Directories } from './directories.ts';

/** Makes every folder that is missing and says which, outermost first. When one cannot be made, none stays. */
export function makeDirectories(directories: Directories): readonly string[] {
  const made: string[] = [];
  const make = (folder: string, mode: number): void => {
    if (existsSync(folder)) return;
    make(dirname(folder), mode);
    mkdirSync(folder, { mode });
    made.push(folder);
  };
  try {
    make(directories.state, 0o700);
    const { audit, policies, sessions, installs } = directories;
    for (const folder of [audit, policies, sessions, installs]) make(folder, 0o700);
    make(dirname(directories.launcher), 0o755);
    make(directories.versions, 0o755);
  } catch (error) {
    removeEmptyFolders(made);
    throw error;
  }
  return made;
}

/** Removes the folders that are empty by now, deepest first, and says which. */
export function removeEmptyFolders(folders: readonly string[]): string[] {
  const deepestFirst = [...new Set(folders)].toSorted((one, other) => other.length - one.length);
  return deepestFirst.filter((folder) => {
    try {
      rmdirSync(folder);
      return true;
    } catch {
      // Somebody else's things are in it, or it is gone already.
      return false;
    }
  });
}
