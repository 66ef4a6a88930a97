import Mocha from 'mocha';
import { reportTo, stackOf } from './mochaEvents.ts';

/**
 * Runs test files inside an extension host, where nobody sees standard output: the results go to the file that
 * `PINFOLD_TEST_RESULTS` names.
 *
 * @param load imports one test file each, which calls `describe`.
 * @throws Error when a test failed or none ran; the host ends with exit code 1 then.
 */
export async function runTests(load: readonly (() => Promise<unknown>)[]): Promise<void> {
  const file = process.env['PINFOLD_TEST_RESULTS'];
  if (file === undefined) throw new Error('PINFOLD_TEST_RESULTS is not set.');
  const report = reportTo(file, () => {});
  const mocha = new Mocha({
    timeout: Number(process.env['PINFOLD_TEST_TIMEOUT']),
    forbidOnly: true,
    reporter: Mocha.reporters.Base,
  });
  // What mocha does for each file that it loads by itself.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  try {
    for (const each of load) await each();
  } catch (error) {
    report.result('the test files load', 'failed', stackOf(error));
    throw error;
  }
  const failures = await new Promise<number>((done) => {
    report.follow(mocha.run(done));
  });
  report.end();
  if (failures > 0) throw new Error(`${String(failures)} tests failed.`);
}
