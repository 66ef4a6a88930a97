import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { isOurs } from './privateFolder.ts';
import type { SocketPlaces } from './socketPlace.ts';
import { readWindowFiles, removeWindowFile } from './windowFiles.ts';

/** Between making a socket and listening at it lies a moment; whatever is younger is left alone. */
const youngMs = 10_000;

/**
 * Removes files and sockets of windows that nobody answers at any more. A window that is merely slow answers: the system
 * takes the connection for it.
 */
export async function removeStaleWindows(places: SocketPlaces): Promise<void> {
  const files = readWindowFiles(places.windows);
  await Promise.all(
    files.map(async ({ id, socket }) => {
      if (isYoung(join(places.windows, `${id}.json`)) || !(await isDead(socket))) return;
      removeWindowFile(places.windows, id);
      removeSocket(socket);
    }),
  );
  const folders = [
    places.windows,
    ...(places.runtime === null ? [] : [`${places.runtime}/pinfold`]),
  ];
  const known = new Set(files.map(({ socket }) => socket));
  const sockets = folders
    .flatMap((folder) => namesIn(folder).map((name) => join(folder, name)))
    .filter((path) => /\/[0-9a-f]{16}\.sock$/.test(path) && !known.has(path) && !isYoung(path));
  await Promise.all(
    sockets.map(async (path) => {
      if (await isDead(path)) removeSocket(path);
    }),
  );
}

/** True when it is sure that nobody listens. */
function isDead(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    const done = (dead: boolean): void => {
      clearTimeout(patience);
      connection.destroy();
      resolve(dead);
    };
    const patience = setTimeout(() => done(false), 1_000);
    connection.on('connect', () => done(false));
    connection.on('error', (error: NodeJS.ErrnoException) =>
      done(error.code === 'ECONNREFUSED' || error.code === 'ENOENT'),
    );
  });
}

/** Removes a socket of ours; anything else that has its name stays. */
function removeSocket(path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isSocket() === true && isOurs(stat.uid)) rmSync(path, { force: true });
}

function isYoung(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat === undefined || Date.now() - stat.mtimeMs < youngMs;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
