import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Folder for everything that development needs and git does not keep: installed agents, throw-away homes and
 * workspaces. Absolute. `PINFOLD_TEST_CACHE` moves it.
 *
 * Deliberately not the system's temporary folder: Pinfold treats a path there as temporary, so that a workspace below
 * it would be judged by other rules than a developer's real one.
 */
export function testCache(): string {
  const chosen = process.env['PINFOLD_TEST_CACHE'];
  return chosen === undefined || chosen === ''
    ? join(homedir(), '.cache', 'pinfold-test')
    : resolve(chosen);
}
