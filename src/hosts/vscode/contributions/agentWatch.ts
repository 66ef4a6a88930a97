import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** How long a window is left to its own work before the first check. */
const firstCheckAfterMs = 3_000;

/** Keeps what is known of the agents fresh: when their settings change, when they are first seen, now and then. */
export function agentWatch({ agents, activity }: Services): vscode.Disposable {
  const { installs, files } = agents.places;
  const changed = (): void => {
    agents.refresh();
    agents.checkSoon();
  };
  const watchers = [
    watch(installs, '*.json', changed),
    ...files.map((file) => watch(dirname(file), basename(file), changed)),
  ];
  if (agents.all.some(({ trace }) => trace.installedAt !== null)) {
    agents.checkSoon(firstCheckAfterMs);
  }
  return vscode.Disposable.from(
    ...watchers,
    // The first event of an agent is what makes it hooked.
    activity.onDidChange((records) => {
      const unseen = agents.all.some(
        ({ agent, status }) =>
          status?.firing !== true && records.some(({ origin }) => origin.agent === agent),
      );
      if (unseen) agents.checkSoon(0);
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) agents.checkIfOld();
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
