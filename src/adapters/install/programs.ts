import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Notice } from '../../core/present/status.ts';
import { InstallationError } from '../../ports/installation.ts';
import type { Programs } from '../../ports/installation.ts';
import { accountVariable } from './account.ts';
import { readBundles, versionName, writeBundles } from './bundles.ts';
import { makeCodeCache } from './codeCache.ts';
import { directoriesFor } from './directories.ts';
import type { Directories, Machine } from './directories.ts';
import { deadlineSeconds, launcherText } from './launcher.ts';
import type { LauncherFacts, Watchdog } from './launcher.ts';
import { startOptions } from './nodeOptions.ts';
import { makeDirectories, removeEmptyFolders } from './folders.ts';
import { inspectPrograms, readRecord } from './programRecord.ts';
import type { ProgramRecord } from './programRecord.ts';
import { writeJson } from './records.ts';
import { selfTest } from './selfTest.ts';
import { findProgram, isProgram } from './systemPrograms.ts';
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
    inspect: () => inspectPrograms(directories),
    selfTest: (agent) => selfTest(directories.launcher, agent, options.home),
  };
}

function install(
  options: ProgramsOptions,
  directories: Directories,
  agent: string,
): ReturnType<Programs['install']> {
  checkOptions(options);
  const bundles = readBundles(options.dist);
  const earlier = readRecord(directories);
  const created = makeDirectories(directories);
  const changes = created.map((folder) => `Made ${folder}`);
  const undo: (() => void)[] = [() => removeEmptyFolders(created)];
  try {
    const folder = join(directories.versions, versionName(options.version, bundles.digest));
    if (!existsSync(folder)) undo.push(() => rmSync(folder, { recursive: true, force: true }));
    if (writeBundles(bundles, folder)) changes.push(`Copied the programs to ${folder}`);
    const nodeOptions = startOptions(options.nodePath);
    const cache = makeCodeCache([options.nodePath, ...nodeOptions], folder, directories.state);
    if (cache.made) changes.push(`Kept their compiled code for ${options.nodePath}`);
    const { watchdog, endsChildren } = pickWatchdog(options, directories, earlier);
    const text = launcherText({
      ...launcherFacts(options, directories, watchdog, folder),
      nodeOptions,
    });
    if (placeLauncher(directories.launcher, text, agent, options.home)) {
      changes.push(`Wrote the launcher ${directories.launcher}`);
    }
    if (makeRecordKey(directories.recordKey)) changes.push(`Made ${directories.recordKey}`);
    const previousFolder =
      earlier === null || earlier.folder === folder
        ? (earlier?.previousFolder ?? null)
        : earlier.folder;
    const record: ProgramRecord = {
      version: options.version,
      node: options.nodePath,
      folder,
      digest: bundles.digest,
      launcherDigest: sha256(text),
      previousFolder,
      watchdog,
      endsChildren,
      createdDirectories: [...new Set([...(earlier?.createdDirectories ?? []), ...created])],
    };
    if (JSON.stringify(record) !== JSON.stringify(earlier)) writeJson(directories.programs, record);
    removeOldVersions(directories.versions, [folder, previousFolder]);
    const warnings = [endsChildren ? null : childrenWarning, cache.warning];
    return { changes, warnings: warnings.filter((warning) => warning !== null) };
  } catch (error) {
    for (const step of undo.toReversed()) step();
    throw asInstallationError(error, directories.data);
  }
}

function checkOptions(options: ProgramsOptions): void {
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
}

const recordedVariables = [
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
];

function launcherFacts(
  options: ProgramsOptions,
  directories: Directories,
  watchdog: Watchdog,
  folder: string,
): LauncherFacts {
  const recorded = recordedVariables.flatMap((name) => {
    const value = options.env[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return {
    node: options.nodePath,
    bundle: join(folder, 'hook.cjs'),
    watchdog,
    env: findProgram('env'),
    state: directories.state,
    data: directories.data,
    home: options.home,
    recorded: {
      ...Object.fromEntries(recorded),
      ...accountVariable(),
      PINFOLD_CONFIG: dirname(directories.userPolicy),
    },
    deadlineSeconds,
  };
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

const childrenWarning: Notice = {
  code: 'watchdog-weak',
  message: 'A hook that takes too long is ended, but programs that it started may stay.',
  remedy: 'Install coreutils (for `timeout`) or perl and protect again.',
};

/** Tries a launcher out beside its place and only then puts it there. Returns false when it is there already. */
function placeLauncher(launcher: string, text: string, agent: string, home: string): boolean {
  const there = existsSync(launcher) && readFileSync(launcher, 'utf8') === text;
  const candidate = there ? launcher : `${launcher}.new`;
  try {
    if (!there) writeFileSync(candidate, text, { mode: 0o700, flush: true });
    chmodSync(candidate, 0o700);
    const test = selfTest(candidate, agent, home);
    if (!test.answered) {
      throw new InstallationError(
        'not-answering',
        `The hook does not answer, so nothing was installed: ${test.words}`,
        'Install Pinfold again, or build it with: npm run build',
      );
    }
    if (!there) renameSync(candidate, launcher);
    return !there;
  } finally {
    if (!there) rmSync(candidate, { force: true });
  }
}

/** A damaged key stays: older records were made with it, and a person may have a copy to put back. */
function makeRecordKey(path: string): boolean {
  if (existsSync(path)) return false;
  writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return true;
}

function remove(directories: Directories, purge: boolean): readonly string[] {
  const { state, data } = directories;
  const created = readRecord(directories)?.createdDirectories ?? [state, data];
  const trail = existsSync(directories.audit) && readdirSync(directories.audit).length > 0;
  const keepTrail = trail && !purge;
  const ours = [
    dirname(directories.launcher),
    directories.versions,
    directories.policies,
    directories.sessions,
    directories.installs,
    directories.programs,
    // The hashes in the trail can be checked only with their key.
    ...(keepTrail ? [] : [directories.audit, directories.recordKey]),
    ...(purge ? [directories.state] : []),
  ];
  const gone = ours.filter((path) => {
    const there = existsSync(path);
    rmSync(path, { recursive: true, force: true });
    return there;
  });
  return [...gone, ...removeEmptyFolders(created)];
}

function removeOldVersions(versions: string, keep: readonly (string | null)[]): void {
  // The version before stays: a hook that is running may still load a part of it.
  for (const name of readdirSync(versions)) {
    const folder = join(versions, name);
    if (!keep.includes(folder)) rmSync(folder, { recursive: true, force: true });
  }
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
    `Cannot install into ${folder}: ${error instanceof Error ? error.message : String(error)}`,
    'Make that folder writable for you and try again.',
    { cause: error },
  );
}
