import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { InstallationError } from '../../ports/installation.ts';

/** Built programs in memory. `digest` is over names and contents. */
export interface Bundles {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly digest: string;
}

/** The editor's programs run from the extension's own folder and are of no use to a hook. */
const notInstalled = new Set(['extension.cjs', 'editorPolicy.cjs', 'editorIntegrity.cjs']);

/** Reads what the build left in `dist`: every program and every part that is loaded on demand beside it. */
export function readBundles(dist: string): Bundles {
  const files = readFolder(dist);
  if (!files.has('hook.cjs')) {
    throw new InstallationError(
      'bundles-missing',
      `${join(dist, 'hook.cjs')} is missing.`,
      'Install Pinfold again, or build it with: npm run build',
    );
  }
  return { files, digest: digestOf(files) };
}

/** Digest of an installed folder, or null when there is none. */
export function installedDigest(folder: string): string | null {
  const files = readFolder(folder);
  return files.size === 0 ? null : digestOf(files);
}

/** Folder name of one version: readable, and different whenever the contents differ. */
export function versionName(version: string, digest: string): string {
  return `${version.replaceAll(/[^\w.+-]/g, '_')}-${digest.slice(0, 12)}`;
}

/** The version in a folder's name, or null when it has another form. Characters that a name cannot hold are lost. */
export function versionOfFolder(name: string): string | null {
  return /^(.+)-[0-9a-f]{12}$/.exec(name)?.[1] ?? null;
}

/**
 * Puts bundles into `folder`, all or nothing; a folder that is there is mended file by file, so that a call which is
 * loading its parts never finds it gone. Returns false when exactly they are there already.
 */
export function writeBundles(bundles: Bundles, folder: string): boolean {
  if (installedDigest(folder) === bundles.digest) return false;
  if (existsSync(folder)) mend(bundles, folder);
  else create(bundles, folder);
  return true;
}

function create(bundles: Bundles, folder: string): void {
  const temporary = `${folder}.new-${randomBytes(4).toString('hex')}`;
  mkdirSync(temporary, { recursive: true, mode: 0o755 });
  try {
    for (const [name, content] of bundles.files) write(join(temporary, name), content);
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function mend(bundles: Bundles, folder: string): void {
  const there = readFolder(folder);
  for (const [name, content] of bundles.files) {
    if (there.get(name)?.equals(content) === true) continue;
    const temporary = join(folder, `${name}.new-${randomBytes(4).toString('hex')}`);
    write(temporary, content);
    renameSync(temporary, join(folder, name));
  }
  for (const name of there.keys()) {
    if (!bundles.files.has(name)) rmSync(join(folder, name), { force: true });
  }
}

function write(path: string, content: Uint8Array): void {
  writeFileSync(path, content, { mode: 0o644, flush: true });
}

function readFolder(folder: string): Map<string, Buffer> {
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => /\.(?:cjs|txt)$/.test(name) && !notInstalled.has(name))
    : [];
  return new Map(names.toSorted().map((name) => [name, readFileSync(join(folder, name))]));
}

function digestOf(files: ReadonlyMap<string, Uint8Array>): string {
  const lines = [...files].map(([name, content]) => [name, sha256(content)]);
  return sha256(JSON.stringify(lines));
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
