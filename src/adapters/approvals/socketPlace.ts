import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isOurs, whyNotPrivate } from './privateFolder.ts';
import { pipeOf } from './windowFiles.ts';

/** Systems cut longer paths of sockets off (104 bytes on macOS, 108 on Linux, the end mark counted), or refuse them. */
export const longestSocketPath = 100;

/** No socket can be made, in words, with the way out. */
export class SocketPlaceError extends Error {
  readonly code: 'PF-APPROVAL-PATH' | 'PF-APPROVAL-PLACE';
  readonly remedy: string;
  constructor(code: SocketPlaceError['code'], message: string, remedy: string) {
    super(message);
    this.name = 'SocketPlaceError';
    this.code = code;
    this.remedy = remedy;
  }
}

export interface SocketPlaces {
  /** `<state>/windows`; made when it is missing. */
  readonly windows: string;
  /** `XDG_RUNTIME_DIR`, if there is one. */
  readonly runtime: string | null;
}

/**
 * Where a window with this id listens: in the runtime folder of the user's session when that is the user's alone, else
 * beside its file. Makes the folders.
 * @throws SocketPlaceError
 */
export function socketPlace(id: string, places: SocketPlaces, platform: string): string {
  if (platform === 'win32') {
    makePrivate(places.windows);
    return pipeOf(id);
  }
  makePrivate(places.windows);
  const name = `${id}.sock`;
  const beside = join(places.windows, name);
  const runtime = runtimeFolder(places.runtime);
  const paths = runtime === null ? [beside] : [join(runtime, name), beside];
  const fitting = paths.find((path) => Buffer.byteLength(path) <= longestSocketPath);
  if (fitting === undefined) {
    const lengths = paths.map((path) => `${path} has ${Buffer.byteLength(path)}`).join(', ');
    throw new SocketPlaceError(
      'PF-APPROVAL-PATH',
      `The path of a socket may have ${longestSocketPath} bytes: ${lengths}.`,
      'Set XDG_RUNTIME_DIR, or XDG_STATE_HOME, to a folder with a shorter path.',
    );
  }
  return fitting;
}

/** `<runtime>/pinfold`, or null when there is no runtime folder of this user alone. */
function runtimeFolder(runtime: string | null): string | null {
  if (runtime === null || !runtime.startsWith('/') || whyNotPrivate(runtime) !== null) return null;
  const folder = join(runtime, 'pinfold');
  try {
    makePrivate(folder);
    return folder;
  } catch {
    return null;
  }
}

/** Makes a folder for this user alone. One that others can enter is closed to them; somebody else's is none of ours. */
function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stat = lstatSync(folder);
    if (stat.isDirectory() && isOurs(stat.uid)) chmodSync(folder, 0o700);
  } catch (error) {
    throw place(folder, error instanceof Error ? error.message : String(error));
  }
  const wrong = whyNotPrivate(folder);
  if (wrong !== null) throw place(folder, wrong);
}

function place(folder: string, why: string): SocketPlaceError {
  return new SocketPlaceError(
    'PF-APPROVAL-PLACE',
    `No window can be asked for an answer: ${why}.`,
    `Make ${folder} a folder that belongs to you alone.`,
  );
}
