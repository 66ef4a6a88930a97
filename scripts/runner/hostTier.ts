import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createEditorWorkspace } from '../../test/support/editorWorkspace.ts';
import { workspaceEnvironment } from '../../test/support/workspace.ts';
import { pickEnvironment } from '../lib/environment.ts';
import { runProgram } from '../lib/processGroup.ts';
import { testCache } from '../lib/testCache.ts';
import { readResults, runMocha, testFiles, withFate, type MochaTier } from './mochaTier.ts';
import { notEmpty, type TestResult } from './results.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface HostTier {
  /** Folder of the tests that run inside the extension host. */
  readonly inside: string;
  /** The tests that lead the workbench from outside. */
  readonly outside: MochaTier;
}

/**
 * Runs the tests in a real VS Code: first those inside its extension host, then those that use its workbench as a
 * person would.
 */
export async function runHostTier(
  tier: HostTier,
  onOutput: (text: string) => void,
): Promise<readonly TestResult[]> {
  const inside = await runInside(tier, onOutput);
  const outside = await runMocha(tier.outside, onOutput);
  return [...notEmpty(inside), ...notEmpty(outside)];
}

async function runInside(
  { inside, outside }: HostTier,
  onOutput: (text: string) => void,
): Promise<readonly TestResult[]> {
  const files = testFiles(inside);
  if (files.length === 0) return [];
  // Inside the repository, where its packages are found.
  const results = join(repository, 'test-results');
  mkdirSync(results, { recursive: true });
  const scratch = mkdtempSync(join(results, 'host-'));
  const workspace = createEditorWorkspace();
  try {
    const bundle = join(scratch, 'tests.cjs');
    await bundleTests(files, bundle);
    const resultsFile = join(scratch, 'results.jsonl');
    const script = fileURLToPath(new URL('hostChild.ts', import.meta.url));
    const outcome = await runProgram({
      command: process.execPath,
      args: ['--import', 'tsx', script, bundle, workspace.root, join(workspace.base, 'code')],
      cwd: repository,
      env: {
        ...workspaceEnvironment(workspace),
        ...pickEnvironment(['PINFOLD_TEST_BROWSER', 'PINFOLD_TEST_VSCODE', 'DISPLAY']),
        PINFOLD_TEST_CACHE: testCache(),
        PINFOLD_TEST_RESULTS: resultsFile,
        PINFOLD_TEST_TIMEOUT: String(outside.testMs),
      },
      timeoutMs: outside.tierMs,
    });
    const found = withFate(readResults(resultsFile), {
      ...outcome,
      stderr: `${outcome.stdout}${outcome.stderr}`,
    });
    for (const { title, state } of found) {
      onOutput({ passed: '.', failed: `\nFAILED ${title}\n`, skipped: 's' }[state]);
    }
    return found;
  } finally {
    workspace.dispose();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** One module for the extension host, which knows neither TypeScript nor our modules. */
async function bundleTests(files: readonly string[], outfile: string): Promise<void> {
  const runner = fileURLToPath(new URL('insideHost.ts', import.meta.url));
  const imports = files.map((file) => `() => import(${JSON.stringify(file)})`);
  await build({
    stdin: {
      contents: `import { runTests } from ${JSON.stringify(runner)};
        export const run = () => runTests([${imports.join(', ')}]);`,
      resolveDir: repository,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
