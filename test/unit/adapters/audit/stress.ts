import { join } from 'node:path';
import { createJsonlTrail } from '../../../../src/adapters/audit/jsonlTrail.ts';
import { verifyDirectory } from '../../../../src/adapters/audit/verifyDirectory.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { Verification } from '../../../../src/core/audit/verification.ts';
import { bundleWorker, run, withFolder } from './support.ts';

export interface StressResult {
  readonly seconds: number;
  readonly slowestAppendMs: number;
  readonly failures: readonly string[];
  /** Call ids of all records, in the order of the trail. */
  readonly callIds: readonly (string | null)[];
  readonly verification: Verification;
}

/** Lets many processes append to one trail at once, and reads it afterwards. */
export function stress(processes: number, appends: number): Promise<StressResult> {
  return withFolder(async (folder) => {
    const worker = bundleWorker(folder);
    const directory = join(folder, 'audit');
    const begin = performance.now();
    const runs = Array.from({ length: processes }, (_, i) =>
      // Everybody waits for everybody: the last of many is not stuck, only late.
      run(process.execPath, [worker, 'append', directory, String(appends), `p${i}`, '60000']),
    );
    const results = await Promise.all(runs);
    const seconds = (performance.now() - begin) / 1000;
    const trail = createJsonlTrail({ directory, sha256: sha256Hex });
    const records = trail.last(Number.POSITIVE_INFINITY);
    return {
      seconds,
      slowestAppendMs: Math.max(...results.map(({ stdout }) => Number(stdout))),
      failures: results.filter(({ exitCode }) => exitCode !== 0).map(({ stderr }) => stderr),
      callIds: records.flatMap((record) => ('callId' in record ? [record.callId] : [])),
      verification: verifyDirectory(directory, sha256Hex),
    };
  });
}

export function expectedCallIds(processes: number, appends: number): string[] {
  return Array.from({ length: processes }, (_, p) =>
    Array.from({ length: appends }, (__, i) => `p${p}-${i}`),
  ).flat();
}
