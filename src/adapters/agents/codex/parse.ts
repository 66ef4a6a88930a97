import type { Action } from '../../../core/actions/action.ts';
import { searchPrompt } from '../../../core/actions/promptMentions.ts';
import { ToolInputError } from '../../../core/actions/toolInput.ts';
import { type HookCall, PayloadError } from '../../../ports/agent.ts';
import {
  cwdOf,
  parsePayloadObject,
  parsePayloadOf,
  type Payload,
  promptOf,
  stringOf,
  toolOf,
} from '../../../ports/payload.ts';
import { contentOf, statementsOf } from './tools.ts';

export const agentName = 'codex';

/**
 * Parses one hook payload of Codex (format: measured on 0.169.0, fixtures in test/contract).
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
  // Of a shell's call it is the folder that the shell starts in, since 0.169.0: see workingFolder.ts.
  const cwd = cwdOf(payload);
  const action = {
    agent: agentName,
    session: stringOf(payload, 'session_id') ?? '',
    cwd,
    callId: stringOf(payload, 'tool_use_id') ?? null,
    subagent: stringOf(payload, 'agent_id') ?? null,
  };
  return {
    event,
    phase,
    permissionMode: stringOf(payload, 'permission_mode') ?? null,
    transcript: stringOf(payload, 'transcript_path') ?? null,
    action: { ...action, ...partOf(phase, event, payload, cwd) },
  };
}

const phases: Readonly<Record<string, HookCall['phase']>> = {
  PreToolUse: 'before-tool',
  PermissionRequest: 'before-tool',
  UserPromptSubmit: 'prompt',
  PostToolUse: 'after-tool',
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
      const statements = read(tool, input, cwd);
      return { tool, statements, content: contentOf(tool, input), input };
    }
    case 'prompt': {
      const prompt = promptOf(payload);
      const statements = searchPrompt(prompt, cwd);
      return { tool: event, statements, content: null, input: prompt };
    }
    case 'lifecycle':
      return { tool: event, statements: [], content: null, input: null };
  }
}

function read(tool: string, input: Payload, cwd: string): Action['statements'] {
  try {
    return statementsOf(tool, input, cwd);
  } catch (error) {
    if (error instanceof ToolInputError) throw new PayloadError(error.message);
    throw error;
  }
}
