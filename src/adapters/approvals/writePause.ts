import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Pause } from '../../core/approvals/approval.ts';
import { pauseOf } from '../../core/approvals/places.ts';
import { sha256 } from './requestFiles.ts';

/**
 * Puts a pause where a hook looks for it, all or nothing; in place of the one that the root had before.
 * @param approvals `<state>/approvals`
 */
export function writePause(approvals: string, pause: Pause): void {
  const path = `${approvals}/${pauseOf(pause.root, sha256)}`;
  const temporary = `${path}.${pause.nonce}.new`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(temporary, JSON.stringify(pause), { mode: 0o600, flag: 'wx' });
  renameSync(temporary, path);
}
