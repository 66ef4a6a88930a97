import { needsPerson, type KnownAgent } from './knownAgent.ts';

export interface StatusBarInput {
  readonly agents: readonly KnownAgent[];
  /** Paths of policy files that hold for this window and are broken, as people may see them. */
  readonly brokenPolicies: readonly string[];
  /** Calls that were denied since the window was opened. */
  readonly denied: number;
  /** False in Restricted Mode. */
  readonly trusted: boolean;
  /** What a person has to answer, or has set aside for a while. */
  readonly approvals?: ApprovalsStatus;
}

export interface ApprovalsStatus {
  /** Calls that wait for an answer of this window. */
  readonly waiting: number;
  /** Until the first of them is denied. */
  readonly waitingSeconds: number;
  /** Paths of policy files whose change waits for a person, as people may see them. */
  readonly policies: readonly string[];
  /** Until Pinfold holds again what it lets pass now; null when nothing is paused. */
  readonly pausedSeconds: number | null;
  /** Why calls cannot be put to this window, in words; empty when they can, or need not. */
  readonly trouble: string;
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
  /** What a click, or Enter, leads to. */
  readonly leadsTo: 'status' | 'answer' | 'policy' | 'pause';
}

/**
 * The status bar item. It says "hooked" only when a check found all of it, and of a hook that does not answer any more
 * that it needs a repair.
 */
export function statusBarView(input: StatusBarInput): StatusBarView {
  const { icon, words, warns, leadsTo = 'status' } = headline(input);
  const lines = [
    ...approvalLines(input.approvals ?? nothingToAnswer),
    ...input.agents.map(agentLine),
  ];
  for (const path of input.brokenPolicies) lines.push(`Broken policy: ${path}`);
  if (input.denied > 0) lines.push(`${String(input.denied)} calls denied since this window opened`);
  if (!input.trusted) {
    lines.push(
      'Restricted Mode: this folder’s own policy only tightens, and nothing is approved here',
    );
  }
  return {
    text: `$(${icon}) Pinfold: ${words}`,
    tooltip: lines.join('\n'),
    spoken: [`Pinfold: ${words}`, ...lines].join('. '),
    warns,
    leadsTo,
  };
}

const nothingToAnswer: ApprovalsStatus = {
  waiting: 0,
  waitingSeconds: 0,
  policies: [],
  pausedSeconds: null,
  trouble: '',
};

function approvalLines({ waiting, policies, pausedSeconds, trouble }: ApprovalsStatus): string[] {
  const lines: string[] = [];
  if (waiting > 0) lines.push(`${callsWait(waiting)} for your answer`);
  for (const path of policies) lines.push(`A change of ${path} waits for your approval`);
  if (pausedSeconds !== null) {
    lines.push('Paused here: only secrets and what keeps Pinfold standing are held');
  }
  if (trouble !== '') lines.push(trouble);
  return lines;
}

function callsWait(count: number): string {
  return count === 1 ? 'A call waits' : `${String(count)} calls wait`;
}

interface Headline {
  readonly icon: 'shield' | 'warning' | 'error' | 'circle-slash' | 'question' | 'debug-pause';
  readonly words: string;
  readonly warns: boolean;
  readonly leadsTo?: StatusBarView['leadsTo'];
}

/** What cannot wait comes first: an agent that stands still until somebody answers. */
function headline(input: StatusBarInput): Headline {
  const { waiting, waitingSeconds, policies, pausedSeconds } = input.approvals ?? nothingToAnswer;
  if (waiting > 0) {
    const who = waiting === 1 ? 'a call waits' : `${String(waiting)} calls wait`;
    const words = `${who}, ${String(waitingSeconds)} s`;
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

/** `4:05`. */
function minutesAndSeconds(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

function fenceHeadline({ agents, brokenPolicies }: StatusBarInput): Headline {
  const installed = agents.filter(({ trace }) => trace.installedAt !== null);
  const damaged = installed.some(({ status }) => status?.problems.some(needsPerson) === true);
  if (damaged) return { icon: 'error', words: 'needs repair', warns: true };
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
