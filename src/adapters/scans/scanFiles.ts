import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scan, ScanCache } from '../../ports/scanCache.ts';

/** Scans as JSON files in Pinfold's state. One that cannot be read or kept is made anew next time. */
export function createScanFiles(directory: string, sha256: (text: string) => string): ScanCache {
  const fileOf = (root: string): string => join(directory, `${sha256(root).slice(0, 24)}.json`);
  return {
    read(root) {
      try {
        const scan = JSON.parse(readFileSync(fileOf(root), 'utf8')) as Scan;
        return scan.folder === root && Array.isArray(scan.entries) ? scan : null;
      } catch {
        return null;
      }
    },
    keep(scan) {
      const file = fileOf(scan.folder);
      const temporary = `${file}.${process.pid}.new`;
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
        writeFileSync(temporary, JSON.stringify(scan), { mode: 0o600 });
        renameSync(temporary, file);
      } catch {
        // Nothing is lost but time: the next call scans again.
      }
    },
  };
}
