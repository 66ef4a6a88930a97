import { finding, type Finding, type FindingDraft, type Way } from './finding.ts';
import type { AgentHooks, Observed } from './observed.ts';
import type { Remembered } from './remembered.ts';

/** Agents that should be guarded: somebody protected them, and nobody took that back in the open. */
export function guarded(known: Remembered, seen: Observed): readonly AgentHooks[] {
  return seen.agents.filter((agent) => isGuarded(known, agent));
}

function isGuarded(known: Remembered, agent: AgentHooks): boolean {
  return agent.recorded || (memoryOf(known, agent) !== null && !isTakenAway(known, agent));
}

/** What is wrong with the hooks in agents' settings. */
export function judgeAgents(known: Remembered, seen: Observed): readonly Finding[] {
  return seen.agents.flatMap((agent) => {
    if (isGuarded(known, agent)) return [...hookFindings(known, agent), ...switchFindings(agent)];
    return memoryOf(known, agent) === null ? [] : [takenAway(agent)];
  });
}

function memoryOf({ agents }: Remembered, { agent }: AgentHooks) {
  return Object.hasOwn(agents, agent) ? (agents[agent] ?? null) : null;
}

/** The trail tells of it, after what is remembered; a clock plays no part in that. */
function isTakenAway(known: Remembered, agent: AgentHooks): boolean {
  const memory = memoryOf(known, agent);
  return (
    memory !== null &&
    !agent.recorded &&
    agent.hooks === 'none' &&
    agent.takenAway !== null &&
    agent.takenAway > memory.record
  );
}

function hookFindings(known: Remembered, agent: AgentHooks): readonly Finding[] {
  const { name, settings, hooks, entries } = agent;
  const common = { path: settings, agent: agent.agent };
  const asRemembered = entries !== null && entries === memoryOf(known, agent)?.entries;
  if (hooks === 'exact' || asRemembered) {
    if (agent.recorded) return [];
    const draft: FindingDraft = {
      ...common,
      kind: 'install-record',
      weight: 'note',
      what: null,
      why: 'has hooks without an install record',
      title: `install record of ${name} is missing`,
      meaning: 'Without it `pinfold unprotect` cannot put the settings back as they were.',
      ways: ['repair'],
    };
    return [finding(draft, '')];
  }
  const gone = hooks === 'none';
  const title = {
    none: `hooks of ${name} were removed`,
    missing: `hooks of ${name} were removed`,
    changed: `hooks of ${name} were changed`,
    unreadable: `settings of ${name} cannot be read`,
  }[hooks];
  const draft: FindingDraft = {
    ...common,
    kind: 'hooks',
    what: 'hooks',
    why: gone ? 'has no hooks of Pinfold any more' : agent.why,
    title,
    meaning: `${name} asks nobody before it acts where a hook of ours is gone or changed.`,
    ways: hookWays(agent),
  };
  return [finding(draft, `${hooks} ${entries ?? ''} ${agent.why}`)];
}

/** With an install record left, `pinfold unprotect` is the way to mean it. */
function hookWays({ hooks, recorded }: AgentHooks): readonly Way[] {
  if (hooks === 'unreadable') return ['open', 'repair'];
  return hooks === 'none' && !recorded ? ['repair', 'accept'] : ['repair'];
}

function switchFindings({ agent, name, switches }: AgentHooks): readonly Finding[] {
  return switches.map(({ code, message, file }) => {
    const draft: FindingDraft = {
      kind: 'switch',
      what: 'hooks',
      path: file,
      agent,
      why: `switches hooks off (${code.replace(/^obstacle-/, '')})`,
      title: `hooks of ${name} are switched off`,
      meaning: message,
      ways: ['open', 'accept'],
    };
    return finding(draft, code);
  });
}

function takenAway({ agent, name, settings }: AgentHooks): Finding {
  const draft: FindingDraft = {
    kind: 'hooks-taken-away',
    weight: 'hint',
    what: null,
    path: settings,
    agent,
    why: 'has no hooks any more: `pinfold unprotect` took them away',
    title: `the fence of ${name} was taken away`,
    meaning: '`pinfold unprotect` did it, and the trail tells of it. Nothing stops its calls now.',
    ways: ['accept', 'repair'],
  };
  return finding(draft, '');
}
