import type { AgentStatus, Notice } from '../core/present/status.ts';
import { InstallationError } from '../ports/installation.ts';
import type {
  HookedAgent,
  HookSettings,
  InstallRecord,
  InstallRecords,
  Programs,
  SeenSessions,
  SettingsFiles,
  SettingsSnapshot,
} from '../ports/installation.ts';

export interface InstallationParts {
  readonly files: SettingsFiles;
  readonly editor: HookSettings;
  readonly records: InstallRecords;
  readonly programs: Programs;
  readonly sessions: SeenSessions;
}

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
  return result(agent, parts, changes, [...programs.warnings, ...obstacles(parts, agent)]);
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

/** How far the fence stands for one agent, found out by looking and by running the launcher once. */
export function agentStatus(parts: InstallationParts, agent: HookedAgent): AgentStatus {
  const record = parts.records.read(agent.id);
  const programs = parts.programs.inspect();
  const hooks = hookProblems(parts, agent, record);
  const hooksGone = hooks.some((problem) => problem.code === 'not-installed');
  const stands = hooksGone && programs.launcher === 'missing';
  const broken = stands ? [] : programProblems(parts.programs.launcher, programs, agent);
  const installed = hooks.length === 0 && broken.length === 0;
  const test = programs.launcher === 'missing' ? null : parts.programs.selfTest(agent.id);
  const answering = test !== null && test.answered;
  const session = parts.sessions.newest(agent.id);
  const seen = session !== null && record !== null && session.startedAt >= record.at;
  const hindered = obstacles(parts, agent);
  const problems = [...hooks, ...broken];
  if (test !== null && !test.answered) {
    problems.push(
      notice('not-answering', `The hook does not answer: ${test.words}`, repair(agent)),
    );
  }
  const firing = seen && installed && answering && hindered.length === 0;
  if (installed && answering && !firing && hindered.length === 0) {
    problems.push(
      notice(
        'not-seen-yet',
        `No event of ${agent.name} has arrived since the installation.`,
        `Start a session of ${agent.name}; sessions that were already open keep their old settings.`,
      ),
    );
  }
  return {
    agent: agent.id,
    name: agent.name,
    level: firing ? 'hooked' : 'open',
    installed,
    answering,
    firing,
    version: programs.version,
    agentVersion: seen ? session.agentVersion : null,
    lastSeen: seen ? session.startedAt : null,
    settings: agent.settings,
    launcher: parts.programs.launcher,
    problems: [...problems, ...hindered],
  };
}

function hookProblems(
  parts: InstallationParts,
  agent: HookedAgent,
  record: InstallRecord | null,
): Notice[] {
  try {
    const { text } = parts.files.read(agent.settings);
    const found = parts.editor.inspect(
      agent.settings,
      text,
      agent.hooks,
      ownPrefixes(agent, record),
    );
    if (found.missing.length === agent.hooks.length && found.stale === 0) {
      return [notice('not-installed', `No hooks of Pinfold in ${agent.settings}.`, repair(agent))];
    }
    const problems: Notice[] = [];
    if (found.missing.length > 0) {
      const events = found.missing.map((entry) => entry.event).join(', ');
      problems.push(
        notice(
          'hooks-missing',
          `Hooks are missing in ${agent.settings}: ${events}.`,
          repair(agent),
        ),
      );
    }
    if (found.stale > 0) {
      const message = `${found.stale} of our hooks in ${agent.settings} were changed.`;
      problems.push(notice('hooks-changed', message, repair(agent)));
    }
    if (record === null) {
      problems.push(notice('record-missing', 'The install record is missing.', repair(agent)));
    }
    return problems;
  } catch (error) {
    return [asNotice(error)];
  }
}

function programProblems(
  launcher: string,
  found: ReturnType<Programs['inspect']>,
  agent: HookedAgent,
): Notice[] {
  const problems: Notice[] = [];
  const say = (code: string, message: string): void => {
    problems.push(notice(code, message, repair(agent)));
  };
  if (found.launcher === 'missing') say('launcher-missing', `The launcher ${launcher} is missing.`);
  if (found.launcher === 'changed')
    say('launcher-changed', `The launcher ${launcher} was changed.`);
  if (found.bundle === 'missing') say('bundle-missing', 'Programs of the hook are missing.');
  if (found.bundle === 'changed') say('bundle-changed', 'Programs of the hook were changed.');
  if (found.node === 'missing') say('node-missing', 'The recorded node is missing.');
  if (found.recordKey === 'missing') say('key-missing', 'The key of the audit trail is missing.');
  if (found.recordKey === 'damaged') {
    const remedy = 'Put record.key back from a copy; without one remove it and protect again.';
    problems.push(notice('key-damaged', 'The key of the audit trail is damaged.', remedy));
  }
  return problems;
}

/** Settings, ours or overruling ones, that keep our hooks from running. */
function obstacles(parts: InstallationParts, agent: HookedAgent): Notice[] {
  return [agent.settings, ...agent.overruling].flatMap((file) => {
    try {
      const { text } = parts.files.read(file);
      return text === null ? [] : [...agent.obstacles(file, text)];
    } catch (error) {
      // Our own settings were read before and speak for themselves there.
      return file === agent.settings ? [] : [asNotice(error)];
    }
  });
}

function ownPrefixes(agent: HookedAgent, record: InstallRecord | null): readonly string[] {
  return record === null || record.commandPrefix === agent.commandPrefix
    ? [agent.commandPrefix]
    : [agent.commandPrefix, record.commandPrefix];
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

function asNotice(error: unknown): Notice {
  if (!(error instanceof InstallationError)) throw error;
  return notice(error.code, error.message, error.remedy);
}

function notice(code: string, message: string, remedy: string): Notice {
  return { code, message, remedy };
}

function repair(agent: HookedAgent): string {
  return `Run: pinfold protect ${agent.id}`;
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
