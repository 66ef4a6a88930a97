import { isUnder, nameOf, parentOf, withAncestors } from '../../core/paths/lexical.ts';
import type { Root, Surroundings } from '../../core/zones/surroundings.ts';
import type { Files } from '../../ports/files.ts';
import { createTree, type Tree, unseen } from './tree.ts';
import { walk } from './walk.ts';

/** What must be known before there are roots. `homes` and `temporary` canonical. */
export type RootContext = Pick<Surroundings, 'platform' | 'homes' | 'temporary'>;

/**
 * The root of a session that starts in `firstCwd`: the nearest ancestor with a `.pinfold` folder or a `.git`, else the
 * directory itself. `/`, HOME, what contains HOME, and temporary folders are never roots; a session that starts in
 * one of them has none. Call once, at a session's first event: a later working directory changes nothing.
 */
export function findRoots(firstCwd: string, context: RootContext, files: Files): readonly Root[] {
  const look = new RootFinder(context, files);
  const start = look.canonical(firstCwd);
  if (start === null || look.isNever(start)) return [];
  const found = withAncestors(start).find(
    (folder) => !look.isNever(folder) && look.isMarked(folder),
  );
  return [look.rootAt(found ?? start)];
}

/** The roots of an editor window: its folders as they are, without those that are never roots. */
export function rootsOfFolders(
  folders: readonly string[],
  context: RootContext,
  files: Files,
): readonly Root[] {
  const look = new RootFinder(context, files);
  const canonical = folders.flatMap((folder) => look.canonical(folder) ?? []);
  return [...new Set(canonical)]
    .filter((folder) => !look.isNever(folder))
    .map((folder) => look.rootAt(folder));
}

/**
 * The work tree of the root's own repository that was added below the root after the session began and holds the
 * path, or null: agents put work trees into `.claude/worktrees`. Rules about `src/**` hold there too.
 * @param path canonical, below the root
 */
export function workTreeBelow(
  root: string,
  path: string,
  context: RootContext,
  files: Files,
  tree: Tree,
): string | null {
  for (let at = path; at !== root && isUnder(at, root); at = parentOf(at)) {
    const marker = tree.lstat(`${at}/.git`);
    if (marker === null || marker === unseen || marker.kind !== 'file') continue;
    const look = new RootFinder(context, files);
    return look.sharesRepository(at, root) ? at : null;
  }
  return null;
}

/** Pointer files of git hold one path. */
const pointerLimit = 4096;
const mostWorktrees = 200;

class RootFinder {
  readonly #context: RootContext;
  readonly #files: Files;
  readonly #tree: Tree;

  constructor(context: RootContext, files: Files) {
    this.#context = context;
    this.#files = files;
    this.#tree = createTree(files);
  }

  canonical(path: string): string | null {
    const { platform } = this.#context;
    // Roots are kept in the spelling on disk wherever volumes usually fold case.
    const foldCase = platform !== 'linux';
    const walked = walk(path, { tree: this.#tree, platform, foldCase, cwd: null, last: 'follow' });
    return walked.kind === 'walk' && !walked.stream ? walked.path : null;
  }

  isNever(folder: string): boolean {
    if (parentOf(folder) === folder) return true;
    if (this.#context.temporary.includes(folder)) return true;
    return this.#context.homes.some((home) => isUnder(home, folder));
  }

  isMarked(folder: string): boolean {
    const policy = this.#kind(`${folder}/.pinfold`);
    if (policy === 'directory') return true;
    // A link counts as well: it can only make the root narrower.
    return this.#kind(`${folder}/.git`) !== null;
  }

  rootAt(folder: string): Root {
    const common = this.#commonFolder(folder);
    if (common === null) return { path: folder, worktrees: [] };
    const trees = new Set(this.#linkedTrees(common));
    if (nameOf(common) === '.git') trees.add(parentOf(common));
    trees.delete(folder);
    return { path: folder, worktrees: [...trees].filter((tree) => !this.isNever(tree)) };
  }

  sharesRepository(folder: string, root: string): boolean {
    const common = this.#commonFolder(folder);
    return common !== null && common === this.#commonFolder(root);
  }

  #kind(path: string): string | null {
    const stat = this.#tree.lstat(path);
    return stat === null || stat === unseen ? null : stat.kind;
  }

  /**
   * The repository that a work tree belongs to, or null. Both sides must say so: a `.git` file can be written by
   * anybody who may write the folder, and must not make another project part of this one.
   */
  #commonFolder(folder: string): string | null {
    const marker = `${folder}/.git`;
    const kind = this.#kind(marker);
    if (kind === 'directory') return marker;
    return kind === 'file' ? (this.#adminOf(folder)?.common ?? null) : null;
  }

  /** What a linked work tree's `.git` file leads to, checked for the way back. */
  #adminOf(folder: string): { common: string; admin: string } | null {
    const pointer = this.#pointer(`${folder}/.git`, 'gitdir: ');
    const admin = pointer === null ? null : this.canonical(pointer);
    if (admin === null || this.#kind(admin) !== 'directory') return null;
    const commonPointer = this.#pointer(`${admin}/commondir`, '');
    const common = commonPointer === null ? null : this.canonical(commonPointer);
    if (common === null || parentOf(admin) !== `${common}/worktrees`) return null;
    const back = this.#pointer(`${admin}/gitdir`, '');
    return back !== null && this.canonical(back) === `${folder}/.git` ? { common, admin } : null;
  }

  #linkedTrees(common: string): readonly string[] {
    const listed = this.#tree.list(`${common}/worktrees`);
    if (listed === null || listed === unseen) return [];
    return listed
      .filter((entry) => entry.kind === 'directory')
      .slice(0, mostWorktrees)
      .flatMap(({ name }) => {
        const admin = `${common}/worktrees/${name}`;
        const back = this.#pointer(`${admin}/gitdir`, '');
        const marker = back === null ? null : this.canonical(back);
        if (marker === null || nameOf(marker) !== '.git') return [];
        const folder = parentOf(marker);
        return this.#adminOf(folder)?.admin === admin ? [folder] : [];
      });
  }

  /** The path in a one-line pointer file, relative to the file's folder; null when it is none. */
  #pointer(path: string, prefix: string): string | null {
    if (this.#kind(path) !== 'file') return null;
    let text: string | null;
    try {
      text = this.#files.readText(path, pointerLimit);
    } catch {
      return null;
    }
    const line = /^([^\0\n\r]+)\r?\n?$/.exec(text ?? '')?.[1];
    if (line === undefined || !line.startsWith(prefix)) return null;
    const target = line
      .slice(prefix.length)
      .replaceAll(/\\/g, this.#context.platform === 'win32' ? '/' : '\\');
    const absolute = target.startsWith('/') || /^[A-Za-z]:\//.test(target);
    return absolute ? target : `${parentOf(path)}/${target}`;
  }
}
