import type { Action } from '../../../core/actions/action.ts';
import { searchPrompt } from '../../../core/actions/promptMentions.ts';
import type { HookCall } from '../../../ports/agent.ts';
import { PayloadError } from '../../../ports/agent.ts';
import { contentOf, statementsOf, ToolInputError, type ToolInput } from './tools.ts';

export const agentName = 'claude-code';

/**
 * Parses one hook payload of Claude Code (format: measured on 2.1.330, fixtures in test/contract).
 * @param event the event that the installed hook is for; a payload of another event is refused
 * @throws PayloadError when the payload is not one that can be judged
 */
export function parseHookCall(event: string, text: string): HookCall {
  const payload = parseObject(text);
  const stated = stringOf(payload, 'hook_event_name');
  if (stated !== event) {
    throw new PayloadError(`the payload is for ${stated ?? 'no event'}, the hook for ${event}`);
  }
  return hookCallOf(event, payload);
}

/** Parses a payload whose event is not known beforehand, as `pinfold decide --batch` gets them. */
export function parsePayload(text: string): HookCall {
  const payload = parseObject(text);
  return hookCallOf(stringOf(payload, 'hook_event_name') ?? 'PreToolUse', payload);
}

function hookCallOf(event: string, payload: Readonly<Record<string, unknown>>): HookCall {
  const phase = phases[event] ?? 'lifecycle';
  const cwd = stringOf(payload, 'cwd');
  if (cwd === undefined || !isAbsolute(cwd))
    throw new PayloadError('`cwd` is not an absolute path');
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
  payload: Readonly<Record<string, unknown>>,
  cwd: string,
): Pick<Action, 'tool' | 'statements' | 'content'> {
  switch (phase) {
    case 'before-tool':
    case 'after-tool': {
      const tool = stringOf(payload, 'tool_name');
      if (tool === undefined || tool === '') throw new PayloadError('`tool_name` is missing');
      const input = payload['tool_input'];
      if (!isObject(input)) throw new PayloadError('`tool_input` is not an object');
      return { tool, statements: statementsFrom(tool, input, cwd), content: contentOf(input) };
    }
    case 'prompt': {
      const prompt = stringOf(payload, 'prompt');
      if (prompt === undefined) throw new PayloadError('`prompt` is missing');
      return { tool: event, statements: searchPrompt(prompt, cwd), content: null };
    }
    case 'lifecycle':
      return { tool: event, statements: loadedInstructions(payload, cwd), content: null };
  }
}

/** Instruction files, and what they import, are in the conversation before any tool call: the event tells of each. */
function loadedInstructions(
  payload: Readonly<Record<string, unknown>>,
  cwd: string,
): Action['statements'] {
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

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PayloadError('it is not JSON');
  }
  if (!isObject(value)) throw new PayloadError('it is not a JSON object');
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stringOf(payload: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}
