/**
 * `npm test [-- tier… --slowest]`: runs the tiers in order and ends with `N passed, N failed, N skipped` on a line of
 * its own. Before that stands the fault matrix. `--slowest` prints the test files of each tier that took longest.
 * Exit codes: 0 all passed, 1 something failed or a tier ran nothing, 2 wrong arguments.
 */
import { parseArgs } from 'node:util';
import { matrixAgents, readRows } from '../test/support/faults/rows.ts';
import { faultTable } from './runner/faultTable.ts';
import {
  countLine,
  count,
  notEmpty,
  renderSlowest,
  renderSummary,
  type TierReport,
} from './runner/results.ts';
import { chooseTiers, tiers, type Tier } from './runner/tiers.ts';

async function runTier(tier: Tier, slowest: boolean): Promise<TierReport> {
  const started = performance.now();
  process.stdout.write(`\n${tier.name} `);
  const say = (text: string): void => void process.stdout.write(text);
  let table = '';
  const results = notEmpty(await tier.run(say, (times) => (table = renderSlowest(times))));
  const seconds = (performance.now() - started) / 1000;
  say(`\n${countLine(count(results))} in ${seconds.toFixed(1)} s\n`);
  if (slowest) say(table);
  return { name: tier.name, results, seconds };
}

async function main(args: readonly string[]): Promise<number> {
  let chosen: readonly Tier[];
  let slowest: boolean;
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { slowest: { type: 'boolean', default: false } },
    });
    chosen = chooseTiers(tiers, positionals);
    slowest = values.slowest;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
  const reports: TierReport[] = [];
  for (const tier of chosen) reports.push(await runTier(tier, slowest));
  const faults = faultTable(reports, readRows(), matrixAgents, false);
  if (faults !== null) process.stdout.write(`\n${faults.text}`);
  if (faults !== null && faults.missing.length > 0) {
    reports.push({ name: 'faults', results: faults.missing, seconds: 0 });
  }
  process.stdout.write(`\n${renderSummary(reports)}`);
  return reports.some(({ results }) => count(results).failed > 0) ? 1 : 0;
}

// The tests run in process groups of their own, which Ctrl-C does not reach; leaving in order ends them.
process.once('SIGINT', () => process.exit(130));
process.exitCode = await main(process.argv.slice(2));
