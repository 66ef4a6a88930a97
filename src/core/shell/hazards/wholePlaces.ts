import { joinPath } from '../state/scope.ts';
import { isFileName, isLeftover, takesWork } from './leftovers.ts';
import type { StatedPath } from '../../actions/action.ts';

/**
 * Why deleting this path with all below loses more than a file, or null.
 *
 * @param cwd - where the session stands: deleting that folder's whole content, or a folder above it, deletes the work.
 */
export function wholePlace(path: StatedPath, cwd: string): string | null {
  if (path.cwd === null && !path.text.startsWith('/')) return null;
  const folder = joinPath(path.cwd ?? '/', path.text.replace(/(^|\/)\.?\*+\/?$/, '$1') || '.');
  if (/^\/(private\/)?(var\/)?tmp\/?$|^\/dev\/shm\/?$/.test(path.text)) {
    return 'deletes the files of all programs';
  }
  const here = joinPath('/', cwd);
  const holds = here === folder || here.startsWith(`${folder}/`);
  return holds && folder !== '/' ? 'deletes everything in the folder that it works in' : null;
}

/**
 * Why changing or deleting this path breaks a git repository, or null: what git itself keeps is changed through git
 * only. Locks may go, and so may repositories in temporary folders.
 */
export function repositoryPart(path: StatedPath, deletes: boolean): string | null {
  const whole = joinPath(path.cwd ?? '/', path.text.replaceAll('\\', ''));
  if (/^\/(private\/)?(var\/)?tmp\//.test(whole) || whole.endsWith('.lock')) return null;
  const inside = /\/(?:[\w.-]*\.git|\.bare)(?:\/([\s\S]*))?$/.exec(whole);
  if (inside === null) return null;
  const part = inside[1] ?? '';
  // A folder named `x.git` may be anything; `.git` and what stands in it may not.
  if (part === '' || part.startsWith('*')) {
    const named = /\/\.git(\/\*+)?$/.test(whole);
    return deletes && named ? 'deletes the history of the project' : null;
  }
  const kept =
    /^(\{[^/]*)?(objects|refs|logs|packed-refs|index$|HEAD$|worktrees|modules|shallow)/.test(part);
  return kept ? 'changes what git keeps, which may lose commits' : null;
}

const temporary = /^\/(?:(?:private\/)?(?:var\/)?tmp|(?:private\/)?var\/folders|dev)(?:\/|$)/;

/** What of a path lies apart from the working directory of the session; empty for that folder and those above it. */
function apartFromHere(path: StatedPath, cwd: string): string {
  const here = joinPath('/', cwd).split('/');
  const parts = joinPath(path.cwd ?? '/', path.text).split('/');
  const apart = parts.findIndex((part, at) => part !== here[at]);
  return apart < 0 ? '' : parts.slice(apart).join('/');
}

function isTemporary(path: StatedPath): boolean {
  return temporary.test(joinPath(path.cwd ?? '/', path.text));
}

/**
 * Why deleting this loses work, or null: a folder with everything below it, or all files of a kind. Build output,
 * leftovers, temporary folders and files that are named one by one may go.
 *
 * @param role - `remove`: with everything below it; `delete`: files only.
 */
export function lostFolder(
  role: 'remove' | 'delete',
  path: StatedPath,
  cwd: string,
): string | null {
  if (path.cwd === null && !path.text.startsWith('/')) return null;
  const place = apartFromHere(path, cwd);
  if (isTemporary(path) || isLeftover(place)) return null;
  // What a Windows drive is called elsewhere: its temporary folders are not known here.
  if (/^[A-Za-z]:|^\/[A-Za-z]\//.test(path.text)) return null;
  if (role === 'delete') {
    return path.glob && takesWork(place) ? 'deletes all files of a kind' : null;
  }
  if (!path.glob && isFileName(path.text)) return null;
  if (path.glob && /\.[A-Za-z]\w{0,11}$/.test(place) && !takesWork(place)) return null;
  return 'deletes a folder that is not build output, with everything in it';
}

/** Why deleting whatever a listing names loses work, or null. */
export function lostListing(roots: readonly StatedPath[], cwd: string): string | null {
  const work = roots.some((path) => {
    if (path.cwd === null && !path.text.startsWith('/')) return false;
    return !isTemporary(path) && !isLeftover(apartFromHere(path, cwd));
  });
  return work ? 'deletes every file that a listing names' : null;
}
