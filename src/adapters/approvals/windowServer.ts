import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { type SocketPlaces, socketPlace } from './socketPlace.ts';
import { removeStaleWindows } from './staleWindows.ts';
import { removeWindowFile, type WindowFile, writeWindowFile } from './windowFiles.ts';
import { attend, type EditorSide, type PendingRequest, type WindowPeer } from './windowPeer.ts';

export interface WindowOptions extends EditorSide {
  readonly places: SocketPlaces;
  /** Canonical folders that are open in the window, `/`-separated. */
  readonly roots: readonly string[];
  /** `process.platform` of the machine. */
  readonly platform: string;
  /** A person is to be asked. Called in the order in which requests come. */
  readonly onRequest: (request: PendingRequest) => void;
  /** Something odd that nobody needs to act on: for a log. */
  readonly onOddity?: (words: string) => void;
}

/** An editor window that hooks can ask. */
export interface ListeningWindow {
  readonly id: string;
  readonly socket: string;
  /** Other folders are open now. */
  readonly setRoots: (roots: readonly string[]) => void;
  /** Whether hooks can still find it: somebody may have removed its socket or its file. If not, open another one. */
  readonly isReachable: () => boolean;
  /** Takes itself back, and leaves everything that waits. */
  readonly close: () => Promise<void>;
}

/** Connections that have not proved themselves; with one more the oldest of them goes. */
const mostStrangers = 64;

/** Requests that wait at a time. More than a person can look at, and than agents make. */
const mostWaiting = 256;

/**
 * Listens for hooks that ask. Removes what windows that crashed left behind.
 * @throws SocketPlaceError when there is no place for the socket; the system's error when it cannot be made
 */
export async function openWindow(options: WindowOptions): Promise<ListeningWindow> {
  const { places, platform } = options;
  const id = randomBytes(8).toString('hex');
  const socket = socketPlace(id, places, platform);
  await removeStaleWindows(places);
  const server = createServer();
  const leave = attendAll(server, id, options);
  await listen(server, socket);
  // The folder lets nobody else in; this is for the day when somebody opens it.
  if (platform !== 'win32') chmodSync(socket, 0o600);
  const file = (roots: readonly string[]): WindowFile => ({
    format: 1,
    id,
    pid: process.pid,
    socket,
    roots,
    startedAt: new Date(options.now()).toISOString(),
  });
  const setRoots = (roots: readonly string[]): void => {
    mkdirSync(places.windows, { recursive: true, mode: 0o700 });
    writeWindowFile(places.windows, file(roots));
  };
  setRoots(options.roots);
  return {
    id,
    socket,
    setRoots,
    isReachable: () =>
      existsSync(`${places.windows}/${id}.json`) && (platform === 'win32' || existsSync(socket)),
    close: async () => {
      removeWindowFile(places.windows, id);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        leave();
      });
    },
  };
}

/**
 * Attends to whoever connects, within bounds that a flood of strangers cannot use up for the others.
 * @returns leaves them all
 */
function attendAll(server: Server, id: string, options: WindowOptions): () => void {
  const peers = new Map<Socket, WindowPeer>();
  const waiting = new Set<string>();
  const odd = options.onOddity ?? (() => undefined);
  server.on('connection', (socket) => {
    let nonce: string | null = null;
    const admit = (asked: string): string | null => {
      if (waiting.has(asked)) return 'it asks what is being asked already';
      if (waiting.size >= mostWaiting) return 'too many wait already';
      nonce = asked;
      waiting.add(asked);
      return null;
    };
    const onClosed = (): void => {
      peers.delete(socket);
      if (nonce !== null) waiting.delete(nonce);
    };
    const events = { admit, onClosed, onRequest: options.onRequest, onOddity: odd };
    peers.set(socket, attend(socket, id, options, events));
    const strangers = [...peers.values()].filter((peer) => !peer.isWaiting());
    if (strangers.length > mostStrangers) strangers[0]?.close();
  });
  // A failed accept (no descriptors left) concerns one hook, which comes again.
  server.on('error', (error) => odd(`a connection failed: ${error.message}`));
  return () => {
    for (const peer of peers.values()) peer.close();
  };
}

function listen(server: Server, socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}
