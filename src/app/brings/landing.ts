import type { PathFact } from '../../core/actions/effect.ts';
import { join, nameOf, parentOf, withAncestors } from '../../core/paths/lexical.ts';
import { showText } from '../../core/paths/show.ts';
import { placeOf } from '../../core/zones/places.ts';
import type { FileStat } from '../../ports/files.ts';
import { resolvePath } from '../paths/resolvePath.ts';
import type { ResolvedPath } from '../paths/resolver.ts';
import { type Tree, unseen } from '../paths/tree.ts';
import type { BringContext, BringsStatement } from './brought.ts';

/** Where one name leads. `behind`: only through a link in its very place, which most programs replace. */
export interface Landing {
  readonly fact: PathFact;
  readonly behind: boolean;
}

/**
 * Follows brought names on the tree as it will be: links that the source itself brings are there by the time that
 * later files are written through them.
 */
export class Landings {
  readonly #statement: BringsStatement;
  readonly #context: BringContext;
  readonly #tree: Tree;
  readonly #links = new Map<string, string>();
  readonly #folders = new Set<string>();
  readonly #parents = new Map<string, PathFact | null>();

  constructor(statement: BringsStatement, context: BringContext, tree: Tree) {
    this.#statement = statement;
    this.#context = context;
    this.#tree = withLinks(tree, this.#links, this.#folders);
  }

  /** @param path absolute, as the source spells it below the target */
  at(path: string): readonly Landing[] {
    return this.#plainly(path) ?? this.#follow(path);
  }

  /** A plain name in a folder that was followed before: an archive may hold thousands. Null for any other. */
  #plainly(path: string): readonly Landing[] | null {
    const { surroundings, files } = this.#context;
    const name = nameOf(path);
    if (surroundings.foldCase || !/^[\w-][\w .-]*[\w-]$/.test(name)) return null;
    const at = parentOf(path);
    let folder = this.#parents.get(at);
    if (folder === undefined) {
      const stated = { text: at, cwd: null, glob: false };
      const found = resolvePath(stated, surroundings, files, { tree: this.#tree });
      const only = found.kind === 'resolved' && found.facts.length === 1 ? found.facts[0] : null;
      // Only inside a root is the place of a file a matter of its path alone.
      folder = only?.place === 'workspace' || only?.place === 'dependency' ? only : null;
      this.#parents.set(at, folder);
    }
    if (folder === null) return null;
    const below = join(folder.path, name);
    const stat = this.#tree.lstat(folder.path) === null ? null : this.#tree.lstat(below);
    if (stat === unseen || stat?.kind === 'link') return null;
    if (stat?.kind === 'file' && stat.links > 1) return null;
    const { place } = placeOf(below, surroundings);
    const faces = folder.faces.map((face) => join(face, name));
    return [
      { fact: { ...folder, stated: showText(path), path: below, faces, place }, behind: false },
    ];
  }

  #follow(path: string): readonly Landing[] {
    const { surroundings, files } = this.#context;
    const stated = { text: path, cwd: null, glob: false };
    const look = (last: 'keep' | 'follow') =>
      resolvePath(stated, surroundings, files, { tree: this.#tree, last });
    const kept = look('keep');
    // A name that no program can open (too long, a circle of links) brings nothing.
    if (kept.kind === 'unresolved') return [];
    const landings = kept.facts.map((fact): Landing => ({ fact, behind: false }));
    if (kept.existing?.kind === 'link') {
      const behind = look('follow');
      if (behind.kind === 'resolved') {
        landings.push(...behind.facts.map((fact): Landing => ({ fact, behind: true })));
      }
    } else if (kept.existing?.kind === 'file' && kept.existing.links > 1) {
      landings.push(...this.#otherNames(path));
    }
    return landings;
  }

  /** From here on a link is there, and so are the folders above it. */
  addLink(path: string, target: string): void {
    this.#links.set(path, target);
    this.#parents.clear();
    for (const folder of withAncestors(parentOf(path))) {
      if (this.#folders.has(folder) || this.#tree.lstat(folder) !== null) break;
      this.#folders.add(folder);
    }
  }

  /** A file with several names may be written through one of them. */
  #otherNames(path: string): readonly Landing[] {
    const { via } = this.#statement;
    const stated = { text: path, cwd: null, glob: false };
    return this.#context.paths
      .resolve({ kind: 'write', path: stated, via, certainty: 'surely' })
      .flatMap((resolved: ResolvedPath) =>
        resolved.kind === 'path' ? [{ fact: resolved.fact, behind: true }] : [],
      );
  }
}

function withLinks(
  tree: Tree,
  links: ReadonlyMap<string, string>,
  folders: ReadonlySet<string>,
): Tree {
  const made = (kind: 'link' | 'directory', path: string): FileStat => ({
    kind,
    identity: `brought:${path}`,
    links: 1,
    changedAt: 0,
    rootOnly: null,
  });
  return {
    ...tree,
    lstat: (path) => {
      if (links.has(path)) return made('link', path);
      return folders.has(path) ? made('directory', path) : tree.lstat(path);
    },
    readlink: (path) => links.get(path) ?? tree.readlink(path),
  };
}
