import type { RepositoryNames } from '../../core/policy/proposal.ts';
import type { Files } from '../../ports/files.ts';

const deepest = 3;
const mostEntries = 5_000;

/** What others made, or what is made anew: nothing in it tells about the project. */
const passedOver = new Set(
  'node_modules .git .venv venv dist build out target coverage vendor __pycache__ .tox .cache .next'.split(
    ' ',
  ),
);

/** The names of folders and files of a repository, nearest first, up to a bound: enough to propose a policy. */
export function repositoryNames(root: string, files: Files): RepositoryNames {
  const found = { folders: [] as string[], files: [] as string[] };
  let level: readonly string[] = [''];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      for (const { name, kind } of files.list(folder === '' ? root : `${root}/${folder}`) ?? []) {
        if (found.folders.length + found.files.length >= mostEntries) return sorted(found);
        const path = folder === '' ? name : `${folder}/${name}`;
        if (kind === 'file') found.files.push(path);
        if (kind !== 'directory' || passedOver.has(name)) continue;
        found.folders.push(path);
        next.push(path);
      }
    }
    level = next;
  }
  return sorted(found);
}

function sorted(found: { folders: string[]; files: string[] }): RepositoryNames {
  const depth = (path: string): number => path.split('/').length;
  const order = (a: string, b: string): number => depth(a) - depth(b) || (a < b ? -1 : 1);
  return { folders: found.folders.toSorted(order), files: found.files.toSorted(order) };
}
