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
import { type ApprovalsContext, createApprovalsContext } from './state/approvalsContext.ts';
import { EditorKeys } from './state/editorKeys.ts';
import { GrantedHere } from './state/grantedHere.ts';
import { KeptTexts } from './state/keptTexts.ts';
import { Pauses } from './state/pauses.ts';
import { PolicyChanges } from './state/policyChanges.ts';
import { isLocal, PolicyState } from './state/policyState.ts';
import { WaitingCalls } from './state/waitingCalls.ts';

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
  readonly approvals: Approvals;
}

/** What people say yes and no to. */
export interface Approvals extends ApprovalsContext {
  readonly keys: EditorKeys;
  readonly calls: WaitingCalls;
  readonly pauses: Pauses;
  readonly texts: KeptTexts;
  readonly granted: GrantedHere;
  readonly changes: PolicyChanges;
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
    lock: join(directories.state, 'editor-memory.lock'),
    log,
    folders: localFolders,
  });
  const approvals = createApprovals(
    createApprovalsContext(
      {
        directories,
        environment: process.env,
        agents,
        log,
        secrets: context.secrets,
        memory: context.globalState,
        remember: (own) => integrity.remember(own),
        forgetKeys: (ids, remove) => integrity.forgetKeys(ids, remove),
      },
      options.dist,
      trail,
    ),
    policies,
    options.home,
  );
  const { keys, calls, pauses, texts, changes } = approvals;
  const disposables = vscode.Disposable.from(
    integrity,
    calls,
    pauses,
    keys,
    texts,
    changes,
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
    approvals,
    dispose: () => disposables.dispose(),
  };
}

function createApprovals(
  context: ApprovalsContext,
  policies: PolicyState,
  home: string,
): Approvals {
  const keys = new EditorKeys(context);
  const calls = new WaitingCalls(context, keys, home);
  return {
    ...context,
    keys,
    calls,
    pauses: new Pauses(context),
    texts: new KeptTexts(),
    granted: new GrantedHere(context.memory),
    changes: new PolicyChanges(policies, context),
  };
}

function localFolders(): readonly string[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  return folders.filter(isLocal).map(({ fsPath }) => fsPath);
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
