/**
 * `npm run matrix`: every variant of every fault with the calls of every agent, and the table of them. `npm test` tries
 * the variants of a fault with the agents in turn. Exit code 1 when something failed.
 */
import { fileURLToPath } from 'node:url';
import { matrixAgents, readRows } from '../test/support/faults/rows.ts';
import { faultTable } from './runner/faultTable.ts';
import { runMocha } from './runner/mochaTier.ts';
import { count, notEmpty, renderSummary, type TierReport } from './runner/results.ts';

const folder = fileURLToPath(new URL('../test/contract/faults', import.meta.url));

async function main(): Promise<number> {
  process.env['PINFOLD_TEST_MATRIX'] = 'whole';
  const started = performance.now();
  const tier = { folder, testMs: 60_000, tierMs: 20 * 60_000, processes: matrixAgents.length };
  const results = notEmpty(await runMocha(tier, (text) => process.stdout.write(text)));
  const seconds = (performance.now() - started) / 1000;
  const ran: TierReport = { name: 'contract', results, seconds };
  const table = faultTable([ran], readRows(), matrixAgents, true);
  const reports = [ran, { name: 'faults', results: table?.missing ?? [], seconds: 0 }];
  process.stdout.write(`\n\n${table?.text ?? ''}\n${renderSummary(reports)}`);
  return reports.some((report) => count(report.results).failed > 0) ? 1 : 0;
}

// The tests run in process groups of their own, which Ctrl-C does not reach; leaving in order ends them.
process.once('SIGINT', () => process.exit(130));
process.exitCode = await main();
