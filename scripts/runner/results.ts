/** One test or check that ran, or should have. */
export interface TestResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Failed: the stack or the output. Skipped: the reason. Passed: empty. */
  readonly detail: string;
}

/** How long a test file took, in milliseconds. */
export interface FileTime {
  readonly testFile: string;
  readonly ms: number;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface TierReport {
  readonly name: string;
  readonly results: readonly TestResult[];
  readonly seconds: number;
}

/** A tier in which nothing ran has shown nothing: it fails. */
export function notEmpty(results: readonly TestResult[]): readonly TestResult[] {
  if (results.some(({ state }) => state !== 'skipped')) return results;
  const detail = 'Not one test ran. A tier that shows nothing counts as failed.';
  return [...results, { title: 'the tier runs at least one test', state: 'failed', detail }];
}

export function count(results: readonly TestResult[]): Counts {
  const of = (wanted: TestResult['state']): number =>
    results.filter(({ state }) => state === wanted).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

/** `N passed, N failed, N skipped`. */
export function countLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** The end of a run: every failure once more, every skip with its reason, a line for each tier, and the sum. */
export function renderSummary(tiers: readonly TierReport[]): string {
  const all = tiers.flatMap(({ name, results }) =>
    results.map((result) => ({ ...result, title: `${name}: ${result.title}` })),
  );
  const failures = all
    .filter(({ state }) => state === 'failed')
    .map(({ title, detail }, index) => `${index + 1}) ${title}\n${indent(detail)}\n`);
  const skips = all
    .filter(({ state }) => state === 'skipped')
    .map(({ title, detail }) => `skipped: ${title} (${detail})`);
  const width = Math.max(...tiers.map(({ name }) => name.length));
  const rows = tiers.map(
    ({ name, results, seconds }) =>
      `${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s  ${countLine(count(results))}`,
  );
  const blocks = [failures.join('\n'), skips.join('\n'), rows.join('\n'), countLine(count(all))];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The test files that took longest, a line for each: seconds, path. */
export function renderSlowest(times: readonly FileTime[], most = 25): string {
  return times
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, most)
    .map(({ testFile, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${testFile}\n`)
    .join('');
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `   ${line}`)
    .join('\n');
}
