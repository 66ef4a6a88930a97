import { claudeCode, claudeCodeId } from '../../adapters/agents/claude-code/install.ts';
import { directoriesFor } from '../../adapters/install/directories.ts';
import { installedCommand, installedCommandPrefix } from '../../adapters/install/launcher.ts';
import { programsOnDisk } from '../../adapters/install/programs.ts';
import type { ProgramsOptions } from '../../adapters/install/programs.ts';
import { installRecords, seenSessions } from '../../adapters/install/records.ts';
import { hookSettings } from '../../adapters/install/settings.ts';
import { settingsFiles } from '../../adapters/install/settingsFile.ts';
import { agentStatus } from '../../app/agentStatus.ts';
import type { InstallationParts } from '../../app/agentStatus.ts';
import { protectAgent, unprotectAgent } from '../../app/protect.ts';
import type { InstallationResult } from '../../app/protect.ts';
import type { AgentStatus } from '../../core/present/status.ts';
import type { HookedAgent } from '../../ports/installation.ts';

/** `{platform, home, env, dist, nodePath, version}`, and a `watchdog` when the caller knows one that works. */
export type InstallationOptions = ProgramsOptions;

/** Installs Pinfold's hooks for Claude Code. Throws InstallationError with the settings untouched. */
export function protectClaudeCode(options: InstallationOptions): InstallationResult {
  return protectAgent(parts(options), agent(options), new Date().toISOString());
}

/** Takes them away again; the audit trail stays unless `purge`. Throws InstallationError with the hooks working. */
export function unprotectClaudeCode(
  options: InstallationOptions & { readonly purge?: boolean },
): InstallationResult {
  return unprotectAgent(parts(options), agent(options), options.purge ?? false);
}

/** How far the fence stands. Runs the launcher once. */
export function statusClaudeCode(options: InstallationOptions): AgentStatus {
  return agentStatus(parts(options), agent(options));
}

function parts(options: InstallationOptions): InstallationParts {
  const directories = directoriesFor(options);
  return {
    files: settingsFiles,
    editor: hookSettings,
    records: installRecords(directories.installs),
    programs: programsOnDisk(options),
    sessions: seenSessions(directories.sessions),
  };
}

function agent(options: InstallationOptions): HookedAgent {
  const { launcher } = directoriesFor(options);
  return claudeCode(options, {
    prefix: installedCommandPrefix(launcher, claudeCodeId),
    for: (event, failure) => installedCommand(launcher, claudeCodeId, event, failure),
  });
}
