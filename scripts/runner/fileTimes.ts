import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testCache } from '../lib/testCache.ts';
import type { FileTime } from './results.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const kept = join(testCache(), 'times.json');

/** How long test files took when they ran last, in milliseconds by path in the repository; empty on a new machine. */
export function readTimes(): ReadonlyMap<string, number> {
  try {
    const times: unknown = JSON.parse(readFileSync(kept, 'utf8'));
    if (typeof times !== 'object' || times === null) return new Map();
    return new Map(Object.entries(times).filter(([, ms]) => typeof ms === 'number'));
  } catch {
    return new Map();
  }
}

/** Keeps what files took, for the order of the next run. */
export function keepTimes(times: readonly FileTime[]): void {
  const all = Object.fromEntries(readTimes());
  for (const { testFile, ms } of times) {
    const path = relative(repository, testFile);
    // Tests of this runner plant files elsewhere.
    if (!path.startsWith('..')) all[path] = Math.round(ms);
  }
  mkdirSync(testCache(), { recursive: true });
  const fresh = `${kept}.${String(process.pid)}`;
  writeFileSync(fresh, JSON.stringify(all));
  renameSync(fresh, kept);
}

/**
 * The files in the order in which several processes are soonest done with them: the slowest first, and before those
 * what nobody knows yet.
 */
export function slowestFirst(
  files: readonly string[],
  times: ReadonlyMap<string, number>,
): readonly string[] {
  const of = (file: string): number =>
    times.get(relative(repository, file)) ?? Number.POSITIVE_INFINITY;
  return files.toSorted((a, b) => (of(a) === of(b) ? 0 : of(b) - of(a)));
}
