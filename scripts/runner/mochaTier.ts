import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pickEnvironment } from '../lib/environment.ts';
import { runProgram, type Outcome } from '../lib/processGroup.ts';
import { testCache } from '../lib/testCache.ts';
import { keepTimes, readTimes, slowestFirst } from './fileTimes.ts';
import { stackOf } from './mochaEvents.ts';
import type { FileTime, TestResult } from './results.ts';
import { bundleTests } from './testBundle.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** All that a test or a check may see of the environment of whoever runs it. */
const visible = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'USER',
  'LOGNAME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TERM',
  'TMPDIR',
  'TEMP',
  'CI',
  'PINFOLD_TEST_CACHE',
  'PINFOLD_TEST_MATRIX',
  'PINFOLD_TEST_BROWSER',
  'PINFOLD_TEST_VSCODE',
];

/** An allow-list: an agent's markers, `NODE_OPTIONS`, certificates and tokens do not reach the tests. */
export function testEnvironment(): Record<string, string> {
  return { ...pickEnvironment(visible), NO_COLOR: '1' };
}

export interface MochaTier {
  /** Absolute path of a folder; every `*.test.ts` below it is run. */
  readonly folder: string;
  /** Milliseconds for one test. */
  readonly testMs: number;
  /** Milliseconds for all of them. */
  readonly tierMs: number;
  /** How many processes share the files; one if absent. */
  readonly processes?: number;
  /** Milliseconds that a finished process may take to let go of its servers, timers and children. */
  readonly settleMs?: number;
}

/**
 * Runs every test below a folder in processes of their own. A crash, an overrun, a file that nobody ran and a missing
 * end are failures of their own.
 *
 * @param onTimes gets what each file took.
 */
export async function runMocha(
  tier: MochaTier,
  onOutput: (text: string) => void,
  onTimes: (times: readonly FileTime[]) => void = () => {},
): Promise<readonly TestResult[]> {
  const files = slowestFirst(testFiles(tier.folder), readTimes());
  if (files.length === 0) return [];
  mkdirSync(testCache(), { recursive: true });
  const scratch = mkdtempSync(join(testCache(), 'results-'));
  try {
    const bundle = join(scratch, 'tests.cjs');
    await bundleTests(files, bundle);
    const count = Math.min(tier.processes ?? 1, files.length);
    const runs = await Promise.all(
      Array.from({ length: count }, (_, at) => runShare(tier, files, bundle, at, onOutput)),
    );
    const times = runs.flatMap((run) => run.times);
    keepTimes(times);
    onTimes(times);
    return [...runs.flatMap((run) => run.results), ...notRun(files, runs)];
  } catch (error) {
    return [{ title: 'the test files load', state: 'failed', detail: stackOf(error) }];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Share {
  readonly results: readonly TestResult[];
  readonly times: readonly FileTime[];
  readonly ended: boolean;
}

/** One of the processes that share the files. */
async function runShare(
  tier: MochaTier,
  files: readonly string[],
  bundle: string,
  at: number,
  onOutput: (text: string) => void,
): Promise<Share> {
  const scratch = dirname(bundle);
  const claims = join(scratch, 'claims');
  mkdirSync(claims, { recursive: true });
  const resultsFile = join(scratch, `results-${String(at)}.jsonl`);
  const times = [tier.testMs, tier.settleMs ?? 6_000].map(String);
  const outcome = await runProgram({
    command: process.execPath,
    args: ['--enable-source-maps', bundle, resultsFile, claims, ...times, ...files],
    cwd: repository,
    env: testEnvironment(),
    timeoutMs: tier.tierMs,
    onOutput,
  });
  const written = readResults(resultsFile);
  return { ...written, results: withFate(written, outcome) };
}

/** What no process has finished, when all of them say that they are done. */
function notRun(files: readonly string[], runs: readonly Share[]): readonly TestResult[] {
  if (!runs.every(({ ended }) => ended)) return [];
  const ran = new Set(runs.flatMap(({ times }) => times.map(({ testFile }) => testFile)));
  return files
    .filter((file) => !ran.has(file))
    .map((file) => ({ title: 'every test file is run', state: 'failed', detail: file }));
}

/** Absolute paths of the tests below a folder, in order. */
export function testFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** What a run wrote down, and whether it came to its end. */
export interface Written {
  readonly results: readonly TestResult[];
  readonly times: readonly FileTime[];
  readonly ended: boolean;
}

/** Reads a results file; a missing one is an empty one. */
export function readResults(file: string): Written {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const values = lines.map((line): unknown => JSON.parse(line));
  return {
    results: values.filter(isResult),
    times: values.filter(isTime),
    ended: values.some((value) => typeof value === 'object' && value !== null && 'end' in value),
  };
}

function isResult(value: unknown): value is TestResult {
  return typeof value === 'object' && value !== null && 'state' in value;
}

function isTime(value: unknown): value is FileTime {
  return typeof value === 'object' && value !== null && 'testFile' in value;
}

/** Adds a failure when a run did not come to its end, whatever its exit code. */
export function withFate(
  { results, ended }: Pick<Written, 'results' | 'ended'>,
  outcome: Outcome,
): readonly TestResult[] {
  if (ended && !outcome.timedOut) return results;
  const fate = outcome.timedOut
    ? `The time was up after ${Math.round(outcome.durationMs / 1000)} s.`
    : `The test process ended early (exit code ${String(outcome.exitCode)}).`;
  const detail = `${fate}\n${outcome.stderr.slice(-4000)}`;
  return [...results, { title: 'the tests run to their end', state: 'failed', detail }];
}
