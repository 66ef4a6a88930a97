import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordKeyAt } from '../../src/adapters/approvals/requestFiles.ts';
import type { PendingRequest } from '../../src/adapters/approvals/windowPeer.ts';
import {
  type ListeningWindow,
  openWindow,
  type WindowOptions,
} from '../../src/adapters/approvals/windowServer.ts';
import { directoriesFor } from '../../src/adapters/install/directories.ts';
import { parseRecord } from '../../src/core/audit/parseRecord.ts';
import type { AuditRecord } from '../../src/core/audit/record.ts';
import { TestEditor } from './testEditor.ts';
import type { Workspace } from './workspace.ts';

/**
 * Stands in for the editor beside a protected workspace: its windows are those that the extension opens, with a test key
 * that the installation knows.
 */
export class EditorStandIn {
  readonly state: string;
  readonly editor = new TestEditor();
  readonly #root: string;
  readonly #runtime = mkdtempSync(join(tmpdir(), 'pf-run-'));
  readonly #windows: ListeningWindow[] = [];

  constructor(workspace: Workspace) {
    this.state = directoriesFor({ platform: 'linux', home: workspace.home, env: {} }).state;
    this.#root = workspace.root;
    this.editor.register(join(this.state, 'keys'));
  }

  /** Opens a window on the workspace's project. */
  async window(
    onRequest: (request: PendingRequest) => void,
    options: Partial<WindowOptions> = {},
  ): Promise<ListeningWindow> {
    const window = await openWindow({
      places: { windows: join(this.state, 'windows'), runtime: this.#runtime },
      roots: [this.#root],
      platform: process.platform,
      keyId: this.editor.keyId,
      sign: (text) => this.editor.signText(text),
      approvals: join(this.state, 'approvals'),
      recordKey: () => recordKeyAt(join(this.state, 'record.key')),
      now: Date.now,
      onRequest,
      ...options,
    });
    this.#windows.push(window);
    return window;
  }

  /** A window in which somebody always says the same, as soon as they are asked. Returns what they were asked. */
  async saying(verdict: 'allow' | 'deny'): Promise<readonly PendingRequest[]> {
    const seen: PendingRequest[] = [];
    await this.window((pending) => {
      seen.push(pending);
      void pending.answer(verdict);
    });
    return seen;
  }

  /** A window in which nobody says anything, and what it is asked first. */
  async asked(): Promise<{ window: ListeningWindow; first: Promise<PendingRequest> }> {
    let resolve: (pending: PendingRequest) => void = () => undefined;
    const first = new Promise<PendingRequest>((settle) => (resolve = settle));
    return { window: await this.window(resolve), first };
  }

  /** The trail of the installation, oldest first. */
  records(): readonly AuditRecord[] {
    const folder = join(this.state, 'audit');
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted()
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
      .map(parseRecord)
      .filter((record) => record !== null);
  }

  async closeWindows(): Promise<void> {
    await Promise.all(this.#windows.splice(0).map((window) => window.close()));
  }

  async dispose(): Promise<void> {
    await this.closeWindows();
    rmSync(this.#runtime, { recursive: true, force: true });
  }
}
