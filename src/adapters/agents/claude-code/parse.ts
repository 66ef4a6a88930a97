import type { Action } from '../../../core/actions/action.ts';
import { searchPrompt } from '../../../core/actions/promptMentions.ts';
import { ToolInputError, type ToolInput } from '../../../core/actions/toolInput.ts';
import type { HookCall } from '../../../ports/agent.ts';
import { PayloadError } from '../../../ports/agent.ts';
import {
  cwdOf,
  parsePayloadObject,
  parsePayloadOf,
  type Payload,
  promptOf,
  stringOf,
  toolOf,
} from '../../../ports/payload.ts';
import { contentOf, exactInput, statementsOf } from './tools.ts';

export const agentName = 'claude-code';

/**
 * Parses one hook payload of Claude Code (format: measured on 2.1.330, fixtures in test/contract).
 * @param event the event that the installed hook is for; a payload of another event is refused
 * @throws PayloadError when the payload is not one that can be judged
 */
export function parseHookCall(event: string, text: string): HookCall {
  return hookCallOf(event, parsePayloadOf(event, text));
}

/** Parses a payload whose event is not known beforehand, as `pinfold decide --batch` gets them. */
export function parsePayload(text: string): HookCall {
  const payload = parsePayloadObject(text);
  return hookCallOf(stringOf(payload, 'hook_event_name') ?? 'PreToolUse', payload);
}

function hookCallOf(event: string, payload: Payload): HookCall {
  const phase = phases[event] ?? 'lifecycle';
  const cwd = cwdOf(payload);
  const base = {
    event,
    phase,
    permissionMode: stringOf(payload, 'permission_mode') ?? null,
    transcript: stringOf(payload, 'transcript_path') ?? null,
  };
  const action = {
    agent: agentName,
    session: stringOf(payload, 'session_id') ?? '',
    cwd,
    callId: stringOf(payload, 'tool_use_id') ?? null,
    subagent: stringOf(payload, 'agent_id') ?? null,
  };
  return { ...base, action: { ...action, ...partOf(phase, event, payload, cwd) } };
}

const phases: Readonly<Record<string, HookCall['phase']>> = {
  PreToolUse: 'before-tool',
  UserPromptSubmit: 'prompt',
  UserPromptExpansion: 'prompt',
  PostToolUse: 'after-tool',
  PostToolUseFailure: 'after-tool',
};

function partOf(
  phase: HookCall['phase'],
  event: string,
  payload: Payload,
  cwd: string,
): Pick<Action, 'tool' | 'statements' | 'content' | 'input'> {
  switch (phase) {
    case 'before-tool':
    case 'after-tool': {
      const { tool, input } = toolOf(payload);
      return {
        tool,
        statements: statementsFrom(tool, input, cwd),
        content: contentOf(input),
        input: exactInput(tool, input),
      };
    }
    case 'prompt': {
      const prompt = promptOf(payload);
      const statements = searchPrompt(prompt, cwd);
      return { tool: event, statements, content: null, input: prompt };
    }
    case 'lifecycle': {
      const statements = loadedInstructions(payload, cwd);
      return { tool: event, statements, content: null, input: null };
    }
  }
}

/** Instruction files, and what they import, are in the conversation before any tool call: the event tells of each. */
function loadedInstructions(payload: Payload, cwd: string): Action['statements'] {
  const text = stringOf(payload, 'file_path');
  if (text === undefined) return [];
  return [
    { kind: 'read', path: { text, cwd, glob: false }, via: 'instructions', certainty: 'perhaps' },
  ];
}

function statementsFrom(tool: string, input: ToolInput, cwd: string): Action['statements'] {
  try {
    return statementsOf(tool, input, cwd);
  } catch (error) {
    if (error instanceof ToolInputError) throw new PayloadError(error.message);
    throw error;
  }
}
