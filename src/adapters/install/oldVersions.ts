import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds that replaced programs stay at least: longer than any call that still loads parts of them. */
const kept = 60 * 60 * 1000;

/** Marks a folder of programs as replaced just now. */
export function markReplaced(folder: string): void {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch {
    // It is gone, or not ours: then nobody can be waiting for it.
  }
}

/**
 * Removes programs that nobody can be using any more: all but the current ones, the last ones before them, and those
 * that were replaced within the last hour. A folder's time is that of its replacement, or of its making.
 * @returns what was removed
 */
export function removeOldVersions(versions: string, current: string, now = Date.now()): string[] {
  const others = readdirSync(versions)
    .map((name) => join(versions, name))
    .filter((folder) => folder !== current)
    .flatMap((folder) => {
      const stat = statSync(folder, { throwIfNoEntry: false });
      return stat === undefined ? [] : [{ folder, at: stat.mtimeMs }];
    })
    .toSorted((one, other) => other.at - one.at);
  const gone = others.slice(1).filter(({ at }) => now - at > kept);
  for (const { folder } of gone) rmSync(folder, { recursive: true, force: true });
  return gone.map(({ folder }) => folder);
}
