import type { Notice } from '../core/present/status.ts';
import { InstallationError } from '../ports/installation.ts';
import { obstacles, ownPrefixes } from './agentStatus.ts';
import type { InstallationParts } from './agentStatus.ts';
import type { HookedAgent, InstallRecord, SettingsSnapshot } from '../ports/installation.ts';

/** What protect or unprotect did. `changes` are sentences for people; empty when there was nothing to do. */
export interface InstallationResult {
  readonly agent: string;
  readonly settings: string;
  readonly launcher: string;
  readonly changed: boolean;
  readonly changes: readonly string[];
  readonly warnings: readonly Notice[];
}

/** Somebody may save the settings while we edit them; more often than this is not chance. */
const attempts = 3;

/**
 * Installs the hooks of one agent. Doing it twice changes nothing.
 * @param at ISO time of now, for the install record.
 * @throws InstallationError, with the settings untouched.
 */
export function protectAgent(
  parts: InstallationParts,
  agent: HookedAgent,
  at: string,
): InstallationResult {
  // The settings are tried before anything is written anywhere: a broken file must not cost a half installation.
  planProtection(parts, agent, at);
  const first = parts.records.read(agent.id) === null;
  const programs = parts.programs.install(agent.id);
  const changes = [...programs.changes];
  try {
    changes.push(...writeProtection(parts, agent, at));
  } catch (error) {
    if (first) withdraw(parts, agent);
    throw error;
  }
  const consent = changes.length === 0 || agent.consent === undefined ? [] : [agent.consent];
  const warnings = [...programs.warnings, ...obstacles(parts, agent), ...consent];
  return result(agent, parts, changes, warnings);
}

/** Takes back what protect put beside settings that could not be written after all. */
function withdraw(parts: InstallationParts, agent: HookedAgent): void {
  parts.records.remove(agent.id);
  if (parts.records.list().length === 0) parts.programs.remove(false);
}

interface Protection {
  readonly snapshot: SettingsSnapshot;
  readonly text: string;
  readonly record: InstallRecord | null;
}

function planProtection(parts: InstallationParts, agent: HookedAgent, at: string): Protection {
  const snapshot = parts.files.read(agent.settings);
  const earlier = parts.records.read(agent.id);
  const own = ownPrefixes(agent, earlier);
  const text = parts.editor.add(agent.settings, snapshot.text, agent.hooks, own);
  if (text === snapshot.text && earlier !== null) return { snapshot, text, record: null };
  const record: InstallRecord = {
    agent: agent.id,
    at,
    commandPrefix: agent.commandPrefix,
    settings: agent.settings,
    original: originalText(parts, agent, snapshot, earlier, own),
    written: parts.files.digest(text),
    createdDirectories: [...(earlier?.createdDirectories ?? []), ...snapshot.missingDirectories],
  };
  return { snapshot, text, record };
}

/** The text that unprotect goes back to: as nobody but us would have left it. */
function originalText(
  parts: InstallationParts,
  agent: HookedAgent,
  snapshot: SettingsSnapshot,
  earlier: InstallRecord | null,
  own: readonly string[],
): string | null {
  if (earlier !== null && snapshot.digest === earlier.written) return earlier.original;
  if (snapshot.text === null) return null;
  return parts.editor.remove(agent.settings, snapshot.text, own, earlier?.original);
}

function writeProtection(parts: InstallationParts, agent: HookedAgent, at: string): string[] {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const plan = planProtection(parts, agent, at);
    if (plan.record === null) return [];
    // The record goes first: after a crash in between, unprotect finds the original text and has nothing to do.
    parts.records.write(plan.record);
    if (plan.text === plan.snapshot.text) return ['Wrote the missing install record'];
    if (parts.files.replace(plan.snapshot, plan.text)) {
      return [`Added ${agent.hooks.length} hooks to ${agent.settings}`];
    }
  }
  throw keepsChanging(agent.settings);
}

/**
 * Takes the hooks of one agent away. The settings go back to the exact bytes from before protect when nobody else
 * edited them since; otherwise exactly our own entries go. The audit trail stays unless `purge`.
 * @throws InstallationError, with the settings untouched and the hooks still working.
 */
export function unprotectAgent(
  parts: InstallationParts,
  agent: HookedAgent,
  purge: boolean,
): InstallationResult {
  const record = parts.records.read(agent.id);
  // First the hooks, then the launcher: the other way round, every call in between would be refused.
  const changes = restoreSettings(parts, agent, record);
  changes.push(
    ...parts.files.removeEmptyDirectories(record?.createdDirectories ?? []).map(removed),
  );
  if (parts.records.remove(agent.id)) changes.push('Removed the install record');
  if (parts.records.list().length === 0) changes.push(...parts.programs.remove(purge).map(removed));
  return result(agent, parts, changes, []);
}

function restoreSettings(
  parts: InstallationParts,
  agent: HookedAgent,
  record: InstallRecord | null,
): string[] {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const snapshot = parts.files.read(agent.settings);
    if (snapshot.text === null) return [];
    const text =
      record !== null && snapshot.digest === record.written
        ? record.original
        : parts.editor.remove(
            agent.settings,
            snapshot.text,
            ownPrefixes(agent, record),
            record === null ? undefined : record.original,
          );
    if (text === snapshot.text) return [];
    if (parts.files.replace(snapshot, text)) {
      return [text === null ? removed(agent.settings) : `Removed our hooks from ${agent.settings}`];
    }
  }
  throw keepsChanging(agent.settings);
}

function result(
  agent: HookedAgent,
  parts: InstallationParts,
  changes: readonly string[],
  warnings: readonly Notice[],
): InstallationResult {
  return {
    agent: agent.id,
    settings: agent.settings,
    launcher: parts.programs.launcher,
    changed: changes.length > 0,
    changes,
    warnings,
  };
}

function removed(path: string): string {
  return `Removed ${path}`;
}

function keepsChanging(file: string): InstallationError {
  return new InstallationError(
    'settings-busy',
    `${file} changed each time while we were editing it.`,
    'Close the program that writes it and try again.',
  );
}
