import type { AgentStatus, Notice } from '../core/present/status.ts';
import { InstallationError } from '../ports/installation.ts';
import type {
  ApprovalState,
  HookedAgent,
  HookSettings,
  InstallRecord,
  InstallRecords,
  Programs,
  ProgramsInspection,
  SeenSessions,
  SettingsFiles,
} from '../ports/installation.ts';

/** Everything of the world that protect, unprotect and status touch. */
export interface InstallationParts {
  readonly files: SettingsFiles;
  readonly editor: HookSettings;
  readonly records: InstallRecords;
  readonly programs: Programs;
  readonly sessions: SeenSessions;
  readonly approvals: ApprovalState;
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
  // Shared settings may have come with the project: there is no record of when, and any session counts.
  const since = record?.at ?? (agent.shared === true ? '' : null);
  const seen = session !== null && since !== null && session.startedAt >= since;
  const asked = installed && answering ? (agent.ownProblems?.() ?? []) : [];
  const hindered = [...obstacles(parts, agent), ...asked];
  const problems = [...hooks, ...broken];
  if (test !== null && !test.answered) {
    problems.push(
      notice('not-answering', `The hook does not answer: ${test.words}`, repair(agent)),
    );
  }
  const consent = agent.consent === undefined ? '' : ` ${agent.consent.remedy}`;
  const firing = seen && installed && answering && hindered.length === 0;
  if (installed && answering && !firing && hindered.length === 0) {
    problems.push(
      notice(
        'not-seen-yet',
        `No event of ${agent.name} has arrived since the installation.`,
        `Start a session of ${agent.name}; sessions that were already open keep their old settings.${consent}`,
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
    keys: parts.approvals.keys(),
    problems: [...problems, ...hindered, ...tamperings(parts.approvals)],
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
    if (record === null && agent.shared !== true) {
      problems.push(notice('record-missing', 'The install record is missing.', repair(agent)));
    }
    return problems;
  } catch (error) {
    return [asNotice(error)];
  }
}

function programProblems(
  launcher: string,
  found: ProgramsInspection,
  agent: HookedAgent,
): Notice[] {
  const problems: Notice[] = [];
  const say = (code: string, message: string): void => {
    problems.push(notice(code, message, repair(agent)));
  };
  if (found.record === 'newer') {
    const remedy = 'Use the latest version of Pinfold.';
    const message = 'A later version of Pinfold is installed, whose state this one cannot read.';
    return [notice('state-newer', message, remedy)];
  }
  if (found.record === 'damaged') say('programs-unknown', 'The record of the programs is damaged.');
  if (found.owners === 'open') {
    say('folders-open', 'Other users may enter Pinfold’s state or change its programs.');
  }
  if (found.owners === 'foreign') {
    const remedy = `As the user whose home it is, run: pinfold protect ${agent.id}`;
    const message = 'Folders of Pinfold belong to another user.';
    problems.push(notice('folders-foreign', message, remedy));
  }
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
export function obstacles(parts: InstallationParts, agent: HookedAgent): Notice[] {
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

/** What lies in Pinfold's places and is not its own, as long as it lies there. */
function tamperings(approvals: ApprovalState): Notice[] {
  const found = approvals.ignored();
  const [first] = found;
  if (first === undefined) return [];
  const more = found.length === 1 ? '' : `, and ${found.length - 1} more`;
  return [
    notice(
      'tampering',
      `${first.path} counts for nothing: it ${first.why}${more}.`,
      'See `pinfold grants list` and `pinfold audit tail`; find out who put it there, and remove it.',
    ),
  ];
}

/** How lines of ours begin: now, and when they were installed. */
export function ownPrefixes(agent: HookedAgent, record: InstallRecord | null): readonly string[] {
  return record === null || record.commandPrefix === agent.commandPrefix
    ? [agent.commandPrefix]
    : [agent.commandPrefix, record.commandPrefix];
}

function asNotice(error: unknown): Notice {
  if (!(error instanceof InstallationError)) throw error;
  return notice(error.code, error.message, error.remedy);
}

function notice(code: string, message: string, remedy: string): Notice {
  return { code, message, remedy };
}

function repair(agent: HookedAgent): string {
  return `Run: pinfold protect ${agent.id}${agent.shared === true ? ' --workspace' : ''}`;
}
