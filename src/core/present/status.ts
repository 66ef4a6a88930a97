/** Something a person should know, with what to do about it. `code` is stable, for scripts. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export const agentLevels = ['open', 'watched', 'hooked'] as const;

export type AgentLevel = (typeof agentLevels)[number];

/** What an agent's status comes to under the policy that holds, and what is wrong with that policy. */
export function underPolicy(
  status: AgentStatus,
  { observes, problems }: { readonly observes: boolean; readonly problems: readonly Notice[] },
): AgentStatus {
  const level = status.level === 'hooked' && observes ? 'watched' : status.level;
  return { ...status, level, problems: [...status.problems, ...problems] };
}

/**
 * How far the fence stands for one agent.
 * - `installed`: every hook is in the agent's settings and every program of ours is in place, unchanged.
 * - `answering`: the launcher was run just now and answered.
 * - `firing`: a real event of this agent arrived since the installation.
 * - `level`: what may be promised; only all three together count as hooked, or as watched where the policy only observes.
 */
export interface AgentStatus {
  readonly agent: string;
  readonly name: string;
  readonly level: AgentLevel;
  readonly installed: boolean;
  readonly answering: boolean;
  readonly firing: boolean;
  /** Version of Pinfold that is installed. */
  readonly version: string | null;
  /** Version of the agent that was last seen. */
  readonly agentVersion: string | null;
  /** ISO time of the newest session seen since the installation. */
  readonly lastSeen: string | null;
  readonly settings: string;
  readonly launcher: string;
  /** Ids of the public keys whose approvals count. */
  readonly keys: readonly string[];
  readonly problems: readonly Notice[];
}

/** Status as lines for a terminal, without colour. State is said in words, never by a sign alone. */
export function statusText(status: AgentStatus): string {
  const lines = [
    `${status.name}: ${levelWords(status)}`,
    `  installed  ${yesNo(status.installed)}${status.version === null ? '' : `, Pinfold ${status.version}`}`,
    `  answering  ${yesNo(status.answering)}`,
    `  firing     ${firingWords(status)}`,
    `  settings   ${status.settings}`,
    `  launcher   ${status.launcher}`,
    `  keys       ${status.keys.length === 0 ? 'none: nobody can approve anything' : status.keys.join(', ')}`,
  ];
  for (const problem of status.problems) {
    lines.push(`  problem: ${problem.message}`, `    → ${problem.remedy}`);
  }
  return `${lines.join('\n')}\n`;
}

function levelWords(status: AgentStatus): string {
  if (status.level === 'hooked') {
    return 'hooked. What each call states is judged before it runs.';
  }
  if (status.level === 'watched') {
    return 'watched. The policy only observes: calls are judged and recorded, and secrets and Pinfold itself still guarded.';
  }
  if (status.installed && status.answering) {
    return 'open until its first event is seen. The hook is installed and answers.';
  }
  return 'open. Nothing stops it.';
}

function firingWords(status: AgentStatus): string {
  if (!status.firing) return 'not seen yet';
  const who = status.agentVersion === null ? status.name : `${status.name} ${status.agentVersion}`;
  return `yes, ${who}, last session ${status.lastSeen ?? 'unknown'}`;
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
