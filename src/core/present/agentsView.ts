import type { Finding } from '../integrity/finding.ts';
import { needsPerson, type KnownAgent } from './knownAgent.ts';
import { shortHome } from './shortHome.ts';
import type { AgentStatus, Notice } from './status.ts';

/** An agent in the view of agents, and below it what its state rests on. */
export interface AgentItem {
  readonly agent: string;
  readonly label: string;
  /** The state in words. */
  readonly description: string;
  readonly icon: 'shield' | 'warning' | 'error' | 'circle-slash';
  readonly protected: boolean;
  readonly facts: readonly AgentFact[];
}

export interface AgentFact {
  readonly label: string;
  readonly description: string;
  readonly icon: 'pass' | 'circle-outline' | 'warning' | 'error';
  /** What to do, where something is to be done. */
  readonly remedy: string;
}

/**
 * Agents with their states; what nobody has checked yet is said so. An alarm about an agent makes it open, whatever a
 * check says: the check trusts the same files.
 * @param alarms about the installation
 * @param home the user's, shown as `~`
 */
export function agentItem(
  { agent, trace, status }: KnownAgent,
  alarms: readonly Finding[] = [],
  home = '',
): AgentItem {
  const installed = trace.installedAt !== null;
  const common = { agent, label: trace.name, protected: installed };
  const own = alarms.filter((alarm) => (alarm.agent ?? agent) === agent);
  const [alarm] = own;
  if (alarm !== undefined && (installed || alarm.agent === agent)) {
    const description = `open: ${alarm.title}`;
    return {
      ...common,
      description,
      icon: 'error',
      facts: own.map((each) => alarmFact(each, home)),
    };
  }
  if (status === null) {
    const description = installed ? 'installed, not checked yet' : 'open';
    return { ...common, description, icon: installed ? 'shield' : 'circle-slash', facts: [] };
  }
  const { level, problems } = status;
  const worries = problems.filter(needsPerson);
  const facts = [
    fact('Installed', status.installed, versionWords(status.version)),
    fact('Answering', status.answering, ''),
    fact('Firing', status.firing, firingWords(status)),
    ...worries.map(worryFact),
  ];
  if (!installed && !status.installed) {
    return { ...common, description: 'open, nothing stops it', icon: 'circle-slash', facts };
  }
  if (worries.length > 0) {
    return { ...common, description: 'needs a repair', icon: 'warning', facts };
  }
  const description = level === 'open' ? 'installed, no session seen yet' : levelShown[level];
  return { ...common, description, icon: 'shield', facts };
}

const levelShown = { hooked: 'hooked', watched: 'watched, the policy only observes' } as const;

function fact(label: string, holds: boolean, description: string): AgentFact {
  const words = holds ? 'yes' : 'no';
  return {
    label,
    description: description === '' ? words : `${words}, ${description}`,
    icon: holds ? 'pass' : 'circle-outline',
    remedy: '',
  };
}

function alarmFact({ title, path, why, meaning, since }: Finding, home: string): AgentFact {
  const when = since === null ? '' : `, changed ${since}`;
  const remedy = `${path} ${why}${when}. ${meaning}`;
  return { label: title, description: shortHome(path, home), icon: 'error', remedy };
}

function worryFact({ message, remedy }: Notice): AgentFact {
  return { label: message, description: '', icon: 'warning', remedy };
}

function versionWords(version: string | null): string {
  return version === null ? '' : `Pinfold ${version}`;
}

function firingWords({ firing, agentVersion, lastSeen }: AgentStatus): string {
  if (!firing) return 'no event has arrived since the installation';
  return agentVersion === null ? `last session ${lastSeen ?? ''}` : `version ${agentVersion}`;
}
