import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { FileMark } from '../../../core/present/fileMark.ts';
import type { Environment } from '../../shared/machine.ts';
import type { FolderPolicy, PolicyPart } from '../policy/policyPart.ts';
import type { AgentsState } from './agentsState.ts';

export interface PolicyStateOptions {
  /** Folder of the built programs. */
  readonly dist: string;
  readonly environment: Environment;
  readonly agents: AgentsState;
  readonly log: vscode.LogOutputChannel;
}

/** A file is often saved in several steps. */
const settleMs = 200;

/** The policies of the folders of this window. They are read when somebody asks for the first time. */
export class PolicyState implements vscode.Disposable {
  readonly #options: PolicyStateOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #loads = new vscode.EventEmitter<void>();
  readonly #folders = new Map<string, FolderPolicy | null>();
  readonly #watchers = new Map<string, vscode.Disposable>();
  #seen = '';
  #part: PolicyPart | null = null;
  #settling: NodeJS.Timeout | null = null;

  /** Fires when policies may have changed; they are read again when they are asked for. */
  readonly onDidChange = this.#changed.event;
  /** Fires when a policy was read. */
  readonly onDidLoad = this.#loads.event;

  constructor(options: PolicyStateOptions) {
    this.#options = options;
  }

  /** Those that were read already. */
  get loaded(): readonly FolderPolicy[] {
    return [...this.#folders.values()].filter((policy) => policy !== null);
  }

  /** The policies of all folders that lie on this machine. */
  get all(): readonly FolderPolicy[] {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    return folders.filter(isLocal).flatMap(({ fsPath }) => this.of(fsPath) ?? []);
  }

  /** The policy that holds in a folder; null when it cannot be found, which the log tells. */
  of(folder: string): FolderPolicy | null {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const policy = this.#open(folder);
    this.#folders.set(folder, policy);
    for (const { path } of policy?.files ?? []) this.#watch(path);
    this.#seen = this.#marks();
    this.#loads.fire();
    return policy;
  }

  /** What agents may do with a file; null where nothing is to be said. */
  async markOf(uri: vscode.Uri): Promise<FileMark | null> {
    if (!isLocal(uri)) return null;
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? firstFolder();
    if (folder === null || !isLocal(folder)) return null;
    const agents = this.#options.agents.all.map(({ agent }) => agent);
    return (await this.of(folder.fsPath)?.mark(uri.fsPath, agents)) ?? null;
  }

  /** Reads all policies anew when they are next asked for. */
  refresh(): void {
    this.#folders.clear();
    this.#changed.fire();
  }

  /** Reads them anew when a file is not what it was: a watcher does not tell of everything. */
  refreshIfChanged(): void {
    const marks = this.#marks();
    if (marks !== this.#seen) this.refresh();
    this.#seen = marks;
  }

  /** When the files of all policies were last changed. */
  #marks(): string {
    const stats = [...this.#watchers.keys()].map((path) =>
      statSync(path, { throwIfNoEntry: false }),
    );
    return stats.map((stat) => `${String(stat?.mtimeMs)} ${String(stat?.size)}`).join();
  }

  #open(folder: string): FolderPolicy | null {
    const { dist, environment, log } = this.#options;
    try {
      this.#part ??= createRequire(join(dist, 'extension.cjs'))('./editorPolicy.cjs') as PolicyPart;
      return this.#part.open(folder, environment);
    } catch (error) {
      log.error(`The policy of ${folder} cannot be found: ${String(error)}`);
      return null;
    }
  }

  #watch(path: string): void {
    if (this.#watchers.has(path)) return;
    const settle = (): void => {
      if (this.#settling !== null) clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.refresh(), settleMs);
    };
    const folder = dirname(path);
    const watcher = vscode.workspace.createFileSystemWatcher(patternOf(path));
    // Of a folder that goes with all that it holds only itself is told.
    const above = vscode.workspace.createFileSystemWatcher(patternOf(folder), false, true);
    const all = [
      watcher.onDidCreate(settle),
      watcher.onDidChange(settle),
      watcher.onDidDelete(settle),
      above.onDidCreate(settle),
      above.onDidDelete(settle),
    ];
    this.#watchers.set(path, vscode.Disposable.from(watcher, above, ...all));
  }

  dispose(): void {
    if (this.#settling !== null) clearTimeout(this.#settling);
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#changed.dispose();
    this.#loads.dispose();
  }
}

/** Of one file or folder, and nothing below it. */
function patternOf(path: string): vscode.RelativePattern {
  return new vscode.RelativePattern(vscode.Uri.file(dirname(path)), basename(path));
}

/** Agents work on files of this machine; nothing is said of others. */
export function isLocal({ scheme }: vscode.Uri): boolean {
  return scheme === 'file';
}

function firstFolder(): vscode.Uri | null {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? null;
}
