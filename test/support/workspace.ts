import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { pickEnvironment } from '../../scripts/lib/environment.ts';
import { testCache } from '../../scripts/lib/testCache.ts';
import { mintCanary } from './canary.ts';

/** A project and a home that belong to one test alone, below the test cache. */
export interface Workspace {
  /** Folder that holds all the others; removed by {@link Workspace.dispose}. */
  readonly base: string;
  /** The project: a git repository. */
  readonly root: string;
  readonly home: string;
  readonly temporary: string;
  /** The secret planted in every file whose text holds `{{canary}}`. */
  readonly canary: string;
  /** Absolute path of a file of the project. */
  readonly path: (name: string) => string;
  readonly dispose: () => void;
}

export interface WorkspaceFiles {
  /** Project-relative path → text. All are committed, except those that a `.gitignore` among them names. */
  readonly project: Readonly<Record<string, string>>;
  /** Home-relative path → text. */
  readonly home?: Readonly<Record<string, string>>;
}

/** Marks where the canary goes in the text of a file. */
export const canaryHere = '{{canary}}';

/** Lays out a throw-away project and home. */
export function createWorkspace(files: WorkspaceFiles): Workspace {
  const base = join(
    testCache(),
    'runs',
    `${String(process.pid)}-${randomBytes(4).toString('hex')}`,
  );
  const place = {
    root: join(base, 'project'),
    home: join(base, 'home'),
    temporary: join(base, 'tmp'),
  };
  for (const folder of Object.values(place)) mkdirSync(folder, { recursive: true });
  // Ours alone, as a home is.
  chmodSync(base, 0o700);
  const canary = mintCanary();
  writeFiles(place.home, files.home ?? {}, canary);
  writeFiles(place.root, files.project, canary);
  const workspace: Workspace = {
    base,
    ...place,
    canary,
    path: (name) => join(place.root, name),
    dispose: () => rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
  commitAll(place.root, place.home);
  return workspace;
}

/** What a program of this workspace gets to see of the world: its own home and temporary folder, and PATH. */
export function workspaceEnvironment(
  workspace: Pick<Workspace, 'home' | 'temporary'>,
): Record<string, string> {
  return {
    ...pickEnvironment(['PATH']),
    HOME: workspace.home,
    TMPDIR: workspace.temporary,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    USER: 'developer',
    // The machine's own git settings are not part of any test.
    GIT_CONFIG_NOSYSTEM: '1',
  };
}

/**
 * Digest of every file below a folder, by relative path with `/`; links by their target. Folders with an ignored name
 * are left out, `.git` always: git writes there by itself.
 */
export function snapshot(
  folder: string,
  ignored: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  const waiting = [folder];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      if (entry.isDirectory() && entry.name !== '.git' && !ignored.has(entry.name))
        waiting.push(path);
      if (entry.isSymbolicLink()) digests.set(name, `link to ${readlinkSync(path)}`);
      if (!entry.isFile()) continue;
      digests.set(name, createHash('sha256').update(readFileSync(path)).digest('hex'));
    }
  }
  return digests;
}

/** Names that were added, removed or changed between two snapshots, sorted. */
export function changedBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).toSorted();
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>, canary: string): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replaceAll(canaryHere, canary));
  }
}

/** Makes a folder a git repository with one commit, by nobody in particular, unless it is one already. */
export function commitAll(root: string, home: string): void {
  const git = (...args: readonly string[]): void => {
    execFileSync('git', [...identity, ...args], {
      cwd: root,
      stdio: 'pipe',
      env: { ...pickEnvironment(['PATH']), HOME: home, GIT_CONFIG_NOSYSTEM: '1' },
    });
  };
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message=Begin');
}

const identity = ['-c', 'user.name=Developer', '-c', 'user.email=developer@example.com'];
