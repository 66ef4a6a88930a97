import { lstatSync, opendirSync } from 'node:fs';
import type { NotScannedReason } from '../../core/secrets/report.ts';
import { isDependency } from '../../core/zones/places.ts';
import { reasonOf } from './openFile.ts';

/** One step of a walk. Paths are absolute and as the system writes them, `/`-separated. */
export type WalkStep =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'skip'; readonly path: string; readonly why: NotScannedReason }
  | { readonly kind: 'left-out'; readonly count: number };

export interface WalkOptions {
  /** Also go into installed dependencies. */
  readonly dependencies: boolean;
  /** Which of the entries of a folder git’s ignore rules leave out; null to leave nothing out. */
  readonly ignored: ((folder: string, paths: readonly string[]) => ReadonlySet<string>) | null;
}

/** Of git's own folder only this may hold a login. */
const inGit = ['config'];

/**
 * Every file below a folder. No link is followed, so there are no loops; one folder is open at a time, and folders that
 * wait are names. A folder that cannot be listed is a step that says so.
 * @param root canonical, `/`-separated; a file is itself the only step
 */
export function* walkTree(root: string, options: WalkOptions): Generator<WalkStep> {
  let rootKind;
  try {
    const stat = lstatSync(root);
    rootKind = stat.isDirectory() ? 'directory' : stat.isFile() ? 'file' : 'other';
  } catch (error) {
    yield { kind: 'skip', path: root, why: reasonOf(error) };
    return;
  }
  if (rootKind === 'file') yield { kind: 'file', path: root };
  if (rootKind === 'other') yield { kind: 'skip', path: root, why: 'not-a-file' };
  if (rootKind !== 'directory') return;
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const below: string[] = [];
    for (const step of listFolder(folder, root, options)) {
      if (step.kind === 'folder') below.push(step.path);
      else yield step;
    }
    waiting.push(...below.toReversed());
  }
}

type Entry = WalkStep | { readonly kind: 'folder'; readonly path: string };

function listFolder(folder: string, root: string, options: WalkOptions): readonly Entry[] {
  const entries: Entry[] = [];
  let leftOut = 0;
  try {
    for (const { name, kind } of namesIn(folder)) {
      const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
      if (name === '.git' && kind === 'folder') {
        entries.push(...inGit.map((file) => ({ kind: 'file', path: `${path}/${file}` }) as const));
      } else if (!options.dependencies && isLeftOut(path, root)) leftOut += 1;
      else if (kind === 'folder' || kind === 'file') entries.push({ kind, path });
      else entries.push({ kind: 'skip', path, why: kind });
    }
  } catch (error) {
    entries.push({ kind: 'skip', path: folder, why: reasonOf(error) });
  }
  if (leftOut > 0) entries.push({ kind: 'left-out', count: leftOut });
  return options.ignored === null ? entries : withoutIgnored(folder, entries, options.ignored);
}

function isLeftOut(path: string, root: string): boolean {
  return isDependency(path.slice(root.length + (root.endsWith('/') ? 0 : 1)));
}

function withoutIgnored(
  folder: string,
  entries: readonly Entry[],
  ignored: NonNullable<WalkOptions['ignored']>,
): readonly Entry[] {
  const paths = entries.flatMap((entry) => (entry.kind === 'left-out' ? [] : [entry.path]));
  const out = paths.length === 0 ? new Set<string>() : ignored(folder, paths);
  if (out.size === 0) return entries;
  const kept = entries.filter((entry) => entry.kind === 'left-out' || !out.has(entry.path));
  return [...kept, { kind: 'left-out', count: out.size }];
}

interface Named {
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'link' | 'not-a-file';
}

/** Names in the order of their code units, so that two scans say the same. */
function namesIn(folder: string): readonly Named[] {
  const names: Named[] = [];
  const open = opendirSync(folder, { bufferSize: 512 });
  try {
    for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
      const kind = entry.isDirectory()
        ? 'folder'
        : entry.isFile()
          ? 'file'
          : entry.isSymbolicLink()
            ? 'link'
            : 'not-a-file';
      names.push({ name: entry.name, kind });
    }
  } finally {
    open.closeSync();
  }
  return names.sort((a, b) => (a.name < b.name ? -1 : 1));
}
