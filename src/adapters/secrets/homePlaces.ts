import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { braceExpand, Minimatch } from 'minimatch';
import { secretFamilies } from '../../core/secrets/catalogue/index.ts';
import { createNameScan, isHarmless } from '../../core/secrets/names.ts';
import {
  mostStored,
  type StoredCredentials,
  type StoredEntry,
} from '../../ports/storedCredentials.ts';
import { withFile } from './openFile.ts';

/** A folder with more files than this is told as a whole. */
const mostSingle = 12;
const deepest = 6;
const mostLoose = 5_000;
const headLength = 256 * 1024;

/** The catalogue's places in a home, looked at one by one: nothing else of it is listed. */
export const nodeStoredCredentials: StoredCredentials = {
  *list(home) {
    const told = new Set<string>();
    for (const { id, pattern } of homePatterns()) {
      for (const path of matching(home, pattern.split('/'))) {
        for (const entry of entriesAt(path, id)) {
          if (told.has(entry.path) || isTold(entry.path, told)) continue;
          told.add(entry.path);
          yield entry;
        }
      }
    }
    for (const entry of looseFiles(home)) {
      if (!told.has(entry.path) && !isTold(entry.path, told)) yield entry;
    }
  },
};

/** Where people let downloads and copies lie. */
const looseFolders = ['', '/Desktop', '/Documents', '/Downloads'];

/** Keys, exports and password databases by their own names, in the folders where they land. */
function looseFiles(home: string): readonly StoredEntry[] {
  const names = createNameScan({ homes: [home], fold: process.platform !== 'linux' });
  return looseFolders.flatMap((folder) =>
    namesIn(home + folder)
      .slice(0, mostLoose)
      .flatMap((name) => {
        const path = `${home}${folder}/${name}`;
        const { secret } = names(path);
        const stat = secret === null ? null : statOf(path);
        return secret === null || stat?.isFile() !== true
          ? []
          : [entryOf(path, secret.id, stat, 1)];
      }),
  );
}

/** Whether a folder above was told as a whole. */
function isTold(path: string, told: ReadonlySet<string>): boolean {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    if (told.has(path.slice(0, at))) return true;
  }
  return false;
}

/** Patterns relative to a home: `~/…`, and what floats and begins with a dot, which homes have at their top. */
function homePatterns(): readonly { readonly id: string; readonly pattern: string }[] {
  return secretFamilies.flatMap(({ files }) =>
    files.flatMap(({ id, paths }) =>
      paths
        .flatMap((path) => braceExpand(path))
        .flatMap((path) => {
          const relative = path.startsWith('~/') ? path.slice(2) : path.replace(/^\*\*\//, '');
          const isHome = path.startsWith('~/') || /^\.[^*?]/.test(relative);
          return isHome ? [{ id, pattern: relative }] : [];
        }),
    ),
  );
}

/** Existing paths below a folder that a pattern names, segment by segment. */
function matching(folder: string, segments: readonly string[]): readonly string[] {
  const [first, ...rest] = segments;
  if (first === undefined) return [folder];
  const literal = !/[*?[\]()!+@]/.test(first);
  // Any depth, as far as these stores are deep.
  if (first === '**') {
    const below = namesIn(folder)
      .map((name) => `${folder}/${name}`)
      .filter(isFolder);
    return [...matching(folder, rest), ...below.flatMap((each) => matching(each, rest))];
  }
  const names = literal ? [first] : namesIn(folder).filter(matcher(first));
  return names.flatMap((name) => {
    const path = `${folder}/${name}`;
    return statOf(path) === null ? [] : matching(path, rest);
  });
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

function matcher(pattern: string): (name: string) => boolean {
  const options = { dot: true, nonegate: true, nocomment: true } as const;
  const compiled = new Minimatch(pattern, options);
  return (name) => compiled.match(name);
}

function entriesAt(path: string, id: string): readonly StoredEntry[] {
  const stat = statOf(path);
  if (stat === null || isHarmless(path)) return [];
  if (!stat.isDirectory()) return [entryOf(path, id, stat, 1)];
  const files = filesBelow(path, deepest).filter((each) => !isHarmless(each.path));
  if (files.length === 0) return [];
  if (files.length > mostSingle) {
    const newest = Math.max(...files.map((each) => each.stat.mtimeMs));
    return [{ ...entryOf(path, id, stat, files.length), changedAt: newest }];
  }
  return files.map((each) => entryOf(each.path, id, each.stat, 1));
}

function filesBelow(folder: string, depth: number): { path: string; stat: Stats }[] {
  const files: { path: string; stat: Stats }[] = [];
  const waiting = [{ folder, depth }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const name of namesIn(next.folder)) {
      const path = `${next.folder}/${name}`;
      const stat = statOf(path);
      if (stat?.isDirectory() === true && next.depth > 0) {
        waiting.push({ folder: path, depth: next.depth - 1 });
      }
      if (stat?.isFile() === true) files.push({ path, stat });
      if (files.length >= mostStored) return files;
    }
  }
  return files;
}

function entryOf(path: string, id: string, stat: Stats, files: number): StoredEntry {
  const posix = process.platform !== 'win32';
  const kind = stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'link';
  const head = kind === 'file' ? readHead(path) : '';
  return {
    id,
    path,
    kind,
    files,
    changedAt: stat.mtimeMs,
    mode: posix ? stat.mode & 0o7777 : null,
    own: posix ? stat.uid === process.getuid?.() : null,
    head: head ?? '',
    unreadable: head === null,
  };
}

function readHead(path: string): string | null {
  const read = withFile(path, (file) => {
    const bytes = Buffer.alloc(Math.min(headLength, Math.max(file.size, 1)));
    return { text: bytes.toString('latin1', 0, file.read(bytes, 0)) };
  });
  return typeof read === 'string' ? null : read.text;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function statOf(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
