import { existsSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import type { TrailChanges } from '../../ports/trailChanges.ts';

/** What the system does not tell (network drives, lost events) is found by looking, this often. */
const lookMs = 15_000;

/**
 * Watches the folder of the audit trail, or as long as it is not there the nearest folder above it that is. The system
 * tells of changes, so nothing runs while nothing happens but one look every 15 seconds.
 */
export function trailChangesOnDisk(directory: string): TrailChanges {
  return {
    watch: (changed) => {
      let watched: { readonly folder: string; readonly watcher: FSWatcher } | null = null;
      const drop = (): void => {
        watched?.watcher.close();
        watched = null;
      };
      const follow = (): void => {
        const folder = nearest(directory);
        if (watched?.folder === folder) return;
        drop();
        try {
          const watcher = watch(folder, { persistent: false }, () => {
            follow();
            changed();
          });
          watcher.on('error', drop);
          watched = { folder, watcher };
        } catch {
          // No more watches are to be had: the looks have to do.
        }
      };
      follow();
      const clock = setInterval(() => {
        follow();
        changed();
      }, lookMs);
      clock.unref();
      return () => {
        clearInterval(clock);
        drop();
      };
    },
  };
}

function nearest(directory: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(folder) || dirname(folder) === folder) return folder;
  }
}
