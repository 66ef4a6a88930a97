import { joinPath } from '../scope.ts';
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
