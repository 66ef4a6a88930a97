import { foldKey } from '../../src/core/paths/lexical.ts';
import {
  type DirectoryEntry,
  type Files,
  FilesError,
  type FileStat,
} from '../../src/ports/files.ts';

/**
 * A file system in memory that behaves like a POSIX kernel towards the Files port: links in the middle of a path are
 * followed, `..` is the real parent, hard links share an inode.
 */
export interface MemoryFiles extends Files {
  add(path: string, entry: Entry): void;
  remove(path: string): void;
  /** Lets somebody else than root write what is there. */
  share(path: string): void;
  /** Makes every look at this path fail with the code (`EACCES`, `EIO`); null heals it. */
  fail(path: string, code: string | null): void;
  /** How often each method was called. */
  readonly calls: { lstat: number; readlink: number; list: number; readText: number };
}

/** A text is a file's content. */
export type Entry =
  | string
  | { readonly link: string }
  | { readonly hard: string }
  | { readonly folder: true }
  | { readonly other: true };

export interface MemoryOptions {
  readonly foldCase?: boolean;
  /** Change time of everything that is added, in milliseconds. */
  readonly now?: () => number;
}

interface Inode {
  readonly kind: FileStat['kind'];
  readonly number: number;
  readonly text: string;
  readonly children: Map<string, { name: string; inode: Inode }>;
  links: number;
  changedAt: number;
}

const mostLinks = 40;

/** @param tree entries by absolute path; missing parents are made */
export function memoryFiles(
  tree: Readonly<Record<string, Entry>> = {},
  options: MemoryOptions = {},
): MemoryFiles {
  const now = options.now ?? (() => 1_000);
  const key = (name: string): string => foldKey(name, options.foldCase ?? false);
  const keyOf = options.foldCase ? key : (name: string): string => name;
  const faults = new Map<string, string>();
  const shared = new Set<string>();
  const calls = { lstat: 0, readlink: 0, list: 0, readText: 0 };
  let count = 1;
  const inode = (kind: FileStat['kind'], text = ''): Inode => ({
    kind,
    number: (count += 1),
    text,
    children: new Map(),
    links: 1,
    changedAt: now(),
  });
  const root = inode('directory');

  const find = (path: string, followLast: boolean): Inode | null => {
    const pending = path.split('/').toReversed();
    const way: Inode[] = [root];
    let names: string[] = [];
    let hops = 0;
    // A slash at the end follows a link, as the kernel does.
    while (pending.length > 0) {
      const name = pending.pop() ?? '';
      const here = way.at(-1) ?? root;
      if (name === '' && pending.length === 0 && here.kind !== 'directory') return null;
      if (here.kind !== 'directory') return null;
      if (name === '' || name === '.') continue;
      if (name === '..') {
        if (way.length > 1) way.pop();
        names = names.slice(0, -1);
        continue;
      }
      if (name.length > 255) throw new FilesError('ENAMETOOLONG', path);
      const at = `/${[...names, name].join('/')}`;
      const fault = faults.get(at);
      if (fault !== undefined) throw new FilesError(fault, path);
      const found = here.children.get(keyOf(name))?.inode;
      if (found === undefined) return null;
      if (found.kind === 'link' && (followLast || pending.length > 0)) {
        hops += 1;
        if (hops > mostLinks) throw new FilesError('ELOOP', path);
        if (found.text.startsWith('/')) {
          way.length = 1;
          names = [];
        }
        pending.push(...found.text.split('/').toReversed());
        continue;
      }
      way.push(found);
      names = [...names, name];
    }
    return way.at(-1) ?? null;
  };

  const parentFor = (path: string): { folder: Inode; name: string } => {
    const segments = path.split('/').filter((segment) => segment !== '');
    const name = segments.pop() ?? '';
    let folder = root;
    for (const segment of segments) {
      let child = folder.children.get(keyOf(segment))?.inode;
      if (child === undefined) {
        child = inode('directory');
        folder.children.set(keyOf(segment), { name: segment, inode: child });
      }
      folder = child;
    }
    return { folder, name };
  };

  const make = (entry: Entry): Inode => {
    if (typeof entry === 'string') return inode('file', entry);
    if ('link' in entry) return inode('link', entry.link);
    if ('folder' in entry) return inode('directory');
    if ('other' in entry) return inode('other');
    const same = find(entry.hard, false);
    if (same === null) throw new Error(`no file to link to: ${entry.hard}`);
    same.links += 1;
    same.changedAt = now();
    return same;
  };

  const files: MemoryFiles = {
    calls,
    add(path, entry) {
      const { folder, name } = parentFor(path);
      const known = folder.children.get(keyOf(name))?.inode;
      if (known?.kind === 'directory' && typeof entry === 'object' && 'folder' in entry) return;
      folder.children.set(keyOf(name), { name, inode: make(entry) });
      folder.changedAt = now();
    },
    remove(path) {
      const { folder, name } = parentFor(path);
      const gone = folder.children.get(keyOf(name))?.inode;
      if (gone) gone.links -= 1;
      folder.children.delete(keyOf(name));
    },
    share(path) {
      shared.add(path);
    },
    fail(path, code) {
      if (code === null) faults.delete(path);
      else faults.set(path, code);
    },
    lstat(path) {
      calls.lstat += 1;
      const found = find(path, path.endsWith('/'));
      return found === null
        ? null
        : {
            kind: found.kind,
            identity: `1:${found.number}`,
            links: found.links,
            changedAt: found.changedAt,
            rootOnly: !shared.has(path),
          };
    },
    readlink(path) {
      calls.readlink += 1;
      const found = find(path, false);
      if (found === null) return null;
      if (found.kind !== 'link') throw new FilesError('EINVAL', path);
      if (found.text.includes('\ufffd')) throw new FilesError('EILSEQ', path);
      return found.text;
    },
    list(path) {
      calls.list += 1;
      const found = find(path, true);
      if (found === null || found.kind !== 'directory') return null;
      return [...found.children.values()].map((child): DirectoryEntry => ({
        name: child.name,
        kind: child.inode.kind,
      }));
    },
    readText(path, limit) {
      calls.readText += 1;
      const found = find(path, true);
      return found === null || found.kind !== 'file' ? null : found.text.slice(0, limit);
    },
  };
  for (const [path, entry] of Object.entries(tree)) files.add(path, entry);
  return files;
}
