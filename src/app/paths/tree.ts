import { foldKey } from '../../core/paths/lexical.ts';
import { type DirectoryEntry, type Files, FilesError, type FileStat } from '../../ports/files.ts';

/** What cannot be seen is kept apart from what is not there. */
export const unseen = Symbol('unseen');
export type Unseen = typeof unseen;

/**
 * The real tree during one action: every entry is looked up once, so that all paths of an action are judged on the
 * same view, and shared prefixes cost nothing. Never kept longer: an agent changes the tree between actions.
 */
export interface Tree {
  lstat(path: string): FileStat | null | Unseen;
  readlink(path: string): string | null | Unseen;
  list(path: string): readonly DirectoryEntry[] | null | Unseen;
  /** The name as the folder spells it, when only case or Unicode form differ; null when it lists no such name. */
  spelling(folder: string, name: string): string | null;
}

export function createTree(files: Files): Tree {
  const stats = new Map<string, FileStat | null | Unseen>();
  const links = new Map<string, string | null | Unseen>();
  const lists = new Map<string, readonly DirectoryEntry[] | null | Unseen>();
  const names = new Map<string, ReadonlyMap<string, string>>();

  const list = (path: string): readonly DirectoryEntry[] | null | Unseen =>
    remember(lists, path, () => files.list(path));
  return {
    lstat: (path) => remember(stats, path, () => files.lstat(path)),
    readlink: (path) => remember(links, path, () => files.readlink(path)),
    list,
    spelling: (folder, name) => {
      let known = names.get(folder);
      if (known === undefined) {
        known = spellings(list(folder));
        names.set(folder, known);
      }
      return known.get(name) ?? known.get(foldKey(name, true)) ?? null;
    },
  };
}

/** Exact names lead to themselves, folded ones to the name on disk. */
function spellings(
  entries: readonly DirectoryEntry[] | null | Unseen,
): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  if (entries === null || entries === unseen) return known;
  for (const { name } of entries) known.set(foldKey(name, true), name);
  for (const { name } of entries) known.set(name, name);
  return known;
}

function remember<T>(known: Map<string, T | Unseen>, path: string, look: () => T): T | Unseen {
  const before = known.get(path);
  if (before !== undefined) return before;
  let found: T | Unseen;
  try {
    found = look();
  } catch (error) {
    if (!(error instanceof FilesError)) throw error;
    found = unseen;
  }
  known.set(path, found);
  return found;
}
