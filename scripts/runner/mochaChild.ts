/**
 * Runs test files with mocha inside a process of its own:
 * `node --import tsx mochaChild.ts <results file> <timeout in ms> <test file>…`
 *
 * Every finished test is appended to the results file at once, one JSON line each, so that a crash loses nothing;
 * the last line is `{"end":true}`. Standard output is for the tests and a dot for each of them.
 */
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import Mocha from 'mocha';
import { skipReasonOf } from '../../test/support/skip.ts';
import type { TestResult } from './results.ts';

/** Milliseconds that a finished run may take to let go of its servers, timers and children. */
const settleMs = 6_000;

const [resultsFile = '', timeout = '', ...files] = process.argv.slice(2);

function write(line: TestResult | { readonly end: true }): void {
  appendFileSync(resultsFile, `${JSON.stringify(line)}\n`);
}

function report(title: string, state: TestResult['state'], detail: string): void {
  write({ title, state, detail });
  process.stdout.write({ passed: '.', failed: `\nFAILED ${title}\n`, skipped: 's' }[state]);
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  return error.stack?.includes(error.message) === true
    ? error.stack
    : `${error.message}\n${error.stack ?? ''}`;
}

async function run(): Promise<void> {
  // The base reporter prints nothing; ours are the events below.
  const reporter = Mocha.reporters.Base;
  const mocha = new Mocha({ timeout: Number(timeout), forbidOnly: true, reporter });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  await new Promise<void>((done) => {
    mocha
      .run(() => done())
      .on('pass', (test) => report(test.fullTitle(), 'passed', ''))
      .on('fail', (test, error) => report(test.fullTitle(), 'failed', stackOf(error)))
      .on('pending', (test) => {
        const reason = skipReasonOf(test);
        if (reason !== null) return report(test.fullTitle(), 'skipped', reason);
        const detail = 'Skipped without a reason that test/support/skip.ts permits.';
        return report(test.fullTitle(), 'failed', detail);
      });
  });
}

try {
  await run();
} catch (error) {
  report('the test files load', 'failed', stackOf(error));
}
setTimeout(() => {
  const held = process.getActiveResourcesInfo().filter((name) => name !== 'TTYWrap');
  report('nothing is left running', 'failed', `Still open after the tests: ${held.join(', ')}`);
  write({ end: true });
  process.exit(1);
}, settleMs).unref();
process.once('beforeExit', () => {
  write({ end: true });
  process.exit(0);
});
