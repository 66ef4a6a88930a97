import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readSmallFile, type SmallFile } from './smallFile.ts';

/**
 * What an editor window leaves in `<state>/windows/<id>.json` while it listens: where, and for which folders. It proves
 * nothing; whether a window is there, and whose it is, only a connection tells.
 */
export interface WindowFile {
  readonly format: 1;
  /** 16 lower-case hex digits, made by chance. */
  readonly id: string;
  readonly pid: number;
  /** Path of the socket, or name of the pipe: ends in the id. */
  readonly socket: string;
  /** Canonical folders that are open in the window, `/`-separated. */
  readonly roots: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
}

/** More windows than this are not asked. */
export const mostWindows = 64;

/** More than any window writes. */
const largestFile = 64 * 1024;

/**
 * The windows that are registered, whether they still run or not. What is no such file is passed over.
 * @param directory `<state>/windows`
 */
export function readWindowFiles(directory: string): readonly WindowFile[] {
  return namesOf(directory)
    .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
    .toSorted()
    .slice(0, mostWindows)
    .map((name) =>
      parseWindowFile(readSmallFile(`${directory}/${name}`, largestFile), name.slice(0, 16)),
    )
    .filter((file) => file !== null);
}

/** Puts a window's file there, all or nothing; also in place of its last one. The directory is there. */
export function writeWindowFile(directory: string, file: WindowFile): void {
  const path = `${directory}/${file.id}.json`;
  writeFileSync(`${path}.new`, JSON.stringify(file), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export function removeWindowFile(directory: string, id: string): void {
  rmSync(`${directory}/${id}.json`, { force: true });
}

/**
 * Whether a window is one to ask for a session: one of its folders is one of the session's roots, holds it, or lies in
 * it.
 * @param foldCase names that differ only in case are the same
 */
export function answersFor(
  window: Pick<WindowFile, 'roots'>,
  roots: readonly string[],
  foldCase: boolean,
): boolean {
  const plain = (path: string): string => {
    const folder = path.endsWith('/') ? path : `${path}/`;
    return foldCase ? folder.toLowerCase() : folder;
  };
  const open = window.roots.map(plain);
  return roots
    .map(plain)
    .some((root) => open.some((folder) => root.startsWith(folder) || folder.startsWith(root)));
}

function parseWindowFile(file: SmallFile, id: string): WindowFile | null {
  if (file.kind !== 'text') return null;
  let value: Partial<Record<keyof WindowFile, unknown>> | null;
  try {
    value = JSON.parse(file.text) as typeof value;
  } catch {
    return null;
  }
  const { format, pid, socket, roots, startedAt } = value ?? {};
  if (value?.id !== id || format !== 1 || typeof pid !== 'number') return null;
  if (typeof socket !== 'string' || typeof startedAt !== 'string') return null;
  if (!isSocketOf(id, socket) || !Array.isArray(roots)) return null;
  const folders = roots.filter((root): root is string => typeof root === 'string' && root !== '');
  return { format, id, pid, socket, roots: folders, startedAt };
}

/** A file cannot send a hook to somebody else's socket: the name must be its own. */
function isSocketOf(id: string, socket: string): boolean {
  return socket === pipeOf(id) || (socket.startsWith('/') && socket.endsWith(`/${id}.sock`));
}

/** Name of a window's pipe on Windows. */
export function pipeOf(id: string): string {
  return String.raw`\\.\pipe\pinfold-${id}`;
}

function namesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    // Not there, or no folder: nobody listens.
    return [];
  }
}
