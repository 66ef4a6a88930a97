import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Rows of a file of cases: one JSON value a line. @param name below test/cases */
export function readRows<T>(name: string): readonly T[] {
  const path = fileURLToPath(new URL(`../cases/${name}`, import.meta.url));
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
