import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Notice } from '../../core/present/status.ts';
import { InstallationError } from '../../ports/installation.ts';
import type { Programs } from '../../ports/installation.ts';
import { stateFormat } from '../../ports/state.ts';
import { readBundles, versionName, writeBundles } from './bundles.ts';
import type { Bundles } from './bundles.ts';
import { checkOptions } from './checkOptions.ts';
import { makeCodeCache } from './codeCache.ts';
import { directoriesFor } from './directories.ts';
import type { Directories, Machine } from './directories.ts';
import { makeDirectories, removeEmptyFolders } from './folders.ts';
import { withInstallLock } from './installLock.ts';
import { refuseLowerVersion } from './installedVersion.ts';
import { launcherText } from './launcher.ts';
import type { Watchdog } from './launcher.ts';
import { startOptions } from './nodeOptions.ts';
import { markReplaced, removeOldVersions } from './oldVersions.ts';
import { closePlaces, refuseForeignPlaces } from './owners.ts';
import { launcherFacts, placeLauncher } from './placeLauncher.ts';
import { findRecord, inspectPrograms } from './programRecord.ts';
import type { ProgramRecord } from './programRecord.ts';
import { writeJson } from './records.ts';
import { selfTest } from './selfTest.ts';
import { isProgram } from './systemPrograms.ts';
import { chooseWatchdog } from './watchdog.ts';

export interface ProgramsOptions extends Machine {
  /** Folder with the built programs. */
  readonly dist: string;
  /** Absolute path of the node, or of VS Code's own program, that runs the hook. */
  readonly nodePath: string;
  readonly version: string;
  /** A watchdog that is known to work; without it one is chosen by trying. */
  readonly watchdog?: Watchdog;
}

/** Launcher, bundles and keys on the real disk. */
export function programsOnDisk(options: ProgramsOptions): Programs {
  const directories = directoriesFor(options);
  return {
    launcher: directories.launcher,
    install: (agent) => install(options, directories, agent),
    remove: (purge) => remove(directories, purge),
    inspect: () => inspectPrograms(directories, options),
    selfTest: (agent) => selfTest(directories.launcher, agent, options.home),
  };
}

function install(
  options: ProgramsOptions,
  directories: Directories,
  agent: string,
): ReturnType<Programs['install']> {
  checkOptions(options, directories);
  const bundles = readBundles(options.dist);
  refuseForeignPlaces(directories, options.home);
  let created: readonly string[] = [];
  try {
    created = makeDirectories(directories);
    const closed = closePlaces(directories);
    const installed = withInstallLock(directories.installLock, () =>
      putInPlace({ options, directories, agent, bundles, created }),
    );
    const made = created.map((folder) => `Made ${folder}`);
    const shut = closed.map((path) => `Closed ${path}, which stood open to other users`);
    const warnings = closed.length === 0 ? [] : [openWarning];
    return {
      changes: [...made, ...shut, ...installed.changes],
      warnings: [...warnings, ...installed.warnings],
    };
  } catch (error) {
    removeEmptyFolders(created);
    throw asInstallationError(error, directories.data);
  }
}

interface Installation {
  readonly options: ProgramsOptions;
  readonly directories: Directories;
  readonly agent: string;
  readonly bundles: Bundles;
  /** Folders that were made for it. */
  readonly created: readonly string[];
}

function putInPlace(installation: Installation): ReturnType<Programs['install']> {
  const { options, directories, agent, bundles, created } = installation;
  const found = findRecord(directories);
  refuseLowerVersion(options.version, directories, found);
  const earlier = found.kind === 'known' ? found.record : null;
  const folder = join(directories.versions, versionName(options.version, bundles.digest));
  let ownToRemove = !existsSync(folder);
  const changes: string[] = [];
  try {
    if (writeBundles(bundles, folder)) changes.push(`Copied the programs to ${folder}`);
    const nodeOptions = startOptions(options.nodePath);
    const cache = makeCodeCache([options.nodePath, ...nodeOptions], folder, directories.state);
    if (cache.made) changes.push(`Kept their compiled code for ${options.nodePath}`);
    const { watchdog, endsChildren } = pickWatchdog(options, directories, earlier);
    const text = launcherText({
      ...launcherFacts(options, directories, watchdog, folder),
      nodeOptions,
    });
    // First the time of the old ones, then the switch: a call that begins now must not find them removed.
    if (earlier !== null && earlier.folder !== folder) markReplaced(earlier.folder);
    if (placeLauncher(directories.launcher, text, agent, options.home)) {
      changes.push(`Wrote the launcher ${directories.launcher}`);
    }
    // From here on calls use it, whatever else goes wrong.
    ownToRemove = false;
    if (makeRecordKey(directories.recordKey)) changes.push(`Made ${directories.recordKey}`);
    const record: ProgramRecord = {
      format: stateFormat,
      version: options.version,
      node: options.nodePath,
      folder,
      digest: bundles.digest,
      launcherDigest: sha256(text),
      watchdog,
      endsChildren,
      createdDirectories: [...new Set([...(earlier?.createdDirectories ?? []), ...created])],
    };
    if (JSON.stringify(record) !== JSON.stringify(earlier)) {
      writeJson(directories.programs, record);
      changes.push(`Noted what is installed in ${directories.programs}`);
    }
    removeOldVersions(directories.versions, folder);
    const warnings = [endsChildren ? null : childrenWarning, cache.warning];
    return { changes, warnings: warnings.filter((warning) => warning !== null) };
  } catch (error) {
    if (ownToRemove) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function pickWatchdog(
  options: ProgramsOptions,
  directories: Directories,
  earlier: ProgramRecord | null,
): { watchdog: Watchdog; endsChildren: boolean } {
  if (options.watchdog !== undefined) return { watchdog: options.watchdog, endsChildren: true };
  if (earlier !== null && isProgram(programOf(earlier.watchdog))) return earlier;
  const chosen = chooseWatchdog(directories.state);
  if (chosen !== null) return chosen;
  throw new InstallationError(
    'watchdog-missing',
    'Nothing on this machine can end a hook that takes too long.',
    'Install coreutils (for `timeout`) or perl and try again.',
  );
}

const openWarning: Notice = {
  code: 'folders-open',
  message:
    'Folders of Pinfold stood open to other users: what is in them may not be what Pinfold put there.',
  remedy:
    'Look at `pinfold audit verify` and at your policy; `pinfold unprotect --purge` begins anew.',
};

const childrenWarning: Notice = {
  code: 'watchdog-weak',
  message: 'A hook that takes too long is ended, but programs that it started may stay.',
  remedy: 'Install coreutils (for `timeout`) or perl and protect again.',
};

/** A damaged key stays: older records were made with it, and a person may have a copy to put back. */
function makeRecordKey(path: string): boolean {
  if (existsSync(path)) return false;
  writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return true;
}

function remove(directories: Directories, purge: boolean): readonly string[] {
  const { state, data } = directories;
  const found = findRecord(directories);
  const created = found.kind === 'known' ? found.record.createdDirectories : [state, data];
  try {
    const gone = existsSync(state)
      ? withInstallLock(directories.installLock, () => removeOwn(directories, purge))
      : removeOwn(directories, purge);
    return [...gone, ...removeEmptyFolders(created)];
  } catch (error) {
    throw asInstallationError(error, state);
  }
}

function removeOwn(directories: Directories, purge: boolean): readonly string[] {
  const trail = existsSync(directories.audit) && readdirSync(directories.audit).length > 0;
  const keepTrail = trail && !purge;
  const ours = [
    dirname(directories.launcher),
    directories.versions,
    directories.policies,
    directories.sessions,
    directories.scans,
    directories.installs,
    directories.programs,
    // The hashes in the trail can be checked only with their key.
    ...(keepTrail ? [] : [directories.audit, directories.recordKey]),
    ...(purge ? [directories.state] : []),
  ];
  return ours.filter((path) => {
    const there = existsSync(path);
    rmSync(path, { recursive: true, force: true });
    return there;
  });
}

function programOf(watchdog: Watchdog): string {
  return watchdog.kind === 'shell' ? watchdog.sleep : watchdog.path;
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function asInstallationError(error: unknown, folder: string): InstallationError {
  if (error instanceof InstallationError) return error;
  return new InstallationError(
    'programs-unavailable',
    `Cannot change ${folder}: ${error instanceof Error ? error.message : String(error)}`,
    'Make that folder writable for you and try again.',
    { cause: error },
  );
}
