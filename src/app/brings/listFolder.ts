import type { BroughtSource } from '../../core/actions/action.ts';
import { isUnder, join, nameOf, relativeTo } from '../../core/paths/lexical.ts';
import { isDependency } from '../../core/zones/places.ts';
import type { DirectoryEntry } from '../../ports/files.ts';
import { hasGlob } from '../../core/paths/segmentGlob.ts';
import { expandGlob } from '../paths/expandGlob.ts';
import { type Tree, unseen } from '../paths/tree.ts';
import type { BringContext, BroughtFile, SourceListing } from './brought.ts';

type FolderSource = Extract<BroughtSource, { kind: 'folder' }>;

/** Entries of one source that are looked at. */
export const mostInFolder = 20_000;

/** Files below a folder that is copied or moved, by the names under which they arrive. Links stay links. */
export function listFolder(
  { path, as, trees }: FolderSource,
  context: BringContext,
  tree: Tree,
): SourceListing {
  const list = new FolderList(tree, trees);
  const absolute = absolutePath(path, context);
  if (absolute === null) return { kind: 'files', files: [] };
  if (!path.glob) return outcome(list, list.add(absolute, as, context));
  const expansion = expandGlob(absolute, tree);
  if (expansion.kind === 'tooMany') return hidden('names more than can be looked at');
  const made = list.addMade(literalFolder(absolute), as, context);
  if (made === false) return hidden('may name what the same command makes');
  if (expansion.paths.length === 0 && made === null) return hidden('names nothing yet');
  for (const start of expansion.paths) {
    const why = list.add(start, as, context);
    if (why !== null) return hidden(why);
  }
  return outcome(list, null);
}

function outcome(list: FolderList, why: string | null): SourceListing {
  return why === null ? { kind: 'files', files: list.files } : hidden(why);
}

/** Where the stated path leads, as it is written: its last name is the one that arrives. */
function absolutePath(
  { text, cwd }: FolderSource['path'],
  { surroundings }: BringContext,
): string | null {
  if (text.startsWith('/')) return text;
  if (text.startsWith('~/')) return join(surroundings.homes.at(-1) ?? '/', text.slice(2));
  return cwd === null ? null : join(cwd, text);
}

/** The folder above the first segment of a pattern that is one. */
function literalFolder(pattern: string): string {
  const segments = pattern.split('/');
  const magic = segments.findIndex((segment) => hasGlob(segment));
  return segments.slice(0, magic === -1 ? -1 : magic).join('/') || '/';
}

class FolderList {
  readonly files: BroughtFile[] = [];
  readonly #tree: Tree;
  readonly #trees: boolean;

  constructor(tree: Tree, trees: boolean) {
    this.#tree = tree;
    this.#trees = trees;
  }

  /** @returns why the source cannot be listed, or null */
  add(start: string, as: FolderSource['as'], context: BringContext): string | null {
    const folder = start.replace(/(?:\/\.?)+$/, '') || '/';
    const stat = this.#tree.lstat(folder);
    const isLink = stat !== null && stat !== unseen && stat.kind === 'link';
    // A link that is named itself is followed by some options: what lies behind it comes along.
    const entries =
      stat !== null && stat !== unseen && stat.kind === 'file' ? null : this.#list(folder);
    const added = addedBelow(folder, context);
    if (added === null) return 'is filled by the same command';
    if (entries === null && added.length === 0) {
      if (stat === null) return 'is not there yet';
      if (stat === unseen) return 'cannot be looked at';
      this.#push('', nameOf(folder), as, isLink ? 'link' : 'file');
      return null;
    }
    if (!this.#trees) return null;
    for (const relative of added) this.#push(relative, nameOf(folder), as, 'file');
    return this.#walk(folder, entries ?? [], as);
  }

  /**
   * What the same action has put below a folder whose entries are named by a pattern.
   * @returns false when that cannot be told, null when it is nothing
   */
  addMade(folder: string, as: FolderSource['as'], context: BringContext): boolean | null {
    const made = addedBelow(folder, context);
    if (made === null) return false;
    for (const relative of made) {
      const [first = '', ...rest] = relative.split('/');
      if (rest.length === 0 || this.#trees) this.#push(rest.join('/'), first, as, 'file');
    }
    return made.length > 0 ? true : null;
  }

  #walk(folder: string, top: readonly DirectoryEntry[], as: FolderSource['as']): string | null {
    let level: { readonly at: string; readonly entries: readonly DirectoryEntry[] }[] = [
      { at: '', entries: top },
    ];
    for (let depth = 0; level.length > 0; depth += 1) {
      const next: typeof level = [];
      for (const { at, entries } of level) {
        for (const { name, kind } of entries) {
          const relative = at === '' ? name : `${at}/${name}`;
          this.#push(relative, nameOf(folder), as, kinds[kind]);
          if (this.files.length > mostInFolder || depth > deepest) {
            return `holds more than ${mostInFolder} files`;
          }
          if (kind !== 'directory' || isLeftOut(relative)) continue;
          const below = this.#list(join(folder, relative));
          if (below !== null) next.push({ at: relative, entries: below });
        }
      }
      level = next;
    }
    return null;
  }

  /** Entries, or null when it is no folder. What this user cannot list, no program of theirs copies. */
  #list(folder: string): readonly DirectoryEntry[] | null {
    const listed = this.#tree.list(folder);
    return listed === unseen ? [] : listed;
  }

  #push(relative: string, folder: string, as: FolderSource['as'], kind: BroughtFile['kind']): void {
    const below = relative === '' ? folder : `${folder}/${relative}`;
    const names =
      as === 'flat'
        ? [nameOf(below)]
        : as === 'contents'
          ? [relative]
          : as === 'itself'
            ? [below]
            : [below, relative];
    for (const name of names) {
      if (name !== '') this.files.push({ name, kind, target: null });
    }
  }
}

const deepest = 60;

const kinds = { directory: 'folder', link: 'link', file: 'file', other: 'file' } as const;

/** Git's objects have no names that a rule speaks of, and installed packages are not written here. */
function isLeftOut(relative: string): boolean {
  return /(?:^|\/)\.git\/(?:objects|lfs)$/.test(relative) || isDependency(`${relative}/x`);
}

/** What the same action has put below the folder, relative to it; null when that cannot be told. */
function addedBelow(folder: string, context: BringContext): readonly string[] | null {
  const added = context.earlier.flatMap((effect) =>
    effect.kind === 'write' ? [effect.target.path] : [],
  );
  for (const { into, paths } of context.arrivals) {
    if (paths === null && (isUnder(folder, into) || isUnder(into, folder))) return null;
    if (paths !== null) added.push(...paths);
  }
  return added.flatMap((path) => {
    const relative = relativeTo(path, folder);
    return relative === null || relative === '' ? [] : [relative];
  });
}

function hidden(why: string): SourceListing {
  return { kind: 'hidden', why };
}
