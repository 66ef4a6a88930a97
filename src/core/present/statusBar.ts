import type { Standing } from '../integrity/standing.ts';
import { needsPerson, type KnownAgent } from './knownAgent.ts';

export interface StatusBarInput {
  readonly agents: readonly KnownAgent[];
  /** Paths of policy files that hold for this window and are broken, as people may see them. */
  readonly brokenPolicies: readonly string[];
  /** What is wrong with the installation itself. */
  readonly integrity: Standing;
  /** Calls that were denied since the window was opened. */
  readonly denied: number;
  /** False in Restricted Mode. */
  readonly trusted: boolean;
}

export interface StatusBarView {
  /** May hold a `$(codicon)`. */
  readonly text: string;
  /** Plain lines. */
  readonly tooltip: string;
  /** The same for a screen reader, without icons. */
  readonly spoken: string;
  /** A person must do something. */
  readonly warns: boolean;
  /** At once: what guarded can no longer be vouched for. */
  readonly alarms: boolean;
}

/**
 * The status bar item. It says "hooked" only when a check found all of it, and of a hook that does not answer any more
 * that it needs a repair.
 */
export function statusBarView(input: StatusBarInput): StatusBarView {
  const { icon, words, warns } = headline(input);
  const { alarms, notes, passed } = input.integrity;
  const lines = [...alarms, ...notes].map(({ title, path }) => `${capital(title)}: ${path}`);
  lines.push(...passed.map(capital), ...input.agents.map(agentLine));
  for (const path of input.brokenPolicies) lines.push(`Broken policy: ${path}`);
  if (input.denied > 0) lines.push(`${String(input.denied)} calls denied since this window opened`);
  if (!input.trusted) lines.push('Restricted Mode: this folder’s own policy only tightens');
  return {
    text: `$(${icon}) Pinfold: ${words}`,
    tooltip: lines.join('\n'),
    spoken: [`Pinfold: ${words}`, ...lines].join('. '),
    warns,
    alarms: alarms.length > 0,
  };
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

interface Headline {
  readonly icon: 'shield' | 'warning' | 'error' | 'circle-slash';
  readonly words: string;
  readonly warns: boolean;
}

function headline({ agents, brokenPolicies, integrity }: StatusBarInput): Headline {
  const { alarms, notes, passed } = integrity;
  const [alarm] = alarms;
  if (alarm !== undefined) {
    const more = alarms.length === 1 ? '' : `, and ${String(alarms.length - 1)} more`;
    return { icon: 'error', words: `open – ${alarm.title}${more}`, warns: true };
  }
  const installed = agents.filter(({ trace }) => trace.installedAt !== null);
  const damaged = installed.some(({ status }) => status?.problems.some(needsPerson) === true);
  if (damaged) return { icon: 'error', words: 'needs repair', warns: true };
  const [note] = notes;
  if (note !== undefined) return { icon: 'warning', words: note.title, warns: true };
  if (passed.length > 0) return { icon: 'warning', words: 'something was changed', warns: true };
  if (brokenPolicies.length > 0) return { icon: 'error', words: 'policy broken', warns: true };
  if (installed.length === 0) {
    const present = agents.some(({ trace }) => trace.present);
    return present
      ? { icon: 'warning', words: 'open', warns: true }
      : { icon: 'circle-slash', words: 'no agent', warns: false };
  }
  if (installed.some(({ status }) => status?.level === 'watched')) {
    return { icon: 'shield', words: 'watched', warns: false };
  }
  const hooked = installed.filter(({ status }) => status?.level === 'hooked');
  if (hooked.length < agents.length && agents.length > 1) {
    const words = `${String(hooked.length)} of ${String(agents.length)} hooked`;
    return { icon: 'shield', words, warns: false };
  }
  return { icon: 'shield', words: hooked.length > 0 ? 'hooked' : 'installed', warns: false };
}

function agentLine({ trace, status }: KnownAgent): string {
  const { name, installedAt, lastSeen } = trace;
  if (installedAt === null) {
    return trace.present ? `${name}: open, nothing stops it` : `${name}: not found here`;
  }
  const worry = status?.problems.find(needsPerson);
  if (worry !== undefined) return `${name}: ${worry.message}`;
  if (status?.level === 'hooked') return `${name}: hooked, last session ${status.lastSeen ?? ''}`;
  if (status?.level === 'watched') return `${name}: watched, the policy only observes`;
  const seen = lastSeen !== null && lastSeen >= installedAt;
  return seen
    ? `${name}: hooks installed, last session seen ${lastSeen}`
    : `${name}: hooks installed, no session seen yet`;
}
