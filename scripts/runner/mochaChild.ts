/**
 * Runs test files with mocha inside a process of its own:
 * `node --import tsx mochaChild.ts <results file> <timeout in ms> <test file>…`
 *
 * The results go to the file; standard output is for the tests and a dot for each of them.
 */
import Mocha from 'mocha';
import { reportTo, stackOf } from './mochaEvents.ts';

/** Milliseconds that a finished run may take to let go of its servers, timers and children. */
const settleMs = 6_000;

const [resultsFile = '', timeout = '', ...files] = process.argv.slice(2);

const report = reportTo(resultsFile, ({ title, state }) => {
  process.stdout.write({ passed: '.', failed: `\nFAILED ${title}\n`, skipped: 's' }[state]);
});

async function run(): Promise<void> {
  // The base reporter prints nothing; ours are the events below.
  const reporter = Mocha.reporters.Base;
  const mocha = new Mocha({ timeout: Number(timeout), forbidOnly: true, reporter });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  await new Promise<void>((done) => {
    report.follow(mocha.run(() => done()));
  });
}

try {
  await run();
} catch (error) {
  report.result('the test files load', 'failed', stackOf(error));
}
setTimeout(() => {
  const held = process.getActiveResourcesInfo().filter((name) => name !== 'TTYWrap');
  const detail = `Still open after the tests: ${held.join(', ')}`;
  report.result('nothing is left running', 'failed', detail);
  report.end();
  process.exit(1);
}, settleMs).unref();
process.once('beforeExit', () => {
  report.end();
  process.exit(0);
});
