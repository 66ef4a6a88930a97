import { collapse, splitAnchor } from '../../core/paths/lexical.ts';
import { darwinAlias, isMagicLink, isProcFolder, procStep } from '../../core/paths/proc.ts';
import { unresolved, type Unresolved } from '../../core/paths/unresolved.ts';
import { isShortName, parseWindowsPath } from '../../core/paths/windows.ts';
import type { FileStat } from '../../ports/files.ts';
import { type Tree, type Unseen, unseen } from './tree.ts';

export interface WalkContext {
  readonly tree: Tree;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly foldCase: boolean;
  /** The agent's working directory: what `/proc/self/cwd` is. */
  readonly cwd: string | null;
  /** `keep`: a link at the very end is itself what is meant (it is deleted, renamed, replaced). */
  readonly last: 'follow' | 'keep';
}

/** Where a path leads on the real tree. */
export interface Walk {
  readonly kind: 'walk';
  /** Canonical. What does not exist yet is appended to the canonical parent. */
  readonly path: string;
  /** For each link on the way, in order: the link's own location and what was left to walk, folded as text. */
  readonly through: readonly string[];
  /** Of the last segment; null when it does not exist, cannot be seen or is not looked up (streams). */
  readonly stat: FileStat | null;
  /** The first location that could not be looked at; from there on the path is only text. */
  readonly unseen: string | null;
  readonly stream: boolean;
}

/** As many links as Linux follows. */
const mostLinks = 40;

/** Follows an absolute path segment by segment, as the kernel does. */
export function walk(absolute: string, context: WalkContext): Walk | Unresolved {
  const windows = context.platform === 'win32';
  const { anchor, rest } = splitAnchor(absolute, windows);
  return new Walker(context, anchor, rest).run();
}

type Step = Unresolved | null;

class Walker {
  readonly #context: WalkContext;
  /** Segments still to walk, the next one last. */
  readonly #pending: string[];
  readonly #through: string[] = [];
  readonly #keepLast: boolean;
  #anchor: string;
  /** Canonical so far, without a slash at the end: the anchor alone is `` or `C:`. */
  #current: string;
  /** Length of the part of `current` that exists; beyond it nothing needs looking up. */
  #existing = Infinity;
  #stat: FileStat | null = null;
  #unseen: string | null = null;
  #stream = false;
  #hops = 0;

  constructor(context: WalkContext, anchor: string, rest: string) {
    this.#context = context;
    this.#anchor = anchor;
    this.#current = anchor;
    this.#pending = rest.split('/').toReversed();
    this.#keepLast = context.last === 'keep' && !/(?:^|\/)\.{0,2}$/.test(rest);
  }

  run(): Walk | Unresolved {
    for (;;) {
      const name = this.#pending.pop();
      if (name === undefined) break;
      if (name === '' || name === '.') continue;
      if (this.#stream) return unresolved('descriptor', 'a path through an open descriptor');
      const failed = name === '..' ? this.#up() : this.#down(name);
      if (failed) return failed;
    }
    const path = this.#current === this.#anchor ? `${this.#anchor}/` : this.#current;
    return {
      kind: 'walk',
      path,
      through: this.#through,
      stat: this.#stat ?? this.#statOf(path),
      unseen: this.#unseen,
      stream: this.#stream,
    };
  }

  #statOf(path: string): FileStat | null {
    if (this.#stream || this.#existing !== Infinity) return null;
    const stat = this.#context.tree.lstat(path);
    return stat === unseen ? null : stat;
  }

  #up(): Step {
    if (this.#current.length > this.#anchor.length) {
      this.#current = this.#current.slice(0, this.#current.lastIndexOf('/'));
    }
    if (this.#current.length <= this.#existing) this.#existing = Infinity;
    this.#stat = null;
    return null;
  }

  #down(name: string): Step {
    if (this.#context.platform !== 'win32' && isProcFolder(this.#current)) {
      const step = procStep(this.#current, name, this.#context.cwd, this.#context.platform);
      if (step?.kind === 'unknown') return unresolved('process', step.why);
      if (step?.kind === 'path') return this.#restart(step.path);
      if (step) {
        this.#stream = step.kind === 'stream';
        this.#current = step.path;
        // The agent's own process: Pinfold could only look at itself.
        if (this.#existing === Infinity) this.#existing = 5;
        this.#stat = null;
        return null;
      }
    }
    return this.#current.length > this.#existing ? this.#append(name) : this.#look(name);
  }

  #append(name: string): Step {
    this.#current = `${this.#current}/${name}`;
    this.#unalias();
    return null;
  }

  /** macOS only: a second name without a link. What is mapped may exist although the second name does not. */
  #unalias(): void {
    if (this.#context.platform !== 'darwin') return;
    const usual = darwinAlias(this.#current);
    if (usual === null) return;
    this.#current = usual;
    this.#stat = null;
    if (usual.length <= this.#existing) this.#existing = Infinity;
  }

  #look(name: string): Step {
    const { tree, platform, foldCase } = this.#context;
    const before = this.#current;
    const next = `${before}/${name}`;
    const stat = tree.lstat(next);
    if (stat === null || stat === unseen) return this.#missing(next, stat);
    if (stat.kind === 'link') {
      const last = this.#keepLast && !this.#pending.some((left) => left !== '' && left !== '.');
      if (!last) return this.#follow(next);
    }
    this.#current = next;
    this.#stat = stat;
    if (foldCase) {
      const spelled = tree.spelling(before === '' ? '/' : before, name);
      if (spelled !== null) this.#current = `${before}/${spelled}`;
      else if (platform === 'win32' && isShortName(name)) {
        return unresolved('shortName', `${name} is the short form of a name that cannot be found`);
      }
    }
    this.#unalias();
    return null;
  }

  #missing(next: string, stat: null | Unseen): Step {
    // A process that is not there now may be there in a moment.
    const more = this.#pending.some((left) => left !== '' && left !== '.');
    if (more ? /^\/proc\/\d+(?:\/|$)/.test(next) : /^\/proc\/\d+\//.test(next)) {
      return unresolved('process', 'a path through another process that cannot be followed');
    }
    if (stat === unseen) this.#unseen ??= next;
    this.#existing = next.lastIndexOf('/');
    this.#current = next;
    this.#stat = null;
    this.#unalias();
    return null;
  }

  #follow(link: string): Step {
    this.#hops += 1;
    if (this.#hops > mostLinks) return unresolved('loop', 'links that lead in a circle');
    const target = this.#context.tree.readlink(link);
    if (target === null || target === unseen) return this.#missing(link, target ?? unseen);
    if (isMagicLink(link)) {
      const failed = this.#checkMagic(link, target);
      if (failed) return failed;
    }
    this.#through.push(this.#face(link));
    return this.#enter(target);
  }

  /** The link's own location and what was left to walk from there. */
  #face(link: string): string {
    const rest = this.#pending.toReversed().join('/');
    return collapse(rest === '' ? link : `${link}/${rest}`, this.#context.platform === 'win32');
  }

  #enter(target: string): Step {
    if (this.#context.platform === 'win32') {
      const parsed = parseWindowsPath(
        target,
        this.#current === this.#anchor ? `${this.#anchor}/` : this.#current,
      );
      if (parsed.kind === 'unresolved') return parsed;
      return this.#restart(parsed.path);
    }
    if (target.startsWith('/')) return this.#restart(target);
    this.#push(target);
    this.#stat = null;
    return null;
  }

  #restart(path: string): Step {
    this.#hops += 1;
    if (this.#hops > 2 * mostLinks) return unresolved('loop', 'links that lead in a circle');
    const { anchor, rest } = splitAnchor(path, this.#context.platform === 'win32');
    this.#anchor = anchor;
    this.#current = anchor;
    this.#existing = Infinity;
    this.#stat = null;
    this.#push(rest);
    return null;
  }

  #push(path: string): void {
    const segments = path.split('/');
    for (let at = segments.length - 1; at >= 0; at -= 1) this.#pending.push(segments[at] ?? '');
  }

  /**
   * A process may live in another mount namespace, or hold what has no name any more: then the link's text names
   * something else, or nothing, in ours. The device and inode behind the link decide.
   */
  #checkMagic(link: string, target: string): Step {
    const { tree } = this.#context;
    const behind = tree.lstat(`${link}/.`);
    const named = target.startsWith('/') ? tree.lstat(target) : null;
    const file = behind === null && named !== null && named !== unseen && named.kind === 'file';
    const same =
      behind !== null &&
      behind !== unseen &&
      named !== null &&
      named !== unseen &&
      behind.identity === named.identity;
    return same || file
      ? null
      : unresolved('process', 'another process sees something else under this name');
  }
}
