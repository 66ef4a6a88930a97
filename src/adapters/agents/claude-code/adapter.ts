import type { AgentAdapter } from '../../../ports/agent.ts';
import { agentName, parseHookCall, parsePayload } from './parse.ts';
import { renderDecision } from './render.ts';
import { scratchPlaces } from './scratch.ts';

/** Claude Code as the hook and `pinfold decide` see it. */
export const claudeCodeAdapter: AgentAdapter = {
  id: agentName,
  parse: parseHookCall,
  parseAny: parsePayload,
  render: renderDecision,
  scratch: (call, homes, environment) =>
    scratchPlaces(call, homes, environment['CLAUDE_CONFIG_DIR']),
  version: (_call, environment) => versionOf(environment['AI_AGENT']),
};

/** `claude-code_2-1-330_harness` is version 2.1.330. */
function versionOf(marker: string | undefined): string | null {
  if (marker === undefined) return null;
  return /^[a-z-]+_(\d+(?:-\d+)*)_/.exec(marker)?.[1]?.replaceAll('-', '.') ?? null;
}
