import { readFileSync, type Stats, statSync } from 'node:fs';
import { newerState, StateError } from '../../ports/state.ts';

/**
 * One look at the folder that holds all state, before anything in it is believed: whoever else may enter it could have
 * put sessions, grants or keys there. A folder that does not exist yet is fine.
 * @throws StateError
 */
export function checkStateFolder(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) throw inItsPlace(path, stat);
  const user = process.getuid?.();
  // Windows: the profile that holds the folder is its owner's alone.
  if (user === undefined) return;
  if (stat.uid !== user) {
    throw new StateError(
      'PF-STATE-OWNER',
      `${path} belongs to the user with the number ${stat.uid}, and the hook runs as ${user}.`,
      'Run the agent as the user whose home it is, or run `pinfold protect` with a home of your own.',
    );
  }
  if ((stat.mode & 0o077) !== 0) {
    throw new StateError(
      'PF-STATE-OPEN',
      `Other users may enter ${path}, so what is in it cannot be relied on.`,
      'Find out who opened it; `pinfold protect` closes it again.',
    );
  }
}

/** A later version that keeps its state elsewhere leaves a file with these words; see docs/decisions/0008. */
function inItsPlace(path: string, stat: Stats): StateError {
  if (stat.isFile() && stat.size < 200 && /^pinfold state \d+\s/.test(readFileSync(path, 'utf8')))
    return newerState(path);
  return new StateError(
    'PF-STATE-PLACE',
    `Something that is not a folder stands at ${path}.`,
    'Look at it, move it away and run `pinfold protect`.',
  );
}
