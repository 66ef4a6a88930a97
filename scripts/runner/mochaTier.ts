import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pickEnvironment } from '../lib/environment.ts';
import { runProgram, type Outcome } from '../lib/processGroup.ts';
import { testCache } from '../lib/testCache.ts';
import type { TestResult } from './results.ts';

const child = fileURLToPath(new URL('mochaChild.ts', import.meta.url));
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
}

/** Runs every test below a folder in one process. A crash, an overrun or a missing end is a failure of its own. */
export async function runMocha(
  tier: MochaTier,
  onOutput: (text: string) => void,
): Promise<readonly TestResult[]> {
  const files = testFiles(tier.folder);
  if (files.length === 0) return [];
  mkdirSync(testCache(), { recursive: true });
  const scratch = mkdtempSync(join(testCache(), 'results-'));
  try {
    const resultsFile = join(scratch, 'results.jsonl');
    const outcome = await runProgram({
      command: process.execPath,
      args: ['--import', 'tsx', child, resultsFile, String(tier.testMs), ...files],
      cwd: repository,
      env: testEnvironment(),
      timeoutMs: tier.tierMs,
      onOutput,
    });
    return withFate(readResults(resultsFile), outcome);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
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
  readonly ended: boolean;
}

/** Reads a results file; a missing one is an empty one. */
export function readResults(file: string): Written {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const values = lines.map((line): unknown => JSON.parse(line));
  return {
    results: values.filter(isResult),
    ended: values.some((value) => typeof value === 'object' && value !== null && 'end' in value),
  };
}

function isResult(value: unknown): value is TestResult {
  return typeof value === 'object' && value !== null && 'state' in value;
}

/** Adds a failure when a run did not come to its end, whatever its exit code. */
export function withFate({ results, ended }: Written, outcome: Outcome): readonly TestResult[] {
  if (ended && !outcome.timedOut) return results;
  const fate = outcome.timedOut
    ? `The time was up after ${Math.round(outcome.durationMs / 1000)} s.`
    : `The test process ended early (exit code ${String(outcome.exitCode)}).`;
  const detail = `${fate}\n${outcome.stderr.slice(-4000)}`;
  return [...results, { title: 'the tests run to their end', state: 'failed', detail }];
}
