import { join, splitAnchor } from '../../core/paths/lexical.ts';
import { compileSegment, hasGlob, type SegmentGlob } from '../../core/paths/segmentGlob.ts';
import type { DirectoryEntry } from '../../ports/files.ts';
import { type Tree, unseen } from './tree.ts';

/** What a shell pattern stands for on the real tree. */
export type Expansion =
  | {
      readonly kind: 'paths';
      /** Absolute, not yet resolved: a match may be a link. Empty when nothing matches (bash keeps the word then). */
      readonly paths: readonly string[];
      /** A folder that could not be looked into, or a name that cannot be written in Unicode; else null. */
      readonly unseen: string | null;
    }
  /** More than is looked at one by one: a search of everything below the folder. */
  | { readonly kind: 'tooMany'; readonly folder: string };

export interface GlobLimits {
  readonly matches: number;
  /** Directory entries looked at. */
  readonly entries: number;
}

export const globLimits: GlobLimits = { matches: 2_000, entries: 20_000 };

/**
 * Expands an absolute shell pattern as bash does by default, with two additions where shells differ: `**` also
 * means any depth (zsh, `globstar`), and `.*` also matches `.` and `..` (dash, bash before 5.2).
 */
export function expandGlob(
  pattern: string,
  tree: Tree,
  options: { readonly windows?: boolean; readonly limits?: GlobLimits } = {},
): Expansion {
  const { anchor, rest } = splitAnchor(pattern, options.windows ?? false);
  const segments = rest.split('/').filter((segment) => segment !== '' && segment !== '.');
  const literal = segments.findIndex(hasGlob);
  const head = literal === -1 ? segments : segments.slice(0, literal);
  const folder = `${anchor}/${head.map(unescape).join('/')}`;
  if (literal === -1) return { kind: 'paths', paths: [folder], unseen: null };
  return new Expander(tree, options.limits ?? globLimits).expand(folder, segments.slice(literal));
}

function unescape(segment: string): string {
  return compileSegment(segment).literal ?? segment;
}

class Expander {
  readonly #tree: Tree;
  readonly #limits: GlobLimits;
  readonly #found = new Set<string>();
  readonly #listed = new Set<string>();
  #seen = 0;
  #steps = 0;
  #unseen: string | null = null;

  constructor(tree: Tree, limits: GlobLimits) {
    this.#tree = tree;
    this.#limits = limits;
  }

  expand(folder: string, segments: readonly string[]): Expansion {
    const compiled = segments.map((segment) =>
      segment === '**' ? ('**' as const) : compileSegment(segment),
    );
    return this.#below(folder, compiled)
      ? { kind: 'paths', paths: [...this.#found], unseen: this.#unseen }
      : { kind: 'tooMany', folder };
  }

  /** False when a limit was reached. */
  #below(folder: string, segments: readonly (SegmentGlob | '**')[]): boolean {
    const [first, ...rest] = segments;
    // Several `**` or `*/..` visit the same folders again and again without listing anything new.
    this.#steps += 1;
    if (this.#steps > this.#limits.entries) return false;
    if (first === undefined) {
      this.#found.add(folder);
      return this.#found.size <= this.#limits.matches;
    }
    if (first === '**') return this.#anyDepth(folder, rest);
    if (first.literal !== null) {
      const next = join(folder, first.literal);
      const exists = rest.length > 0 || first.literal === '..' || this.#tree.lstat(next) !== null;
      return !exists || this.#below(next, rest);
    }
    const listed = this.#list(folder);
    if (listed === null) return false;
    for (const name of ['.', '..', ...listed.map((entry) => entry.name)]) {
      if (first.matches(name) && !this.#below(join(folder, name), rest)) return false;
    }
    return true;
  }

  #anyDepth(folder: string, rest: readonly (SegmentGlob | '**')[]): boolean {
    const tail = rest.length === 0 ? [compileSegment('*')] : rest;
    if (!this.#below(folder, tail)) return false;
    const listed = this.#list(folder);
    if (listed === null) return false;
    for (const { name, kind } of listed) {
      if (kind !== 'directory' || name.startsWith('.')) continue;
      if (!this.#anyDepth(join(folder, name), rest)) return false;
    }
    return true;
  }

  /** Entries of a folder; null when the limit of entries is reached. */
  #list(folder: string): readonly DirectoryEntry[] | null {
    const listed = this.#tree.list(folder);
    if (listed === unseen) this.#unseen ??= folder;
    if (listed === null || listed === unseen) return [];
    if (this.#listed.has(folder)) return listed;
    this.#listed.add(folder);
    this.#seen += listed.length + 1;
    if (this.#seen > this.#limits.entries) return null;
    if (listed.some(({ name }) => name.includes('\ufffd'))) this.#unseen ??= folder;
    return listed;
  }
}
