import { sha256Hex } from '../../../adapters/digest/sha256.ts';
import { installRecords } from '../../../adapters/install/records.ts';
import { ownEntries } from '../../../adapters/install/ownEntries.ts';
import { hookSettings } from '../../../adapters/install/settings.ts';
import { settingsFiles } from '../../../adapters/install/settingsFile.ts';
import type { Directories } from '../../../adapters/install/directories.ts';
import { ownPrefixes } from '../../../app/agentStatus.ts';
import type { AgentHooks } from '../../../core/integrity/observed.ts';
import { InstallationError, type HookedAgent } from '../../../ports/installation.ts';
import {
  describe,
  installableAgents,
  type InstallableAgent,
  type InstallationOptions,
} from '../../installation/agents.ts';

/**
 * The hooks of every agent as its settings hold them.
 * @param folders whose settings may switch hooks off
 * @param takenAway number of the record that tells of an agent's hooks being taken away, or null
 */
export function lookAtAgents(
  options: InstallationOptions,
  directories: Directories,
  folders: readonly string[],
  takenAway: (agent: string) => number | null,
): readonly AgentHooks[] {
  const records = installRecords(directories.installs);
  return installableAgents.map((id) => {
    const agent = describe(id, options);
    const record = records.read(id);
    const prefixes = ownPrefixes(agent, record);
    return {
      agent: id,
      name: agent.name,
      settings: agent.settings,
      recorded: record !== null,
      installedAt: record?.at ?? null,
      ...hooksOf(agent, prefixes),
      switches: switchesOf([agent, ...inFolders(id, options, folders)]),
      takenAway: record === null ? takenAway(id) : null,
    };
  });
}

function hooksOf(
  agent: HookedAgent,
  prefixes: readonly string[],
): Pick<AgentHooks, 'hooks' | 'why' | 'entries'> {
  const { settings, hooks } = agent;
  try {
    const { text } = settingsFiles.read(settings);
    const found = hookSettings.inspect(settings, text, hooks, prefixes);
    const entries = text === null ? null : ownEntries(settings, text, hooks, prefixes);
    const digest = entries === null ? null : sha256Hex(entries);
    const none = found.missing.length === hooks.length && found.stale === 0;
    if (none) return { hooks: 'none', why: '', entries: digest };
    if (found.stale > 0) {
      const why = `has ${String(found.stale)} hooks of Pinfold that were changed`;
      return { hooks: 'changed', why, entries: digest };
    }
    if (found.missing.length === 0) return { hooks: 'exact', why: '', entries: digest };
    const events = [...new Set(found.missing.map(({ event }) => event))].join(', ');
    return { hooks: 'missing', why: `lacks hooks of Pinfold: ${events}`, entries: digest };
  } catch (error) {
    if (!(error instanceof InstallationError)) throw error;
    return { hooks: 'unreadable', why: `cannot be read: ${error.code}`, entries: null };
  }
}

function inFolders(
  id: InstallableAgent,
  options: InstallationOptions,
  folders: readonly string[],
): readonly HookedAgent[] {
  return folders.map((workspace) => describe(id, { ...options, workspace }));
}

/** Settings, ours and those above them, that keep hooks from running. @param views of one agent, by folder */
function switchesOf(views: readonly [HookedAgent, ...HookedAgent[]]): AgentHooks['switches'] {
  const [agent] = views;
  const files = views.flatMap(({ settings, overruling }) => [settings, ...overruling]);
  return [...new Set(files)].flatMap((file) => {
    try {
      const { text } = settingsFiles.read(file);
      if (text === null) return [];
      return agent.obstacles(file, text).map((notice) => ({ ...notice, file }));
    } catch (error) {
      if (!(error instanceof InstallationError)) throw error;
      // What is wrong with our own settings is said by their hooks; others may not be ours to read.
      return [];
    }
  });
}
