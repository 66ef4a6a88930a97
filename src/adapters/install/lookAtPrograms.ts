import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Build, Files, Observed } from '../../core/integrity/observed.ts';
import { readBundles, versionName, versionOfFolder } from './bundles.ts';
import type { Directories, Machine } from './directories.ts';
import { folderFault, type FileMarks } from './fileMarks.ts';
import { recordedVariables } from './placeLauncher.ts';
import { findRecord, type FoundRecord } from './programRecord.ts';
import { readLauncher } from './readLauncher.ts';
import { isProgram } from './systemPrograms.ts';

export interface ProgramsLook extends Machine {
  readonly nodePath: string;
  readonly directories: Directories;
  readonly own: OwnBuild;
  readonly marks: FileMarks;
  /** A launcher of before, by its digest, and the folder of the programs that it starts. */
  readonly known: { readonly launcher: string; readonly folder: string } | null;
}

/** What an extension would install. */
export interface OwnBuild extends Build {
  /** Folder that it would be installed to. */
  readonly folder: string;
}

/** The programs that stand in `dist`, as an installation would name them. @throws InstallationError when it holds none */
export function ownBuild(dist: string, version: string, versions: string): OwnBuild {
  const { files, digest } = readBundles(dist);
  const digests = [...files].map(([name, content]) => [name, sha256(content)] as const);
  return {
    version,
    digest,
    files: Object.fromEntries(digests),
    folder: join(versions, versionName(version, digest)),
  };
}

/** Launcher, programs and their records, as they stand. Reads nothing twice that did not change. */
export function lookAtPrograms(
  look: ProgramsLook,
): Pick<Observed, 'launcher' | 'expected' | 'programs' | 'record' | 'recordKey'> {
  const { directories, own, marks } = look;
  const launcher = launcherAt(directories.launcher, marks);
  const found = findRecord(directories);
  const folder = folderOf(launcher, found, look);
  const files = folder === null ? {} : filesIn(folder, marks);
  const version = folder === null ? null : versionOfFolder(basename(folder));
  return {
    launcher,
    expected: {
      node: look.nodePath,
      folder: own.folder,
      state: directories.state,
      data: directories.data,
      home: look.home,
      recorded: variables(
        recordedVariables(look, directories).filter(([name]) => name !== 'PINFOLD_USER'),
      ),
    },
    programs: { folder, version, files, fault: faultOf(directories, folder) },
    record: {
      path: directories.programs,
      state: recordState(found, launcher, folder),
      version: found.kind === 'known' ? found.record.version : null,
    },
    recordKey: { path: directories.recordKey, place: marks.at(directories.recordKey) },
  };
}

/**
 * The programs that calls are judged by. What a launcher of another version says cannot be read: of one that is known,
 * what it started then; the record of the programs, which anybody may have changed, says it last.
 */
function folderOf(
  { place, made }: Observed['launcher'],
  found: FoundRecord,
  { known }: ProgramsLook,
): string | null {
  if (made !== null) return made.folder;
  if (place.kind === 'file' && known !== null && place.digest === known.launcher)
    return known.folder;
  return found.kind === 'known' ? found.record.folder : null;
}

function launcherAt(path: string, marks: FileMarks): Observed['launcher'] {
  const place = marks.at(path);
  if (place.kind !== 'file') return { path, place, made: null };
  if (!isProgram(path)) return { path, place: { kind: 'odd', why: 'cannot be run' }, made: null };
  const text = marks.text(path) ?? '';
  // Between the two looks somebody may have exchanged it.
  const facts = sha256(text) === place.digest ? readLauncher(text) : null;
  if (facts === null) return { path, place, made: null };
  const { node, bundle, state, data, home, recorded } = facts;
  const made = {
    node,
    folder: dirname(bundle),
    state,
    data,
    home,
    // The account's name says nothing that matters here, and a shell may not know it.
    recorded: variables(Object.entries(recorded).filter(([name]) => name !== 'PINFOLD_USER')),
  };
  return { path, place, made };
}

function variables(entries: readonly (readonly [string, string])[]): string {
  return entries
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join(' ');
}

/** What a writer leaves beside a file for a moment. */
const unfinished = /\.new-[0-9a-f]{8}$/;

function filesIn(folder: string, marks: FileMarks): Files {
  try {
    const names = readdirSync(folder).filter((name) => !unfinished.test(name));
    return Object.fromEntries(names.map((name) => [name, marks.at(join(folder, name))]));
  } catch {
    return {};
  }
}

/** Links in the place of our folders would let what is behind them be exchanged. */
function faultOf(
  { launcher, versions }: Directories,
  folder: string | null,
): Observed['programs']['fault'] {
  const own = [dirname(launcher), versions, ...(folder === null ? [] : [folder])];
  for (const path of own) {
    const why = folderFault(path);
    if (why !== null) return { path, why };
  }
  if (folder !== null && !existsSync(folder)) return { path: folder, why: 'is missing' };
  return null;
}

/** What `protect` wrote of what it put there, against what is there. */
function recordState(
  found: FoundRecord,
  { place, made }: Observed['launcher'],
  folder: string | null,
): Observed['record']['state'] {
  if (found.kind !== 'known') return found.kind;
  const { record } = found;
  const same =
    place.kind === 'file' &&
    place.digest === record.launcherDigest &&
    record.folder === folder &&
    folder !== null &&
    basename(folder) === versionName(record.version, record.digest) &&
    (made === null || made.node === record.node);
  return same ? 'agrees' : 'differs';
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
