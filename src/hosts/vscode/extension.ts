import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { directoriesFor } from '../../adapters/install/directories.ts';
import { installRecords, seenSessions } from '../../adapters/install/records.ts';
import { statusText } from '../../core/present/status.ts';
import { statusBarView, type AgentTrace } from '../../core/present/statusBar.ts';
import {
  agentsHere,
  describe,
  type InstallableAgent,
  type InstallationOptions,
  statusOf,
} from '../installation/agents.ts';

const showStatusCommand = 'pinfold.showStatus';

/** Starts the editor's side of Pinfold. It shows what is there; the fence stands without it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Pinfold', { log: true });
  const item = vscode.window.createStatusBarItem('pinfold.status', vscode.StatusBarAlignment.Right);
  item.name = 'Pinfold';
  item.command = showStatusCommand;
  const options = installationOptions(context);
  const { installs } = directoriesFor(options);

  const refresh = (): void => {
    const view = statusBarView(agentsHere(options).map((agent) => traceOf(agent, options)));
    item.text = view.text;
    item.tooltip = view.tooltip;
    item.accessibilityInformation = { label: view.spoken, role: 'button' };
    item.backgroundColor = view.warns
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
  };
  const showStatus = (): void => {
    const all = agentsHere(options).map((agent) => statusText(statusOf(agent, options)));
    log.info(all.join('\n').trimEnd());
    log.show(true);
    refresh();
  };

  // `protect` runs in a terminal: the folder is watched, and a missed change is made up for on the next focus.
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.file(installs), '*.json'),
  );
  context.subscriptions.push(
    log,
    item,
    watcher,
    watcher.onDidCreate(refresh),
    watcher.onDidChange(refresh),
    watcher.onDidDelete(refresh),
    vscode.window.onDidChangeWindowState(refresh),
    vscode.commands.registerCommand(showStatusCommand, showStatus),
  );
  refresh();
  item.show();
  log.info(`Pinfold ${options.version} reads the installation from ${installs}.`);
}

function traceOf(agent: InstallableAgent, options: InstallationOptions): AgentTrace {
  const { installs, sessions } = directoriesFor(options);
  return {
    name: describe(agent, options).name,
    installedAt: installRecords(installs).read(agent)?.at ?? null,
    lastSeen: seenSessions(sessions).newest(agent)?.startedAt ?? null,
  };
}

function installationOptions(context: vscode.ExtensionContext): InstallationOptions {
  const manifest: unknown = context.extension.packageJSON;
  const version = Object(manifest).version;
  return {
    platform:
      process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux',
    home: homedir(),
    env: process.env,
    dist: join(context.extensionPath, 'dist'),
    nodePath: process.execPath,
    version: typeof version === 'string' ? version : 'unknown',
  };
}
