import type { AgentAdapter } from '../../ports/agent.ts';
import { adapterOf, agentIds } from '../shared/agents.ts';
import { UsageError } from './command.ts';

/** @throws UsageError naming the agents that there are adapters for */
export function namedAdapter(agent: string): AgentAdapter {
  const adapter = adapterOf(agent);
  if (adapter !== null) return adapter;
  throw new UsageError(
    `There is no adapter for "${agent}" in this version.`,
    `It knows: ${agentIds.join(', ')}.`,
  );
}
