import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createJsonlTrail } from '../../adapters/audit/jsonlTrail.ts';
import { untoldStreaks } from '../../adapters/audit/streaks.ts';
import { trailChangesOnDisk } from '../../adapters/audit/watchTrail.ts';
import { sha256Hex } from '../../adapters/digest/sha256.ts';
import { repeatDraft } from '../../core/audit/repeats.ts';
import { directoriesFor, type Directories } from '../../adapters/install/directories.ts';
import type { InstallationOptions } from '../installation/agents.ts';
import { platformOf } from '../shared/machine.ts';
import { createCommandLine, type CommandLine } from './commandLine.ts';
import { ActivityState } from './state/activityState.ts';
import { AgentsState } from './state/agentsState.ts';
import { IntegrityState } from './state/integrityState.ts';
import { PolicyState } from './state/policyState.ts';

/** Everything that the contributions share. Made once for each window. */
export interface Services extends vscode.Disposable {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly directories: Directories;
  /** The user's home, as paths of records spell it. */
  readonly home: string;
  readonly commandLine: CommandLine;
  readonly agents: AgentsState;
  readonly activity: ActivityState;
  readonly policies: PolicyState;
  readonly integrity: IntegrityState;
}

/** The only place that makes things. Nothing here reads a file or starts a process yet. */
export function createServices(context: vscode.ExtensionContext): Services {
  const log = vscode.window.createOutputChannel('Pinfold', { log: true });
  const options = installationOptions(context);
  const directories = directoriesFor(options);
  const commandLine = createCommandLine(options.dist, process.env);
  const trail = createJsonlTrail({
    directory: directories.audit,
    sha256: sha256Hex,
    now: () => Date.now(),
  });
  const agents = new AgentsState(options, commandLine, log);
  const activity = new ActivityState({
    trail,
    changes: trailChangesOnDisk(directories.audit),
    untold: () => untoldStreaks(directories.audit).map(repeatDraft),
    home: options.home,
    log,
  });
  const policies = new PolicyState({ dist: options.dist, environment: process.env, agents, log });
  const integrity = new IntegrityState({
    installation: options,
    secrets: context.secrets,
    development: context.extensionMode !== vscode.ExtensionMode.Production,
    log,
  });
  const disposables = vscode.Disposable.from(
    integrity,
    policies,
    activity,
    agents,
    commandLine,
    log,
  );
  return {
    context,
    log,
    directories,
    home: options.home,
    commandLine,
    agents,
    activity,
    policies,
    integrity,
    dispose: () => disposables.dispose(),
  };
}

function installationOptions(context: vscode.ExtensionContext): InstallationOptions {
  const manifest: unknown = context.extension.packageJSON;
  const version = Object(manifest).version;
  return {
    platform: platformOf(process.platform),
    home: homedir(),
    env: process.env,
    dist: join(context.extensionPath, 'dist'),
    nodePath: process.execPath,
    version: typeof version === 'string' ? version : 'unknown',
  };
}
