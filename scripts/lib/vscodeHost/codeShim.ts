/**
 * Takes the command line of VS Code's own program `code`, opens the embedded VS Code with it, runs the tests there and
 * ends with their exit code. So one test runner serves a desktop VS Code and the embedded one.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { testCache } from '../testCache.ts';
import { startEmbeddedHost } from './embeddedHost.ts';

/** Exit codes of our own: no test gives them. */
const broken = 70;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'disable-workspace-trust': { type: 'boolean' },
    },
  });
  const [folder] = positionals;
  const { extensionDevelopmentPath: development, extensionTestsPath: tests } = values;
  if (folder === undefined || typeof development !== 'string' || typeof tests !== 'string') {
    throw new Error('The folder, the extension and its tests are needed.');
  }
  const runs = join(testCache(), 'runs');
  mkdirSync(runs, { recursive: true });
  const base = mkdtempSync(join(runs, 'code-'));
  try {
    const host = await startEmbeddedHost({
      base,
      folder,
      development,
      tests,
      env: environment(),
      workspaceTrust: values['disable-workspace-trust'] !== true,
      onLog: (text) => process.stderr.write(text),
    });
    try {
      const outcome = await host.outcome;
      if (typeof outcome === 'number') return outcome;
      process.stderr.write(`${outcome}\n`);
      return broken;
    } finally {
      await host.end();
    }
  } finally {
    rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Ours was chosen for the tests by whoever started us; but where the tests' own tools lie is no business of theirs. */
function environment(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name === 'PINFOLD_TEST_CACHE' ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = broken;
}
