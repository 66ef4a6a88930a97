import { parseArgs } from 'node:util';
import { fuzzShell } from './fuzz.ts';

const help = `Usage: npm run fuzz -- [--count N] [--seed N]

Gives the shell analysis N hostile texts (default 100000). The seed is printed; the same seed gives the same texts.
`;

function main(): number {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '100000' },
      seed: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const count = Number(values.count);
  const seed = values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed);
  if (values.help || !Number.isSafeInteger(count) || !Number.isSafeInteger(seed) || count < 1) {
    (values.help ? process.stdout : process.stderr).write(help);
    return values.help ? 0 : 2;
  }
  process.stdout.write(`Seed ${String(seed)}\n`);
  const { failures, slowest, durationMs, unparsable } = fuzzShell(seed, count);
  for (const { text, what } of failures) {
    process.stdout.write(`${JSON.stringify(text.slice(0, 2_000))}\n  ${what}\n`);
  }
  const seconds = (durationMs / 1000).toFixed(1);
  process.stdout.write(
    `${String(count)} texts in ${seconds} s, ${String(unparsable)} of them unparsable; ` +
      `${String(failures.length)} failures\n` +
      `The slowest took ${slowest.ms.toFixed(0)} ms: ${JSON.stringify(slowest.text.slice(0, 100))}\n`,
  );
  return failures.length === 0 ? 0 : 1;
}

process.exitCode = main();
