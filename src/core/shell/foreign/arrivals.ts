/**
 * Where a command line puts what comes from the network: files by their paths, and folders that hold nothing else
 * (a clone) or among other things (an unpacked archive). Lexical absolute paths.
 */
export class Arrivals {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  /** Folders of the person's own into which something was unpacked, with the names that it may have there. */
  readonly #mixed = new Map<string, Set<string>>();
  /** Folders that got a file whose name the server decides. */
  readonly #unnamed = new Set<string>();

  get isEmpty(): boolean {
    return this.#files.size + this.#folders.size + this.#mixed.size + this.#unnamed.size === 0;
  }

  addFile(path: string): void {
    if (this.#files.size < most) this.#files.add(path);
  }

  addFolder(path: string): void {
    if (this.#folders.size < most && path !== '/') this.#folders.add(path);
  }

  /** @param stems - how the names of what was unpacked may begin: the archive's own name, as a rule. */
  addUnpacked(path: string, stems: readonly string[]): void {
    if (this.#mixed.size >= most) return;
    const known = this.#mixed.get(path) ?? new Set<string>();
    for (const stem of stems) known.add(stem);
    this.#mixed.set(path, known);
  }

  addUnnamed(folder: string): void {
    if (this.#unnamed.size < most) this.#unnamed.add(folder);
  }

  /** Whether a file at `path` came from the network, for all that is known. */
  covers(path: string): boolean {
    return this.#files.has(path) || this.#isBelowFolder(path) || this.#isUnpacked(path);
  }

  /** Whether everything in the folder came from the network. */
  coversFolder(folder: string): boolean {
    return this.#isBelowFolder(folder) || this.#isUnpacked(folder);
  }

  /** Whether `folder` holds a file from the network whose name fits. */
  holds(folder: string, name: RegExp): boolean {
    if (this.coversFolder(folder)) return true;
    const start = folder === '/' ? '/' : `${folder}/`;
    for (const path of this.#files) {
      const rest = path.startsWith(start) ? path.slice(start.length) : '';
      if (rest !== '' && !rest.includes('/') && name.test(rest)) return true;
    }
    return false;
  }

  /** Whether a listing of `root` narrowed to `name` would show something from the network. */
  showsBelow(root: string, name: RegExp, deep: boolean): boolean {
    const start = root === '/' ? '/' : `${root}/`;
    const fits = (path: string): boolean => {
      const rest = path.startsWith(start) ? path.slice(start.length) : '';
      return rest !== '' && (deep || !rest.includes('/')) && name.test(rest.replace(/^.*\//, ''));
    };
    return (
      this.coversFolder(root) ||
      this.#unnamed.has(root) ||
      [...this.#files].some(fits) ||
      (deep && [...this.#folders].some((folder) => folder.startsWith(start)))
    );
  }

  #isBelowFolder(path: string): boolean {
    for (const folder of this.#folders) {
      if (path === folder || path.startsWith(`${folder}/`)) return true;
    }
    return false;
  }

  #isUnpacked(path: string): boolean {
    for (const [folder, stems] of this.#mixed) {
      const start = folder === '/' ? '/' : `${folder}/`;
      const name = path.startsWith(start) ? path.slice(start.length).replace(/\/.*$/, '') : '';
      if (name === '') continue;
      for (const stem of stems) {
        if (name.startsWith(stem) || (name.length > 1 && stem.startsWith(name))) return true;
      }
    }
    return false;
  }
}

const most = 200;
