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

/** The editor's part runs from the extension's own folder and is of no use to a hook. */
const notInstalled = new Set(['extension.cjs']);

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

/** Puts bundles into `folder`, all or nothing. Returns false when exactly they are there already. */
export function writeBundles(bundles: Bundles, folder: string): boolean {
  if (installedDigest(folder) === bundles.digest) return false;
  const temporary = `${folder}.new-${randomBytes(4).toString('hex')}`;
  mkdirSync(temporary, { recursive: true });
  try {
    for (const [name, content] of bundles.files) {
      writeFileSync(join(temporary, name), content, { mode: 0o644, flush: true });
    }
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return true;
}

function readFolder(folder: string): Map<string, Uint8Array> {
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
