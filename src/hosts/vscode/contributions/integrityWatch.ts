import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** A watcher may miss something, and its buffer may run over: without an event it is looked this often. */
const everyMs = 60_000;
/** Every so many looks all files are read again, whatever their times say. */
const closelyEvery = 10;
/** Changes mostly come several at once: it is looked at the first one, and once more after the last. */
const settleMs = 400;

/** Looks at the installation when a window has come up, when its files change, when it gets the focus, now and then. */
export function integrityWatch({ integrity, agents, directories }: Services): vscode.Disposable {
  const { launcher, versions, state, installs, policies } = directories;
  let settling: NodeJS.Timeout | null = null;
  const changed = (): void => {
    if (settling === null) void integrity.look();
    else clearTimeout(settling);
    settling = setTimeout(() => {
      settling = null;
      void integrity.look();
    }, settleMs);
  };
  const watchers = [
    watch(dirname(launcher), '*', changed),
    watch(versions, '**', changed),
    watch(state, '{programs.json,record.key}', changed),
    watch(`${state}/keys`, '*', changed),
    watch(installs, '*.json', changed),
    watch(policies, '*.json', changed),
    ...agents.places.files
      .filter((file) => file !== launcher)
      .map((file) => watch(dirname(file), basename(file), changed)),
  ];
  // A project's own settings may switch hooks off.
  const ofProjects = vscode.workspace.createFileSystemWatcher(
    '**/{.claude/settings.json,.claude/settings.local.json,.codex/config.toml}',
  );
  let looks = 0;
  const clock = setInterval(() => {
    looks += 1;
    void (looks % closelyEvery === 0 ? integrity.lookClosely() : integrity.look());
  }, everyMs);
  void integrity.start();
  return vscode.Disposable.from(
    ...watchers,
    ofProjects,
    ofProjects.onDidCreate(changed),
    ofProjects.onDidChange(changed),
    ofProjects.onDidDelete(changed),
    vscode.workspace.onDidChangeWorkspaceFolders(changed),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void integrity.look();
    }),
    new vscode.Disposable(() => {
      clearInterval(clock);
      if (settling !== null) clearTimeout(settling);
    }),
  );
}

function watch(folder: string, pattern: string, changed: () => void): vscode.Disposable {
  const place = new vscode.RelativePattern(vscode.Uri.file(folder), pattern);
  const watcher = vscode.workspace.createFileSystemWatcher(place);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(changed),
    watcher.onDidChange(changed),
    watcher.onDidDelete(changed),
  );
}
