import { claudeCodeAdapter } from '../../adapters/agents/claude-code/adapter.ts';
import { codexAdapter } from '../../adapters/agents/codex/adapter.ts';
import type { AgentAdapter } from '../../ports/agent.ts';

/**
 * Every agent whose calls can be judged: a folder of `adapters/agents`, and a line here. What `protect` must know of
 * it is a line of `hosts/installation/agents.ts`, so that the hook does not load it.
 */
const adapters: readonly AgentAdapter[] = [claudeCodeAdapter, codexAdapter];

export const agentIds: readonly string[] = adapters.map(({ id }) => id);

/** The adapter of an agent, or null when there is none. */
export function adapterOf(agent: string): AgentAdapter | null {
  return adapters.find(({ id }) => id === agent) ?? null;
}
