import { chmodSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { InstallationError } from '../../ports/installation.ts';
import type { Directories } from './directories.ts';

/** Whose the folders of an installation are: ours alone, ours but open to others, or another user's. */
export type Owners = 'own' | 'open' | 'foreign';

/** Folders with the bits of their mode that would let others in. */
function places(directories: Directories): readonly (readonly [path: string, forbidden: number])[] {
  const { state, data, versions, launcher } = directories;
  return [
    [state, 0o077],
    [data, 0o022],
    [dirname(launcher), 0o022],
    [launcher, 0o022],
    [versions, 0o022],
  ];
}

/** What others may do, by owner and mode. Windows: the profile is its owner's. */
export function ownersOf(directories: Directories, user = process.getuid?.()): Owners {
  const found = present(directories);
  if (user !== undefined && found.some(({ stat }) => stat.uid !== user)) return 'foreign';
  return found.some(isOpen) ? 'open' : 'own';
}

/**
 * Makes sure that everything will be this user's: a home or a folder of somebody else is left alone.
 * @throws InstallationError
 */
export function refuseForeignPlaces(
  directories: Directories,
  home: string,
  user = process.getuid?.(),
): void {
  if (user === undefined) return;
  const homeStat = statSync(home, { throwIfNoEntry: false });
  const foreign =
    homeStat !== undefined && homeStat.uid !== user
      ? { path: home, stat: homeStat }
      : present(directories).find(({ stat }) => stat.uid !== user);
  if (foreign === undefined) return;
  throw new InstallationError(
    'foreign-owner',
    `${foreign.path} belongs to the user with the number ${foreign.stat.uid}, and this runs as ${user}. Nothing was written.`,
    'Run this as the user whose home it is (without sudo), or set HOME to a folder of your own.',
  );
}

/** Closes what stands open to others. Returns the paths. */
export function closePlaces(directories: Directories): readonly string[] {
  const open = present(directories).filter(isOpen);
  for (const { path, stat, forbidden } of open) chmodSync(path, stat.mode & 0o7777 & ~forbidden);
  return open.map(({ path }) => path);
}

interface Place {
  readonly path: string;
  readonly stat: Stats;
  readonly forbidden: number;
}

function present(directories: Directories): readonly Place[] {
  return places(directories).flatMap(([path, forbidden]) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? [] : [{ path, stat, forbidden }];
  });
}

function isOpen({ stat, forbidden }: Place): boolean {
  return process.platform !== 'win32' && (stat.mode & forbidden) !== 0;
}
