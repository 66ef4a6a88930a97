import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { build, type BuildFailure } from 'esbuild';
import type { Violation } from './checkLayers.ts';

/**
 * Bundles all of `src/core` for no platform at all, so that whatever its packages reach (`node:*`, `vscode`, something
 * not installed) fails to resolve: the scan sees only what our own files say.
 *
 * @param root absolute path of the repository
 * @param files paths from the root; those outside `src/core/` are left out
 */
export async function bundleCore(root: string, files: Iterable<string>): Promise<Violation[]> {
  const entries = [...files].filter((file) => /^src\/core\/.*\.ts$/.test(file));
  if (entries.length === 0 || !existsSync(posix.join(root, 'src/core'))) return [];
  try {
    await build({
      absWorkingDir: root,
      stdin: {
        contents: entries
          .map((file) => `export * as ${nameFor(file)} from './${file}';`)
          .join('\n'),
        resolveDir: root,
        sourcefile: 'src/core',
      },
      bundle: true,
      write: false,
      platform: 'neutral',
      format: 'esm',
      // With `main` alone the bundled jsonc-parser dies at run time: its UMD build hides its parts from bundlers.
      mainFields: ['module', 'main'],
      logLevel: 'silent',
    });
    return [];
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return error.errors.map(({ text, location }) => ({
      file: location?.file ?? 'src/core',
      line: location?.line ?? 1,
      rule: 'bundle',
      message: `The core does not bundle on its own: ${text}`,
    }));
  }
}

function nameFor(file: string): string {
  return file.replaceAll(/[^A-Za-z0-9]/g, '_');
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
