import { join, relativeTo } from '../../core/paths/lexical.ts';
import { isDependency } from '../../core/zones/places.ts';
import type { Files, FileStat } from '../../ports/files.ts';
import type { Scan, ScanEntry } from '../../ports/scanCache.ts';
import { createTree, type Tree, unseen } from './tree.ts';

export interface ScanLimits {
  /** Directory entries looked at. */
  readonly entries: number;
  readonly depth: number;
}

export const scanLimits: ScanLimits = { entries: 50_000, depth: 40 };

/** A search of a large repository is worth a second's look: the alternative is a question at every search. */
export const searchLimits: ScanLimits = { entries: 250_000, depth: 60 };

/**
 * Lists the protected files below a folder. Links are not followed; git's objects and installed dependencies are left
 * out. Never throws for a state of the file system.
 * @param at the clock, read before the call
 */
export function scanRoot(
  folder: string,
  files: Files,
  isProtected: (path: string) => boolean,
  at: number,
  limits: ScanLimits = scanLimits,
): Scan {
  const tree = createTree(files);
  const entries: ScanEntry[] = [];
  let complete = true;
  const finished = visitFiles(folder, tree, limits, (path) => {
    if (!isProtected(path)) return;
    const stat = tree.lstat(path);
    if (stat === unseen) complete = false;
    else if (stat?.kind === 'file') entries.push({ path, identity: stat.identity });
  });
  return {
    folder,
    at,
    complete: complete && finished === 'all',
    ...(finished === 'limit' ? { limited: true as const } : {}),
    entries,
  };
}

/** `unseen`: a folder could not be listed. `limit`: there is more than is looked at. */
type Visit = 'all' | 'unseen' | 'limit';

/** Calls back with every file below a folder, nearest first. */
function visitFiles(
  folder: string,
  tree: Tree,
  limits: ScanLimits,
  visit: (path: string) => void,
): Visit {
  let seen = 0;
  let reached: Visit = 'all';
  let level = [folder];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limits.depth) return 'limit';
    const next: string[] = [];
    for (const at of level) {
      const listed = tree.list(at);
      if (listed === unseen) reached = 'unseen';
      if (listed === null || listed === unseen) continue;
      seen += listed.length;
      if (seen > limits.entries) return 'limit';
      for (const { name, kind } of listed) {
        const path = join(at, name);
        if (kind === 'file') visit(path);
        else if (kind === 'directory' && !isSkipped(path, folder)) next.push(path);
      }
    }
    level = next;
  }
  return reached;
}

function isSkipped(path: string, folder: string): boolean {
  const relative = relativeTo(path, folder) ?? '';
  return /(?:^|\/)\.git\/(?:objects|lfs)$/.test(relative) || isDependency(`${relative}/x`);
}

/** Clocks of file systems are coarse: FAT counts in two seconds. */
const coarseness = 2_000;

/**
 * Whether another scan would find no more names of a file. Making a link changes the inode, so a file that has not
 * changed since before the scan has no name that the scan did not see, as far as it went: one that came to its limit
 * comes to it again.
 */
export function scanCovers(scan: Scan, stat: FileStat): boolean {
  return (scan.complete || scan.limited === true) && stat.changedAt + coarseness < scan.at;
}

/** Names in the scan of the very same file. */
export function aliasesIn(scan: Scan, stat: FileStat, path: string): readonly string[] {
  return scan.entries
    .filter((entry) => entry.identity === stat.identity && entry.path !== path)
    .map((entry) => entry.path);
}

export interface HardLinkSearch {
  /** Scans of the roots, possibly from an earlier call. */
  readonly scans: readonly Scan[];
  /** Makes a scan of a root anew; its result should be kept for later calls. */
  readonly rescan: (folder: string) => Scan;
  /** Protected files, or folders of such, outside the roots: credential stores, Pinfold's own state. */
  readonly knownPlaces: readonly string[];
  readonly tree: Tree;
}

/**
 * Other, protected names of a file that has more than one. Looks at the known places and at the scans; a scan that
 * is older than the file's last change is made anew, once.
 * @returns `certain` is false when a place could not be searched to the end
 */
export function findHardLinks(
  stat: FileStat,
  path: string,
  search: HardLinkSearch,
): { readonly paths: readonly string[]; readonly certain: boolean } {
  if (stat.links < 2 || stat.kind !== 'file') return { paths: [], certain: true };
  const found = new Set<string>();
  let certain = true;
  for (const place of search.knownPlaces) {
    certain = searchPlace(place, stat, path, search.tree, found) && certain;
  }
  for (const known of search.scans) {
    const scan = scanCovers(known, stat) ? known : search.rescan(known.folder);
    for (const alias of aliasesIn(scan, stat, path)) found.add(alias);
    certain &&= scan.complete;
  }
  return { paths: [...found], certain };
}

/** Credential stores are small and flat; a larger one is not searched to the end. */
const placeLimits: ScanLimits = { entries: 500, depth: 3 };

function searchPlace(
  place: string,
  stat: FileStat,
  path: string,
  tree: Tree,
  found: Set<string>,
): boolean {
  const top = tree.lstat(place);
  if (top === unseen) return false;
  if (top === null) return true;
  // A hard link never crosses devices.
  if (top.identity.split(':', 1)[0] !== stat.identity.split(':', 1)[0]) return true;
  const compare = (candidate: string): void => {
    const other = tree.lstat(candidate);
    if (
      other !== null &&
      other !== unseen &&
      other.identity === stat.identity &&
      candidate !== path
    ) {
      found.add(candidate);
    }
  };
  if (top.kind !== 'directory') {
    compare(place);
    return true;
  }
  return visitFiles(place, tree, placeLimits, compare) === 'all';
}

export interface Shown {
  /** Protected files, at most `most`. */
  readonly paths: readonly string[];
  /** False when more may be shown: a limit was reached. What cannot be listed, no tool of this user can go through. */
  readonly complete: boolean;
}

/**
 * Which protected files an access to a whole folder reaches: what a content search would show, what a recursive
 * deletion would take along. Links below the folder are not followed, as searching tools do by default.
 * @param folder canonical; a file is looked at alone
 * @param narrows which files the tool itself would open, by path relative to the folder; absent: all
 */
export function protectedUnder(
  folder: string,
  tree: Tree,
  isProtected: (path: string) => boolean,
  options: {
    readonly narrows?: (relative: string) => boolean;
    readonly most?: number;
    readonly limits?: ScanLimits;
  } = {},
): Shown {
  const most = options.most ?? 50;
  const paths: string[] = [];
  const consider = (path: string): void => {
    if (paths.length > most || !isProtected(path)) return;
    if (options.narrows?.(relativeTo(path, folder) ?? path) ?? true) paths.push(path);
  };
  const top = tree.lstat(folder);
  // A link that is itself meant (it is deleted, renamed) takes nothing along.
  if (top !== null && top !== unseen && top.kind !== 'directory') {
    if (isProtected(folder)) paths.push(folder);
    return { paths, complete: true };
  }
  const complete = visitFiles(folder, tree, options.limits ?? scanLimits, consider) !== 'limit';
  return { paths: paths.slice(0, most), complete: complete && paths.length <= most };
}
