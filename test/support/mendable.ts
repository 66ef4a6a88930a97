import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './workspace.ts';

const copying = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true };

/**
 * Keeps copies of a workspace's project and home as they are. To protect a workspace takes as long as ten calls; tests
 * that change one share it by this.
 *
 * @param name where the copies lie in the workspace
 * @returns what puts both back as they were.
 */
export function keepAsItIs({ base }: Pick<Workspace, 'base'>, name = 'kept'): () => void {
  const kept = ['project', 'home'].map((each) => [join(base, each), join(base, name, each)]);
  for (const [at = '', copy = ''] of kept) cpSync(at, copy, copying);
  return () => {
    for (const [at = '', copy = ''] of kept) {
      if (existsSync(at)) rmSync(at, { recursive: true, force: true });
      cpSync(copy, at, copying);
    }
  };
}
