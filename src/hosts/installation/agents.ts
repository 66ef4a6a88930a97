import { existsSync } from 'node:fs';
import { claudeCode } from '../../adapters/agents/claude-code/install.ts';
import { codex } from '../../adapters/agents/codex/install.ts';
import { sha256Hex } from '../../adapters/digest/sha256.ts';
import { directoriesFor } from '../../adapters/install/directories.ts';
import { installedCommand, installedCommandPrefix } from '../../adapters/install/launcher.ts';
import { programsOnDisk } from '../../adapters/install/programs.ts';
import type { ProgramsOptions } from '../../adapters/install/programs.ts';
import { installRecords, seenSessions } from '../../adapters/install/records.ts';
import { hookSettings } from '../../adapters/install/settings.ts';
import { settingsFiles } from '../../adapters/install/settingsFile.ts';
import {
  workspaceCommand,
  workspaceCommandPrefix,
} from '../../adapters/install/workspaceCommand.ts';
import { agentStatus } from '../../app/agentStatus.ts';
import type { InstallationParts } from '../../app/agentStatus.ts';
import { protectAgent, unprotectAgent } from '../../app/protect.ts';
import type { InstallationResult } from '../../app/protect.ts';
import type { AgentStatus } from '../../core/present/status.ts';
import { approvalStateOf } from '../shared/approvals.ts';
import type { AgentPlace, CommandLines, HookedAgent } from '../../ports/installation.ts';

/** `{platform, home, env, dist, nodePath, version}`, and a `watchdog` when the caller knows one that works. */
export type InstallationOptions = ProgramsOptions &
  Pick<AgentPlace, 'workspace'> & {
    /** Root of a workspace whose own settings are meant, in place of the user's. */
    readonly shared?: string;
  };

/** Every agent that hooks can be installed for, by id; the first one is meant where nothing tells otherwise. */
const agents = {
  'claude-code': claudeCode,
  codex,
} as const satisfies Readonly<
  Record<string, (place: AgentPlace, lines: CommandLines) => HookedAgent>
>;

export type InstallableAgent = keyof typeof agents;

export const installableAgents = Object.keys(agents) as readonly InstallableAgent[];

export function isInstallable(agent: string): agent is InstallableAgent {
  return Object.hasOwn(agents, agent);
}

/**
 * Agents of this machine: those whose own folder or install record is there. With none, the first that can be
 * installed.
 */
export function agentsHere(options: InstallationOptions): readonly InstallableAgent[] {
  const recorded = installRecords(directoriesFor(options).installs).list();
  const here = installableAgents.filter(
    (id) => recorded.includes(id) || existsSync(describe(id, options).folder),
  );
  return here.length === 0 ? installableAgents.slice(0, 1) : here;
}

/** Installs the hooks of one agent. Throws InstallationError with the settings untouched. */
export function protect(id: InstallableAgent, options: InstallationOptions): InstallationResult {
  return protectAgent(parts(options), describe(id, options), new Date().toISOString());
}

/** Takes them away again; the audit trail stays unless `purge`. Throws InstallationError with the hooks working. */
export function unprotect(
  id: InstallableAgent,
  options: InstallationOptions & { readonly purge?: boolean },
): InstallationResult {
  return unprotectAgent(parts(options), describe(id, options), options.purge ?? false);
}

/** How far the fence stands for one agent. Runs the launcher once. */
export function statusOf(id: InstallableAgent, options: InstallationOptions): AgentStatus {
  return agentStatus(parts(options), describe(id, options));
}

function parts(options: InstallationOptions): InstallationParts {
  const directories = directoriesFor(options);
  return {
    files: settingsFiles,
    editor: hookSettings,
    records: installRecords(directories.installs, recordScope(options.shared)),
    programs: programsOnDisk(options),
    sessions: seenSessions(directories.sessions),
    approvals: approvalStateOf(directories),
  };
}

/** Records of a workspace are told apart by its path. */
function recordScope(shared: string | undefined): string {
  return shared === undefined ? '' : `.${sha256Hex(shared).slice(0, 16)}`;
}

/** An agent as this machine, or a workspace, has it. */
export function describe(id: InstallableAgent, options: InstallationOptions): HookedAgent {
  const { launcher } = directoriesFor(options);
  if (options.shared !== undefined) {
    return agents[id](options, {
      prefix: workspaceCommandPrefix(id),
      workspace: options.shared,
      for: (event, failure, timeoutSeconds) => workspaceCommand(id, event, failure, timeoutSeconds),
    });
  }
  return agents[id](options, {
    prefix: installedCommandPrefix(launcher, id),
    for: (event, failure, timeoutSeconds) =>
      installedCommand(launcher, id, event, failure, timeoutSeconds),
  });
}
