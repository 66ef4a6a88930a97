import { readFileSync } from 'node:fs';
import type { Surroundings } from '../../src/core/zones/surroundings.ts';
import type { Entry } from './memoryFiles.ts';

/** One line of test/cases/paths/*.jsonl: what is on disk, what was written, what it means. */
export interface PathCase {
  readonly name: string;
  readonly stated: string;
  /** Added to {@link usualTree}. */
  readonly tree?: Readonly<Record<string, Entry>>;
  /** Paths that fail with a code when looked at. */
  readonly fail?: Readonly<Record<string, string>>;
  readonly cwd?: string | null;
  readonly platform?: Surroundings['platform'];
  readonly foldCase?: boolean;
  readonly roots?: readonly string[];
  readonly worktrees?: readonly string[];
  readonly homes?: readonly string[];
  readonly temporary?: readonly string[];
  readonly scratch?: readonly string[];
  /** Expected canonical paths of all readings, in order. */
  readonly paths?: readonly string[];
  /** Expected of the first reading. */
  readonly faces?: readonly string[];
  readonly place?: string;
  readonly root?: string | null;
  readonly unresolved?: string;
}

export const workspace = '/home/u/ws';

export const usualTree: Readonly<Record<string, Entry>> = {
  [`${workspace}/.git/config`]: '',
  [`${workspace}/.env`]: 'TOKEN=x',
  [`${workspace}/src/a.ts`]: '',
  '/home/u/.ssh/id_rsa': 'key',
  '/home/eve': { folder: true },
  '/etc/passwd': '',
  '/tmp': { folder: true },
  '/usr/bin/env': '',
  '/proc/42': { folder: true },
};

export function usualSurroundings(given: Partial<PathCase> = {}): Surroundings {
  return {
    platform: given.platform ?? 'linux',
    roots: (given.roots ?? [workspace]).map((path) => ({
      path,
      worktrees: given.worktrees ?? [],
    })),
    homes: given.homes ?? ['/home/u'],
    temporary: given.temporary ?? ['/tmp'],
    scratch: given.scratch ?? ['/home/u/.agent/plans'],
    user: 'u',
    foldCase: given.foldCase ?? false,
  };
}

export function readCases<T>(name: string): readonly T[] {
  const file = new URL(`../cases/paths/${name}.jsonl`, import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): T => JSON.parse(line));
}
