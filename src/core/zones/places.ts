import type { Place } from '../actions/effect.ts';
import { foldKey, isUnder, relativeTo } from '../paths/lexical.ts';
import type { Root, Surroundings } from './surroundings.ts';

/** To which place a canonical path belongs. */
export interface PlaceAnswer {
  readonly place: Place;
  /** `path` of the root that holds it, also for a path in one of the root's other work trees. */
  readonly root: string | null;
  /**
   * The same file as the root would name it, when it lies in another work tree of the root's repository: rules
   * about `src/**` hold there too.
   */
  readonly projected: string | null;
  /**
   * Set where the tree decides: if a repository lies below this folder and holds the path, the place is `home`
   * (somebody's project) after all. Looking is left to the caller, and needed only here.
   */
  readonly unlessProjectBelow: string | null;
}

/** Folders whose *contents* are installed, not written here. Two segments: the second directly below the first. */
const installed: readonly (readonly string[])[] = [
  ['node_modules'],
  ['bower_components'],
  ['jspm_packages'],
  ['.venv'],
  ['venv'],
  ['.tox'],
  ['.nox'],
  ['.eggs'],
  ['__pypackages__'],
  ['site-packages'],
  ['dist-packages'],
  ['vendor', 'bundle'],
  ['.yarn', 'cache'],
  ['.yarn', 'unplugged'],
  ['.pnpm-store'],
];

/** Build tools keep their caches inside; nothing is installed there. */
const caches = new Set(['node_modules/.cache', 'node_modules/.vite']);

/** Standard streams (as the resolver writes them), the terminal at hand, and the devices that are always harmless. */
const streams = /^\/dev\/(?:null|zero|full|tty|fd\/\d+)$/;

/** Where programs of the system live: a `.git` there (etckeeper, Homebrew) makes nobody's project. */
const systemFolders: Readonly<Record<Surroundings['platform'], readonly string[]>> = {
  linux: words(
    '/usr /bin /sbin /lib /lib32 /lib64 /etc /proc /sys /dev /run /boot /nix/store /snap /home/linuxbrew',
  ),
  darwin: words(
    '/usr /bin /sbin /etc /dev /System /Library /Applications /private/etc /opt/homebrew /nix/store',
  ),
  win32: ['C:/Windows', 'C:/Program Files', 'C:/Program Files (x86)'],
};

/** Other people's homes are no less private than one's own. */
const homeFolders: Readonly<Record<Surroundings['platform'], readonly string[]>> = {
  // The second is where image-based systems keep homes, the last where WSL shows those of Windows.
  linux: ['/home', '/var/home', '/root', '/mnt/c/Users', '/mnt/d/Users'],
  darwin: ['/Users', '/var/root', '/private/var/root'],
  win32: ['C:/Users'],
};

/**
 * The place of a canonical path. Tried in this order: the agent's scratch, workspace root (and in it installed
 * dependencies), HOME, temporary folder, stream, system. What no list knows (`/srv/x`, another drive) is system
 * unless it lies in a repository; a network share counts as somebody's project.
 */
export function placeOf(path: string, surroundings: Surroundings): PlaceAnswer {
  const fold = surroundings.foldCase;
  const key = foldKey(path, fold);
  const below = (folders: readonly string[]): string | undefined =>
    folders.find((folder) => isUnder(key, foldKey(folder, fold)));

  const tree = nearestTree(key, surroundings);
  const inTree = tree === null ? null : treeAnswer(path, key, tree, fold);
  if (below(surroundings.scratch) !== undefined) {
    return {
      ...outside('scratch'),
      root: inTree?.root ?? null,
      projected: inTree?.projected ?? null,
    };
  }
  if (inTree) return inTree;
  const temporary = below(surroundings.temporary);
  const home = below(surroundings.homes);
  if (home !== undefined) {
    // Windows keeps its own temporary folder inside the profile.
    const inner = surroundings.platform === 'win32' && temporary !== undefined;
    return inner && temporary.length > home.length
      ? { ...outside('temporary'), unlessProjectBelow: temporary }
      : outside('home');
  }
  if (temporary !== undefined) return { ...outside('temporary'), unlessProjectBelow: temporary };
  if (streams.test(path)) return outside('stream');
  if (below(systemFolders[surroundings.platform]) !== undefined) return outside('system');
  if (below(homeFolders[surroundings.platform]) !== undefined) return outside('home');
  if (path.startsWith('//')) return outside('home');
  return {
    ...outside('system'),
    unlessProjectBelow: /^[A-Za-z]:/.exec(path)?.[0].concat('/') ?? '/',
  };
}

/** Whether a path inside a root is the content of an installed dependency. `relative`: `/`-separated, to the root. */
export function isDependency(relative: string): boolean {
  const segments = relative.split('/');
  // A dependency counts only with something below the folder: the folder itself may be made and removed.
  for (let at = 0; at < segments.length - 1; at += 1) {
    const match = installed.find((names) => names.every((name, i) => segments[at + i] === name));
    if (match === undefined || segments.length <= at + match.length) continue;
    if (!caches.has(`${segments[at]}/${segments[at + 1]}`)) return true;
  }
  return false;
}

interface OwnedTree {
  readonly root: Root;
  /** The root's own folder or one of its other work trees. */
  readonly folder: string;
}

/** The innermost tree that holds the path: work trees are often nested in the main one. */
function nearestTree(key: string, surroundings: Surroundings): OwnedTree | null {
  let nearest: OwnedTree | null = null;
  for (const root of surroundings.roots) {
    for (const folder of [root.path, ...root.worktrees]) {
      if (nearest !== null && folder.length <= nearest.folder.length) continue;
      if (isUnder(key, foldKey(folder, surroundings.foldCase))) nearest = { root, folder };
    }
  }
  return nearest;
}

function treeAnswer(path: string, key: string, tree: OwnedTree, fold: boolean): PlaceAnswer {
  const folder = foldKey(tree.folder, fold);
  const relative = relativeTo(key, folder) ?? '';
  const foreign = tree.folder !== tree.root.path;
  const spelled = fold || key !== path ? relative : (relativeTo(path, tree.folder) ?? relative);
  const projected = spelled === '' ? tree.root.path : `${tree.root.path}/${spelled}`;
  return {
    place: isDependency(relative) ? 'dependency' : 'workspace',
    root: tree.root.path,
    projected: foreign ? projected : null,
    unlessProjectBelow: null,
  };
}

function outside(place: Place): PlaceAnswer {
  return { place, root: null, projected: null, unlessProjectBelow: null };
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
