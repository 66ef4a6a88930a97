import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  askWindows,
  type AskOptions,
  type AskResult,
} from '../../src/adapters/approvals/askWindows.ts';
import { hmac } from '../../src/adapters/approvals/requestFiles.ts';
import {
  readWindowFiles,
  type WindowFile,
  writeWindowFile,
} from '../../src/adapters/approvals/windowFiles.ts';
import type { PendingRequest } from '../../src/adapters/approvals/windowPeer.ts';
import {
  type ListeningWindow,
  openWindow,
  type WindowOptions,
} from '../../src/adapters/approvals/windowServer.ts';
import { askedOf, sampleRequest } from './approvalRequests.ts';
import { TestEditor } from './testEditor.ts';

/** A state folder with an editor's key, windows and hooks: all in this process, over real sockets. */
export class ChannelPlace {
  readonly base = mkdtempSync(join(tmpdir(), 'pf-channel-'));
  readonly windows = join(this.base, 'windows');
  readonly keys = join(this.base, 'keys');
  readonly recordKey = randomBytes(32).toString('hex');
  readonly editor = new TestEditor().register(this.keys);
  /** What windows said that they passed over. */
  readonly oddities: string[] = [];
  readonly #open: ListeningWindow[] = [];
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  /** An editor window that hands each request to `onRequest`. */
  async window(
    onRequest: (request: PendingRequest) => void,
    options: Partial<WindowOptions> = {},
  ): Promise<ListeningWindow> {
    const window = await openWindow({
      places: { windows: this.windows, runtime: null },
      roots: ['/w'],
      platform: process.platform,
      keyId: this.editor.keyId,
      sign: (text) => this.editor.signText(text),
      approvals: join(this.base, 'approvals'),
      recordKey: () => this.recordKey,
      now: Date.now,
      onOddity: (words) => this.oddities.push(words),
      onRequest,
      ...options,
    });
    this.#open.push(window);
    return window;
  }

  /** Something else that listens where a window would. */
  async impostor(onConnection: (socket: Socket) => void): Promise<WindowFile> {
    mkdirSync(this.windows, { recursive: true, mode: 0o700 });
    const id = randomBytes(8).toString('hex');
    const socket = join(this.windows, `${id}.sock`);
    const server = createServer((connection) => {
      this.#sockets.add(connection);
      connection.on('error', () => undefined);
      onConnection(connection);
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const startedAt = new Date().toISOString();
    const file: WindowFile = { format: 1, id, pid: 1, socket, roots: ['/w'], startedAt };
    writeWindowFile(this.windows, file);
    return file;
  }

  /** Asks as the second stage of a hook does, all windows that are registered. */
  async ask(options: Partial<AskOptions> = {}): Promise<AskResult> {
    const result = await askWindows({
      asked: askedOf(sampleRequest()),
      keys: this.keys,
      mac: (text) => hmac(this.recordKey, text),
      now: Date.now,
      windows: readWindowFiles(this.windows),
      answerMs: 20_000,
      abandoned: () => false,
      lookMs: 20,
      ...options,
    });
    return result;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#open.map((window) => window.close()));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(
      this.#servers.map((server) => new Promise((resolve) => server.close(resolve))),
    );
    rmSync(this.base, { recursive: true, force: true });
  }
}

/** How an asking ended, in words: `allow`, `deny`, `timed-out`, `lost`, … */
export function endWords({ end }: AskResult): string {
  return end.how === 'answered' ? end.answer.verdict : end.how;
}
