/** Appends records to a trail: `node auditWorker.cjs DIRECTORY NAME COUNT`. One of many at once. */
import { createJsonlTrail } from '../../src/adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../src/adapters/digest/sha256.ts';
import { benchRecord } from './auditRecord.ts';

const [directory = '', name = '', count = '0'] = process.argv.slice(2);
// Everybody waits for everybody: the last of 64 writers is not stuck, only late.
const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 60_000 });
for (let turn = 0; turn < Number(count); turn += 1) {
  trail.append(benchRecord(`${name}-${String(turn)}`));
}
