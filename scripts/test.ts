/**
 * `npm test [-- tier…]`: runs the tiers in order and ends with `N passed, N failed, N skipped` on a line of its own.
 * Exit codes: 0 all passed, 1 something failed or a tier ran nothing, 2 wrong arguments.
 */
import { countLine, count, notEmpty, renderSummary, type TierReport } from './runner/results.ts';
import { chooseTiers, tiers, type Tier } from './runner/tiers.ts';

async function runTier(tier: Tier): Promise<TierReport> {
  const started = performance.now();
  process.stdout.write(`\n${tier.name} `);
  const results = notEmpty(await tier.run((text) => process.stdout.write(text)));
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`\n${countLine(count(results))} in ${seconds.toFixed(1)} s\n`);
  return { name: tier.name, results, seconds };
}

async function main(names: readonly string[]): Promise<number> {
  let chosen: readonly Tier[];
  try {
    chosen = chooseTiers(tiers, names);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
  const reports: TierReport[] = [];
  for (const tier of chosen) reports.push(await runTier(tier));
  process.stdout.write(`\n${renderSummary(reports)}`);
  return reports.some(({ results }) => count(results).failed > 0) ? 1 : 0;
}

// The tests run in process groups of their own, which Ctrl-C does not reach; leaving in order ends them.
process.once('SIGINT', () => process.exit(130));
process.exitCode = await main(process.argv.slice(2));
