/**
 * Runs test files with mocha inside a process of its own, bundled with them (testBundle.ts):
 * `node tests.cjs <results file> <folder of claims> <timeout in ms> <settle time in ms> <test file>…`
 *
 * Several such processes may share the files: whoever makes the file of claims for one of them runs it. The results go
 * to the results file; standard output is for the tests and a dot for each of them.
 */
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { reportTo, stackOf, type MochaReport } from './mochaEvents.ts';

/**
 * Runs the files of the command line that nobody else has taken.
 *
 * @param load runs the module of a test file, which calls `describe`.
 */
export function runTests(load: ReadonlyMap<string, () => unknown>): void {
  const [resultsFile = '', claims = '', timeout = '', settle = '', ...files] =
    process.argv.slice(2);
  const report = reportTo(resultsFile, ({ title, state }) => {
    process.stdout.write({ passed: '.', failed: `\nFAILED ${title}\n`, skipped: 's' }[state]);
  });
  void runAll(files, claims, async (file) => {
    const started = performance.now();
    try {
      await runFile(file, load.get(file), Number(timeout), report);
    } catch (error) {
      report.result('the test files load', 'failed', stackOf(error));
    }
    report.took(file, performance.now() - started);
  }).then(() => leave(report, Number(settle)));
}

async function runAll(
  files: readonly string[],
  claims: string,
  run: (file: string) => Promise<void>,
): Promise<void> {
  for (const [at, file] of files.entries()) if (claim(join(claims, String(at)))) await run(file);
}

function claim(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Each file is a run of its own: its hooks outside every suite are for its own tests alone. */
async function runFile(
  file: string,
  load: (() => unknown) | undefined,
  timeout: number,
  report: MochaReport,
): Promise<void> {
  if (load === undefined) throw new Error(`${file} is not in the bundle.`);
  // The base reporter prints nothing; ours are the events below.
  const reporter = Mocha.reporters.Base;
  const mocha = new Mocha({ timeout, forbidOnly: true, reporter });
  // What mocha does for each file that it loads by itself.
  mocha.suite.emit('pre-require', globalThis, file, mocha);
  load();
  await new Promise<void>((done) => {
    report.follow(mocha.run(() => done()));
  });
  mocha.dispose();
}

/** Ends this process once nothing holds it any more; after `settle` milliseconds, what still does is a failure. */
function leave(report: MochaReport, settle: number): void {
  setTimeout(() => {
    const held = process.getActiveResourcesInfo().filter((name) => name !== 'TTYWrap');
    const detail = `Still open after the tests: ${held.join(', ')}`;
    report.result('nothing is left running', 'failed', detail);
    report.end();
    process.exit(1);
  }, settle).unref();
  process.once('beforeExit', () => {
    report.end();
    process.exit(0);
  });
}
