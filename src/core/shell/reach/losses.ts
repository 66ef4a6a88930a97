import type { StatedPath } from '../../actions/action.ts';
import { lostFolder, repositoryPart, wholePlace } from '../hazards/wholePlaces.ts';
import type { PathRole, Use } from './touch.ts';

export function isDeletion(role: PathRole): boolean {
  return role === 'delete' || role === 'remove' || role === 'move';
}

/** Says what is lost beside the path itself: the whole work, or what git keeps. */
export function stateLoss(role: PathRole, path: StatedPath, { machine, via, isListed }: Use): void {
  const deletes = isDeletion(role);
  if (!deletes && !['write', 'rewrite', 'amend'].includes(role)) return;
  const { cwd } = machine.context;
  const whole = role === 'remove' ? wholePlace(path, cwd) : null;
  // What git or a trash deletes, it can bring back.
  const kept =
    isListed === true || keepsDeleted.test(via) || (role !== 'remove' && role !== 'delete');
  const folder = kept ? null : lostFolder(role, path, cwd);
  const why = whole ?? repositoryPart(path, deletes) ?? folder;
  if (why !== null) machine.emit({ kind: 'destroy', why, via, recoverable: true });
}

export const keepsDeleted = /^(?:git|rmdir$|trash|rip$)/;
