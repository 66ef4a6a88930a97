/**
 * Many processes append to one trail at once: `npx tsx test/unit/adapters/audit/stress.ts [processes] [appends]`.
 * Prints the time; exits 1 when a record is lost or the chain does not hold.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createJsonlTrail } from '../../../../src/adapters/audit/jsonlTrail.ts';
import { verifyDirectory } from '../../../../src/adapters/audit/verifyDirectory.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { Verification } from '../../../../src/core/audit/verify.ts';
import { bundleWorker, run, withFolder } from './support.ts';

export interface StressResult {
  readonly seconds: number;
  readonly slowestAppendMs: number;
  readonly failures: readonly string[];
  /** Call ids of all records, in the order of the trail. */
  readonly callIds: readonly (string | null)[];
  readonly verification: Verification;
}

export function stress(processes: number, appends: number): Promise<StressResult> {
  return withFolder(async (folder) => {
    const worker = bundleWorker(folder);
    const directory = join(folder, 'audit');
    const begin = performance.now();
    const runs = Array.from({ length: processes }, (_, i) =>
      run(process.execPath, [worker, 'append', directory, String(appends), `p${i}`]),
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [processes = 64, appends = 200] = process.argv.slice(2).map(Number);
  const { callIds, failures, verification, seconds, slowestAppendMs } = await stress(
    processes,
    appends,
  );
  const found = new Set(callIds);
  const missing = expectedCallIds(processes, appends).filter((id) => !found.has(id));
  process.stdout.write(
    `${processes} × ${appends}: ${seconds.toFixed(2)} s, slowest append ${slowestAppendMs} ms, ` +
      `${callIds.length} records, ${missing.length} lost, ${failures.length} processes failed, ` +
      `chain ${verification.ok ? 'valid' : `broken: ${verification.first.problem}`}\n`,
  );
  for (const failure of failures.slice(0, 2)) process.stderr.write(failure);
  process.exitCode = missing.length === 0 && verification.ok && failures.length === 0 ? 0 : 1;
}
