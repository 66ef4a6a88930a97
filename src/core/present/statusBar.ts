import type { Standing } from '../integrity/standing.ts';
import { needsPerson, type KnownAgent } from './knownAgent.ts';
import { callsWait, headline, type LeadsTo } from './statusHeadline.ts';

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
  /** What a person has to answer, or has set aside for a while. */
  readonly approvals: ApprovalsStatus;
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

/** Of a window that nobody asks anything. */
export const nothingToAnswer: ApprovalsStatus = {
  waiting: 0,
  waitingSeconds: 0,
  policies: [],
  pausedSeconds: null,
  trouble: '',
};

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
  /** What a click, or Enter, leads to. */
  readonly leadsTo: LeadsTo;
}

/**
 * The status bar item. It says "hooked" only when a check found all of it, and of a hook that does not answer any more
 * that it needs a repair.
 */
export function statusBarView(input: StatusBarInput): StatusBarView {
  const { icon, words, warns, leadsTo } = headline(input);
  const lines = [
    ...integrityLines(input.integrity),
    ...approvalLines(input.approvals),
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
    alarms: input.integrity.alarms.length > 0,
    leadsTo,
  };
}

function integrityLines({ alarms, notes, passed }: Standing): string[] {
  const found = [...alarms, ...notes].map(({ title, path }) => `${capital(title)}: ${path}`);
  return [...found, ...passed.map(capital)];
}

function approvalLines({ waiting, policies, pausedSeconds, trouble }: ApprovalsStatus): string[] {
  const lines: string[] = [];
  if (waiting > 0) lines.push(`${capital(callsWait(waiting))} for your answer`);
  for (const path of policies) lines.push(`A change of ${path} waits for your approval`);
  if (pausedSeconds !== null) {
    lines.push('Paused here: only secrets and what keeps Pinfold standing are held');
  }
  if (trouble !== '') lines.push(trouble);
  return lines;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
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
