import { existsSync, readdirSync } from 'node:fs';
import { compareVersions, isVersion } from '../../core/versions/compareVersions.ts';
import { InstallationError } from '../../ports/installation.ts';
import { versionOfFolder } from './bundles.ts';
import type { Directories } from './directories.ts';
import type { FoundRecord } from './programRecord.ts';

/**
 * Makes sure that `own` may take the place of what is installed: the same version repairs, a higher one replaces.
 * Whatever says a version counts, and the highest one of all: a record or a folder alone may be old, or forged.
 * @throws InstallationError for a lower version, and where nobody can tell
 */
export function refuseLowerVersion(
  own: string,
  directories: Directories,
  found: FoundRecord,
): void {
  if (!isVersion(own)) {
    throw new InstallationError(
      'version-unknown',
      `This Pinfold calls itself "${own}", which is no version.`,
      'Install Pinfold again.',
    );
  }
  if (found.kind === 'newer') throw newerRecord(directories.programs);
  const installed = installedVersion(directories, found);
  if (installed === null) {
    if (found.kind === 'none' && !existsSync(directories.launcher)) return;
    throw new InstallationError(
      'version-unknown',
      `Nothing says which version of Pinfold is installed: ${directories.programs} ${found.kind === 'none' ? 'is missing' : 'is damaged'}.`,
      'Find out what happened to it. `pinfold unprotect`, then `pinfold protect` installs anew.',
    );
  }
  if (compareVersions(own, installed) >= 0) return;
  throw new InstallationError(
    'version-lower',
    `Pinfold ${installed} is installed, and this is ${own}: a lower version never replaces a higher one.`,
    `Use version ${installed} or later. To go back on purpose, run \`pinfold unprotect\` first.`,
  );
}

function newerRecord(path: string): InstallationError {
  return new InstallationError(
    'state-newer',
    `A later version of Pinfold wrote ${path}, and this one would misread it.`,
    'Use the latest version. To go back on purpose, run `pinfold unprotect --purge` first.',
  );
}

function installedVersion({ versions }: Directories, found: FoundRecord): string | null {
  const named = existsSync(versions) ? readdirSync(versions).map(versionOfFolder) : [];
  const recorded = found.kind === 'known' ? found.record.version : null;
  const known = [recorded, ...named].filter((each) => each !== null && isVersion(each));
  return known.toSorted((one, other) => compareVersions(other!, one!))[0] ?? null;
}
