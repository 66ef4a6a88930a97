/**
 * `npm run matrix`: the matrices of the tests in full, which `npm test` runs thinned: every fault with the calls and the
 * processes of every agent, and every watchdog under every shell. Prints the table of faults. Exit code 1 when
 * something failed.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { matrixAgents, readRows } from '../test/support/faults/rows.ts';
import { faultTable } from './runner/faultTable.ts';
import { runMocha } from './runner/mochaTier.ts';
import { count, notEmpty, renderSummary, type TierReport } from './runner/results.ts';

const tests = fileURLToPath(new URL('../test', import.meta.url));
const minute = 60_000;

async function run(name: string, folder: string): Promise<TierReport> {
  const started = performance.now();
  process.stdout.write(`\n${name}: ${folder} `);
  const tier = { folder: join(tests, folder), testMs: 3 * minute, tierMs: 20 * minute };
  const results = await runMocha({ ...tier, processes: matrixAgents.length }, (text) =>
    process.stdout.write(text),
  );
  return { name, results: notEmpty(results), seconds: (performance.now() - started) / 1000 };
}

async function main(): Promise<number> {
  process.env['PINFOLD_TEST_MATRIX'] = 'whole';
  const launcher = await run('launcher', 'contract/launcher');
  const contract = await run('contract', 'contract/faults');
  const agents = await run('agents', 'agents/faults');
  const table = faultTable([contract, agents], readRows(), matrixAgents, true);
  const missing = { name: 'faults', results: table?.missing ?? [], seconds: 0 };
  const reports = [launcher, contract, agents, missing];
  process.stdout.write(`\n\n${table?.text ?? ''}\n${renderSummary(reports)}`);
  return reports.some(({ results }) => count(results).failed > 0) ? 1 : 0;
}

// The tests run in process groups of their own, which Ctrl-C does not reach; leaving in order ends them.
process.once('SIGINT', () => process.exit(130));
process.exitCode = await main();
