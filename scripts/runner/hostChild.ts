/**
 * Runs bundled tests in an extension host: `node --import tsx hostChild.ts <bundle> <folder> <data folder>`. The host is
 * the desktop VS Code that `PINFOLD_TEST_VSCODE` names, or the embedded one.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { writeUserSettings } from '../lib/vscodeHost/embeddedHost.ts';

const [bundle = '', folder = '', data = ''] = process.argv.slice(2);
const desktop = process.env['PINFOLD_TEST_VSCODE'];
const embedded = fileURLToPath(new URL('../lib/vscodeHost/code', import.meta.url));

// The embedded one makes its own.
writeUserSettings(data, {});
try {
  await runTests({
    vscodeExecutablePath: desktop === undefined || desktop === '' ? embedded : desktop,
    extensionDevelopmentPath: fileURLToPath(new URL('../..', import.meta.url)),
    extensionTestsPath: bundle,
    launchArgs: [
      folder,
      `--user-data-dir=${join(data, 'data')}`,
      `--extensions-dir=${join(data, 'extensions')}`,
    ],
  });
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
}
