import type { StatedPath } from '../../actions/action.ts';
import { exactText, type Field, originOf, shownText } from '../words/field.ts';
import { escapePattern } from './paths.ts';
import { joinPath, type Scope } from '../state/scope.ts';

/**
 * Symbolic links that a command line makes: they are not on the disk yet when it is judged, and a path through one of
 * them leads to its target. Keyed by lexical absolute path.
 */
export class MadeLinks {
  readonly #targets = new Map<string, string>();

  /** `link` may name a folder that is there: then the link gets the target's own name in it. Both are kept. */
  add(link: Field, target: Field, scope: Scope): void {
    const [from, to] = [exactText(link), shownText(target)];
    if (from === null || to === '' || originOf(target) !== null || this.#targets.size >= most)
      return;
    if (scope.base.kind !== 'known') return;
    const place = joinPath(scope.base.path, from);
    const inside = `${place}/${to.replace(/\/+$/, '').replace(/^.*\//, '')}`;
    for (const at of [place, inside]) {
      this.#targets.set(at, joinPath(at.slice(0, at.lastIndexOf('/')), to));
    }
  }

  /**
   * The same path behind the link that it leads through; null when it leads through none.
   * @param itself a link at the end is itself what is meant: it is removed or renamed
   */
  through({ text, cwd, glob }: StatedPath, itself: boolean): StatedPath | null {
    if (this.#targets.size === 0 || (cwd === null && !text.startsWith('/'))) return null;
    const path = joinPath(cwd ?? '/', text);
    // With a slash at its end it is what the link leads to.
    const named = itself && !/\/\.?$/.test(text);
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const target = this.#targets.get(path.slice(0, end));
      if (target === undefined || (named && end === path.length)) continue;
      const start = glob ? escapePattern(target) : target;
      return { text: start + path.slice(end), cwd: null, glob };
    }
    return null;
  }
}

const most = 64;
