import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InstallationError } from '../../ports/installation.ts';
import type { SettingsFiles, SettingsSnapshot } from '../../ports/installation.ts';
import { removeEmptyFolders } from './folders.ts';

/** Nobody's settings are longer, and whoever reads them has other work. */
const longest = 16 * 1024 * 1024;

/** Settings files on the real disk. */
export const settingsFiles: SettingsFiles = {
  read,
  replace,
  removeEmptyDirectories: removeEmptyFolders,
  digest,
};

function read(path: string): SettingsSnapshot {
  try {
    const target = followLinks(path);
    const stat = statSync(target, { throwIfNoEntry: false });
    if (stat === undefined) {
      const missingDirectories = missingParents(target);
      return { path, target, text: null, digest: null, missingDirectories };
    }
    if (!stat.isFile()) {
      throw new InstallationError(
        'settings-not-a-file',
        `${target} is not a regular file.`,
        'Move it away and try again.',
      );
    }
    if (stat.size > longest) {
      throw new InstallationError(
        'settings-too-long',
        `${target} has ${String(stat.size)} bytes: no settings are as long.`,
        'Look at what it is, move it away and try again.',
      );
    }
    const bytes = readFileSync(target);
    const text = decode(target, bytes);
    return { path, target, text, digest: sha256(bytes), missingDirectories: [] };
  } catch (error) {
    throw asInstallationError(error, path, 'read');
  }
}

function replace(snapshot: SettingsSnapshot, text: string | null): boolean {
  try {
    return text === null ? removeFile(snapshot) : writeFile(snapshot, text);
  } catch (error) {
    throw asInstallationError(error, snapshot.target, 'write');
  }
}

function removeFile(snapshot: SettingsSnapshot): boolean {
  if (!isUnchanged(snapshot)) return false;
  unlinkSync(snapshot.target);
  return true;
}

function writeFile(snapshot: SettingsSnapshot, text: string): boolean {
  const { target } = snapshot;
  const before = statSync(target, { throwIfNoEntry: false });
  if (!isUnchanged(snapshot)) return false;
  // Other names of the same file would go on naming the old one after a rename.
  if (before !== undefined && before.nlink > 1) {
    writeThrough(openSync(target, 'r+'), text, true);
    return true;
  }
  for (const folder of missingParents(target)) mkdirSync(folder, { mode: 0o700 });
  const temporary = join(dirname(target), `.pinfold-${randomBytes(6).toString('hex')}`);
  try {
    writeThrough(openSync(temporary, 'wx', 0o600), text, false);
    keepOwnership(temporary, target, before);
    // As late as can be: what somebody saved in the meantime must not be lost.
    if (!isUnchanged(snapshot)) return false;
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { force: true });
  }
  syncDirectory(dirname(target));
  return true;
}

function writeThrough(descriptor: number, text: string, inPlace: boolean): void {
  try {
    const bytes = Buffer.from(text, 'utf8');
    let done = 0;
    while (done < bytes.length)
      done += writeSync(descriptor, bytes, done, bytes.length - done, done);
    if (inPlace) ftruncateSync(descriptor, bytes.length);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function keepOwnership(temporary: string, target: string, before: Stats | undefined): void {
  if (before === undefined) return;
  const made = statSync(temporary);
  if (made.uid !== before.uid || made.gid !== before.gid) {
    try {
      chownSync(temporary, before.uid, before.gid);
    } catch (error) {
      throw new InstallationError(
        'settings-foreign-owner',
        `${target} belongs to another user. Nothing was written.`,
        `Run this as the owner of ${target}.`,
        { cause: error },
      );
    }
  }
  // After chown, which may clear bits of the mode.
  chmodSync(temporary, before.mode & 0o7777);
}

function isUnchanged(snapshot: SettingsSnapshot): boolean {
  if (followLinks(snapshot.path) !== snapshot.target) return false;
  const bytes = readOrNull(snapshot.target);
  return bytes === null ? snapshot.digest === null : sha256(bytes) === snapshot.digest;
}

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The file behind a chain of links, also when it does not exist yet. Links of folders are the system's business. */
function followLinks(path: string): string {
  let current = path;
  for (let hops = 0; hops < 40; hops += 1) {
    const stat = lstatSync(current, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isSymbolicLink()) return current;
    current = resolve(dirname(current), readlinkSync(current));
  }
  throw new InstallationError(
    'settings-link-loop',
    `${path} is a link that leads to itself.`,
    'Remove the link and try again.',
  );
}

/** Folders above `path` that do not exist, outermost first. */
function missingParents(path: string): string[] {
  const folder = dirname(path);
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined || folder === path) return [];
  return [...missingParents(folder), folder];
}

/** Exact text of UTF-8 bytes, a byte order mark included: encoding it again gives the same bytes. */
function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new InstallationError(
      'settings-not-utf8',
      `${file} is not valid UTF-8. Nothing was written.`,
      'Save it as UTF-8 and try again.',
      { cause: error },
    );
  }
}

function digest(text: string): string {
  return sha256(Buffer.from(text, 'utf8'));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function syncDirectory(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function asInstallationError(error: unknown, path: string, verb: string): InstallationError {
  if (error instanceof InstallationError) return error;
  return new InstallationError(
    'settings-unavailable',
    `Cannot ${verb} ${path}: ${error instanceof Error ? error.message : String(error)}`,
    `Make ${path} accessible to you and try again.`,
    { cause: error },
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
