import { isAbsolute } from 'node:path';
import { InstallationError } from '../../ports/installation.ts';
import type { Directories, Machine } from './directories.ts';
import { isProgram } from './systemPrograms.ts';

/**
 * Makes sure that an installation can be asked for at all.
 * @throws InstallationError, with nothing written
 */
export function checkOptions(
  options: Machine & { readonly nodePath: string },
  directories: Directories,
): void {
  if (options.platform === 'win32') {
    throw new InstallationError(
      'platform-unsupported',
      'Hooks cannot be installed on Windows yet.',
      'Run the agent inside WSL and protect it there.',
    );
  }
  if (!isAbsolute(options.nodePath) || !isProgram(options.nodePath)) {
    throw new InstallationError(
      'node-missing',
      `${options.nodePath} is not a program.`,
      'Give the absolute path of a node that stays where it is.',
    );
  }
  checkNames(options.home, directories);
}

/** Bytes that are no UTF-8 are lost in node's environment: the path would be another one. */
function checkNames(home: string, { data, state, userPolicy }: Directories): void {
  const unreadable = [home, data, state, userPolicy].find((path) => path.includes('\u{FFFD}'));
  if (unreadable === undefined) return;
  throw new InstallationError(
    'name-unreadable',
    `${unreadable} has a name that is not valid UTF-8.`,
    'Set HOME and the XDG variables to folders whose names are.',
  );
}
