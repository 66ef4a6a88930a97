import { spawnSync } from 'node:child_process';

/** Timings of one thing. */
export interface Sample {
  readonly n: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Summary of measured values, in their unit.
 *
 * @throws RangeError for no values at all.
 */
export function summarise(values: readonly number[]): Sample {
  const sorted = values.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) throw new RangeError('Nothing was measured.');
  const upper = sorted[sorted.length >> 1] ?? max;
  const lower = sorted[(sorted.length - 1) >> 1] ?? min;
  return { n: sorted.length, median: (lower + upper) / 2, min, max };
}

/**
 * The value that so many of a hundred values do not exceed.
 *
 * @throws RangeError for no values at all.
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  if (value === undefined) throw new RangeError('Nothing was measured.');
  return value;
}

/**
 * Measures several things in turn, round by round, so that a busy moment of the machine hits all of them alike.
 * The first rounds warm caches and do not count.
 *
 * @param subjects by name, each gives one value per round.
 * @returns the sample of a name.
 */
export function interleave<Name extends string>(
  subjects: Readonly<Record<Name, () => number>>,
  rounds: number,
  warmUps: number,
): (name: Name) => Sample {
  const values = new Map<string, number[]>();
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [name, measure] of Object.entries<() => number>(subjects)) {
      const value = measure();
      if (round >= 0) values.set(name, [...(values.get(name) ?? []), value]);
    }
  }
  return (name) => summarise(values.get(name) ?? []);
}

/**
 * Wall time of one process from its start to its end, in milliseconds.
 *
 * @throws Error when it does not end with the expected code.
 */
export function timeProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input: string,
  expectedCode: number,
): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(command, args, { env: { ...env }, input, stdio: 'pipe' });
  const elapsed = performance.now() - started;
  if (status === expectedCode) return elapsed;
  throw new Error(`${command} ended with ${String(status)}: ${stderr.toString()}`);
}

/**
 * Time of one call of a fast function, in microseconds: medians over batches that are long enough for the clock.
 *
 * @param run is given a running number, so that it can vary its input.
 */
export function timeCalls(run: (turn: number) => void, batches = 41, batchMs = 5): Sample {
  let perBatch = 1;
  // Also warms the function up for the compiler.
  while (timeBatch(run, perBatch) < batchMs) perBatch *= 2;
  const values: number[] = [];
  for (let batch = 0; batch < batches; batch += 1) {
    values.push((timeBatch(run, perBatch) * 1000) / perBatch);
  }
  return summarise(values);
}

function timeBatch(run: (turn: number) => void, times: number): number {
  const started = performance.now();
  for (let turn = 0; turn < times; turn += 1) run(turn);
  return performance.now() - started;
}
