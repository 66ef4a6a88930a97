import type { Statement } from './action.ts';
import { searchArguments } from './statedArguments.ts';

/** A tool's input as the agent sent it: an object whose keys are checked one by one. */
export type ToolInput = Readonly<Record<string, unknown>>;

/** What one tool's input states. @throws ToolInputError */
export type ToolReader = (input: ToolInput, cwd: string, tool: string) => readonly Statement[];

/** Tools by name. */
export type ToolReaders = Readonly<Record<string, ToolReader>>;

export class ToolInputError extends Error {
  constructor(tool: string, key: string) {
    super(`${tool} came without a usable \`${key}\``);
    this.name = 'ToolInputError';
  }
}

/**
 * Turns one tool call into statements. Tools that are not in the table are judged by their arguments.
 * @throws ToolInputError when the input of a tool in the table cannot be read
 */
export function readTool(
  readers: ToolReaders,
  tool: string,
  input: ToolInput,
  cwd: string,
): readonly Statement[] {
  const reader = Object.hasOwn(readers, tool) ? readers[tool] : undefined;
  return reader === undefined ? searchArguments(input, cwd, tool) : reader(input, cwd, tool);
}

/** Readers for tools that touch nothing by themselves. */
export function nothing(...tools: readonly string[]): Record<string, ToolReader> {
  return Object.fromEntries(tools.map((tool) => [tool, () => []]));
}

/** A reader for tools whose `command` is a line for a shell. */
export function shell(input: ToolInput, cwd: string, tool: string): Statement[] {
  return [{ kind: 'shell', command: required(input, 'command', tool), cwd, via: tool }];
}

export function access(
  kind: 'read' | 'write' | 'delete',
  text: string,
  cwd: string,
  via: string,
): Statement {
  return { kind, path: { text, cwd, glob: false }, via, certainty: 'surely' };
}

export function required(input: ToolInput, key: string, tool: string): string {
  const value = optional(input, key);
  if (value === undefined) throw new ToolInputError(tool, key);
  return value;
}

/** An argument that may be left out, but must be text if it is there: what else a tool makes of it is not known. */
export function textOrNone(input: ToolInput, key: string, tool: string): string {
  const value = Object.hasOwn(input, key) ? input[key] : undefined;
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new ToolInputError(tool, key);
  return value;
}

/** One text, or a list of texts. */
export function listed(input: ToolInput, key: string, tool: string): readonly string[] {
  const value = Object.hasOwn(input, key) ? input[key] : undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item !== 'string') throw new ToolInputError(tool, key);
    return item;
  });
}

export function optional(input: ToolInput, key: string): string | undefined {
  const value = Object.hasOwn(input, key) ? input[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
