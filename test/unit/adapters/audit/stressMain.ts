/**
 * Many processes append to one trail at once: `npx tsx test/unit/adapters/audit/stressMain.ts [processes] [appends]`.
 * Prints the time; exits 1 when a record is lost or the chain does not hold.
 */
import { expectedCallIds, stress } from './stress.ts';

const [processes = 64, appends = 200] = process.argv.slice(2).map(Number);
const { callIds, failures, verification, seconds, slowestAppendMs } = await stress(
  processes,
  appends,
);
const found = new Set(callIds);
const missing = expectedCallIds(processes, appends).filter((id) => !found.has(id));
process.stdout.write(
  `${processes} × ${appends}: ${seconds.toFixed(2)} s, slowest append ${slowestAppendMs} ms, ` +
    `${callIds.length} records in ${verification.segments} segments, ${missing.length} lost, ` +
    `${failures.length} processes failed, ` +
    `chain ${verification.ok ? 'valid' : `broken: ${verification.first.problem}`}\n`,
);
for (const failure of failures.slice(0, 2)) process.stderr.write(failure);
process.exitCode = missing.length === 0 && verification.ok && failures.length === 0 ? 0 : 1;
