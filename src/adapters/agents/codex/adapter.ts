import type { AgentAdapter } from '../../../ports/agent.ts';
import { agentName, parseHookCall, parsePayload } from './parse.ts';
import { renderDecision } from './render.ts';
import { versionOf, withWorkingFolder } from './workingFolder.ts';

/** Codex as the hook and `pinfold decide` see it. */
export const codexAdapter: AgentAdapter = {
  id: agentName,
  parse: parseHookCall,
  parseAny: parsePayload,
  complete: withWorkingFolder,
  render: renderDecision,
  // Its memories and plans are instructions for later sessions; what a session needs lies in temporary folders.
  scratch: () => [],
  version: versionOf,
};
