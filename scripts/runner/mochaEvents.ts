import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { skipReasonOf } from '../../test/support/skip.ts';
import type { FileTime, TestResult } from './results.ts';

/** What happens to the tests of one mocha run, written down as it happens. */
export interface MochaReport {
  readonly result: (title: string, state: TestResult['state'], detail: string) => void;
  /** The results of a mocha run. */
  readonly follow: (runner: Mocha.Runner) => Mocha.Runner;
  /** How long a test file took, in milliseconds. */
  readonly took: (testFile: string, ms: number) => void;
  /** The last line: without it the run did not come to its end. */
  readonly end: () => void;
}

/**
 * Appends each result to a file at once, one JSON line each, so that a crash loses nothing.
 *
 * @param seen is called after each result.
 */
export function reportTo(file: string, seen: (result: TestResult) => void): MochaReport {
  const write = (line: TestResult | FileTime | { readonly end: true }): void => {
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  };
  const result: MochaReport['result'] = (title, state, detail) => {
    write({ title, state, detail });
    seen({ title, state, detail });
  };
  return {
    result,
    follow: (runner) =>
      runner
        .on('pass', (test) => result(test.fullTitle(), 'passed', ''))
        .on('fail', (test, error) => result(test.fullTitle(), 'failed', stackOf(error)))
        .on('pending', (test) => {
          const reason = skipReasonOf(test);
          if (reason !== null) return result(test.fullTitle(), 'skipped', reason);
          const detail = 'Skipped without a reason that test/support/skip.ts permits.';
          return result(test.fullTitle(), 'failed', detail);
        }),
    took: (testFile, ms) => write({ testFile, ms }),
    end: () => write({ end: true }),
  };
}

/** An error in words, with its stack. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  return error.stack?.includes(error.message) === true
    ? error.stack
    : `${error.message}\n${error.stack ?? ''}`;
}
