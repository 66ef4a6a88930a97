import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Notice } from '../../core/present/status.ts';

/**
 * Makes the code caches of installed programs, for the node that will run them: see src/hosts/hook/part.ts. Without
 * them every call costs some milliseconds more, and nothing else changes.
 * @param node with the options of the launcher: V8 takes no cache that was made with others
 * @param scratch an existing folder for what is needed meanwhile
 * @returns whether they were made anew; a warning when they cannot be made
 */
export function makeCodeCache(
  node: readonly [program: string, ...options: readonly string[]],
  folder: string,
  scratch: string,
): { readonly made: boolean; readonly warning: Notice | null } {
  const program = join(folder, 'codeCache.cjs');
  if (!existsSync(program)) return { made: false, warning: null };
  const temporary = mkdtempSync(join(scratch, 'code-cache-'));
  try {
    const [command, ...options] = node;
    const run = spawnSync(command, [...options, program, temporary], {
      cwd: temporary,
      // The same as the launcher's, so that V8 runs with the same flags.
      env: { HOME: temporary, PATH: '/usr/bin:/bin', ELECTRON_RUN_AS_NODE: '1' },
      encoding: 'utf8',
      timeout: 30_000,
      killSignal: 'SIGKILL',
    });
    if (run.status === 0) return { made: run.stdout === 'made', warning: null };
    const said = (run.error?.message ?? run.stderr).trim().split('\n', 1)[0] ?? '';
    return { made: false, warning: slow(said) };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function slow(said: string): Notice {
  return {
    code: 'code-cache-missing',
    message:
      `Calls take a little longer than they could: compiled code could not be kept. ${said}`.trim(),
    remedy: 'Free space or make the data folder writable for you, then protect again.',
  };
}
