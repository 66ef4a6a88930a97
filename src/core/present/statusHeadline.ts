import type { Standing } from '../integrity/standing.ts';
import { needsPerson, type KnownAgent } from './knownAgent.ts';
import type { StatusBarInput } from './statusBar.ts';

/** What a click on the status bar item, or Enter, leads to. */
export type LeadsTo = 'status' | 'integrity' | 'answer' | 'policy' | 'pause';

/** The few words of the status bar item. */
export interface Headline {
  readonly icon: 'shield' | 'warning' | 'error' | 'circle-slash' | 'question' | 'debug-pause';
  readonly words: string;
  /** A person must do something. */
  readonly warns: boolean;
  readonly leadsTo: LeadsTo;
}

type Words = Omit<Headline, 'leadsTo'>;

/**
 * The one thing that matters most now. First what makes every other word untrue; then an agent that stands still until
 * somebody answers; then what is broken, what is set aside for a while, and what waits.
 */
export function headline(input: StatusBarInput): Headline {
  const { waiting, waitingSeconds, policies, pausedSeconds } = input.approvals;
  const alarm = alarmWords(input.integrity);
  if (alarm !== null) return { ...alarm, leadsTo: 'integrity' };
  if (waiting > 0) {
    const words = `${callsWait(waiting)}, ${String(waitingSeconds)} s`;
    return { icon: 'question', words, warns: true, leadsTo: 'answer' };
  }
  const fence = fenceHeadline(input);
  if (fence.icon === 'error') return fence;
  if (pausedSeconds !== null) {
    const words = `paused ${minutesAndSeconds(pausedSeconds)}`;
    return { icon: 'debug-pause', words, warns: true, leadsTo: 'pause' };
  }
  if (policies.length > 0 && !fence.warns) {
    return { icon: 'warning', words: 'policy waits', warns: true, leadsTo: 'policy' };
  }
  return fence;
}

/** `a call waits`, `3 calls wait`. */
export function callsWait(count: number): string {
  return count === 1 ? 'a call waits' : `${String(count)} calls wait`;
}

function alarmWords({ alarms }: Standing): Words | null {
  const [alarm] = alarms;
  if (alarm === undefined) return null;
  const more = alarms.length === 1 ? '' : `, and ${String(alarms.length - 1)} more`;
  return { icon: 'error', words: `open – ${alarm.title}${more}`, warns: true };
}

/** `4:05`. */
function minutesAndSeconds(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

function fenceHeadline({ agents, brokenPolicies, integrity }: StatusBarInput): Headline {
  const installed = agents.filter(({ trace }) => trace.installedAt !== null);
  const damaged = installed.some(({ status }) => status?.problems.some(needsPerson) === true);
  if (damaged) return { icon: 'error', words: 'needs repair', warns: true, leadsTo: 'status' };
  const told = toldWords(integrity);
  if (told !== null) return { ...told, leadsTo: 'integrity' };
  if (brokenPolicies.length > 0) {
    return { icon: 'error', words: 'policy broken', warns: true, leadsTo: 'status' };
  }
  return { ...levelWords(agents, installed), leadsTo: 'status' };
}

/** What is no alarm, and waits for a person all the same. */
function toldWords({ notes, passed }: Standing): Words | null {
  const [note] = notes;
  if (note !== undefined) return { icon: 'warning', words: note.title, warns: true };
  if (passed.length === 0) return null;
  return { icon: 'warning', words: 'something was changed', warns: true };
}

function levelWords(agents: readonly KnownAgent[], installed: readonly KnownAgent[]): Words {
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
