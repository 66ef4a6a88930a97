import { PayloadError } from './agent.ts';

/** A hook payload as it came: an object whose members are checked one by one. */
export type Payload = Readonly<Record<string, unknown>>;

/** @throws PayloadError when the text is no JSON object */
export function parsePayloadObject(text: string): Payload {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PayloadError('it is not JSON');
  }
  if (!isObject(value)) throw new PayloadError('it is not a JSON object');
  return value;
}

/**
 * The payload of one event.
 * @throws PayloadError when it is none, or one of another event than the installed hook is for
 */
export function parsePayloadOf(event: string, text: string): Payload {
  const payload = parsePayloadObject(text);
  const stated = stringOf(payload, 'hook_event_name');
  if (stated !== event) {
    throw new PayloadError(`the payload is for ${stated ?? 'no event'}, the hook for ${event}`);
  }
  return payload;
}

/** The working directory that every event names. @throws PayloadError */
export function cwdOf(payload: Payload): string {
  const cwd = stringOf(payload, 'cwd');
  if (cwd === undefined || !isAbsolutePath(cwd))
    throw new PayloadError('`cwd` is not an absolute path');
  return cwd;
}

/** Name and input of a tool call. @throws PayloadError */
export function toolOf(payload: Payload): { readonly tool: string; readonly input: Payload } {
  const tool = stringOf(payload, 'tool_name');
  if (tool === undefined || tool === '') throw new PayloadError('`tool_name` is missing');
  const input = payload['tool_input'];
  if (!isObject(input)) throw new PayloadError('`tool_input` is not an object');
  return { tool, input };
}

/** The text that a person sends. @throws PayloadError */
export function promptOf(payload: Payload): string {
  const prompt = stringOf(payload, 'prompt');
  if (prompt === undefined) throw new PayloadError('`prompt` is missing');
  return prompt;
}

export function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function stringOf(payload: Payload, key: string): string | undefined {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}
