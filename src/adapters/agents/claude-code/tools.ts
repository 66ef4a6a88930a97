import type { StatedPath, Statement } from '../../../core/actions/action.ts';
import { searchArguments } from '../../../core/actions/statedArguments.ts';

/** A tool's input as the agent sent it: an object whose keys are checked one by one. */
export type ToolInput = Readonly<Record<string, unknown>>;

export class ToolInputError extends Error {
  constructor(tool: string, key: string) {
    super(`${tool} came without a usable \`${key}\``);
    this.name = 'ToolInputError';
  }
}

type ToolReader = (input: ToolInput, cwd: string, tool: string) => readonly Statement[];

/**
 * What each of Claude Code's own tools states. Names and keys as in version 2.1.330; tools of other versions
 * (`LS`, `MultiEdit`, `NotebookRead`, `Task`) are kept, they cost nothing.
 */
const readers: Readonly<Record<string, ToolReader>> = {
  Read: (input, cwd, tool) => [access('read', required(input, 'file_path', tool), cwd, tool)],
  NotebookRead: (input, cwd, tool) => [
    access('read', required(input, 'notebook_path', tool), cwd, tool),
  ],
  LSP: (input, cwd, tool) => [access('read', required(input, 'filePath', tool), cwd, tool)],
  Write: (input, cwd, tool) => [access('write', required(input, 'file_path', tool), cwd, tool)],
  Edit: edits('file_path'),
  MultiEdit: edits('file_path'),
  NotebookEdit: edits('notebook_path'),
  LS: (input, cwd, tool) => [search(required(input, 'path', tool), cwd, tool, true, [])],
  Glob: (input, cwd, tool) => {
    const pattern = required(input, 'pattern', tool);
    return [
      search(joinBase(optional(input, 'path') ?? '', literalBase(pattern)), cwd, tool, true, []),
    ];
  },
  Grep: (input, cwd, tool) => [
    search(optional(input, 'path') ?? '', cwd, tool, false, globsOf(optional(input, 'glob') ?? '')),
  ],
  Bash: shell,
  Monitor: shell,
  PowerShell: (_input, _cwd, tool) => [
    { kind: 'unresolved', why: 'PowerShell is not understood yet', via: tool },
  ],
  REPL: (_input, _cwd, tool) => [
    { kind: 'unresolved', why: 'it runs code inside the agent', via: tool },
  ],
  WebFetch: (input, cwd, tool) => {
    const url = required(input, 'url', tool);
    if (/^file:/i.test(url)) return [access('read', url, cwd, tool)];
    return [{ kind: 'connect', target: url, via: tool, sends: false }];
  },
  // A person's prompt is judged when it is submitted; what a subagent does is judged call by call.
  ...nothing(
    'Agent',
    'Task',
    'TodoWrite',
    'TodoRead',
    'TaskCreate',
    'TaskUpdate',
    'TaskGet',
    'TaskList',
    'TaskOutput',
    'TaskStop',
    'AgentOutputTool',
    'BashOutput',
    'KillShell',
    'KillBash',
    'AskUserQuestion',
    'EnterPlanMode',
    'ExitPlanMode',
    'ToolSearch',
    'Skill',
    'SlashCommand',
    'StructuredOutput',
    'SendMessage',
    'ListAgents',
    'ListMcpResourcesTool',
    'ScheduleWakeup',
    'ReportFindings',
    'PushNotification',
    'WebSearch',
  ),
};

/** Turns one tool call into statements. Tools that are not in the table are judged by their arguments. */
export function statementsOf(tool: string, input: ToolInput, cwd: string): readonly Statement[] {
  const reader = Object.hasOwn(readers, tool) ? readers[tool] : undefined;
  return reader === undefined ? searchArguments(input, cwd, tool) : reader(input, cwd, tool);
}

/** The text that a call would write, for the length and keyed hash in the record. */
export function contentOf(input: ToolInput): string | null {
  return (
    optional(input, 'content') ??
    optional(input, 'new_string') ??
    optional(input, 'new_source') ??
    null
  );
}

function edits(key: string): ToolReader {
  // An edit answers with the lines around it: it is a read as well.
  return (input, cwd, tool) => {
    const path = required(input, key, tool);
    return [access('write', path, cwd, tool), access('read', path, cwd, tool)];
  };
}

function shell(input: ToolInput, cwd: string, tool: string): Statement[] {
  return [{ kind: 'shell', command: required(input, 'command', tool), cwd, via: tool }];
}

function nothing(...tools: readonly string[]): Record<string, ToolReader> {
  return Object.fromEntries(tools.map((tool) => [tool, () => []]));
}

function access(kind: 'read' | 'write', text: string, cwd: string, via: string): Statement {
  return { kind, path: path(text, cwd), via, certainty: 'surely' };
}

function search(
  text: string,
  cwd: string,
  via: string,
  namesOnly: boolean,
  globs: readonly string[],
): Statement {
  return {
    kind: 'search',
    path: path(text === '' ? cwd : text, cwd),
    via,
    certainty: 'surely',
    namesOnly,
    globs,
    // ripgrep, which both search tools run, leaves out what git ignores.
    skipsIgnored: true,
  };
}

function path(text: string, cwd: string): StatedPath {
  return { text, cwd, glob: false };
}

function joinBase(folder: string, base: string): string {
  if (base.startsWith('/') || base.startsWith('~') || folder === '') return base;
  return base === '' ? folder : `${folder}/${base}`;
}

/** The folder in front of the first wildcard of a glob: where a file finder starts. */
function literalBase(pattern: string): string {
  const magic = pattern.search(/[*?[{]/);
  const literal = magic === -1 ? pattern : pattern.slice(0, magic);
  const slash = literal.lastIndexOf('/');
  if (slash === 0) return '/';
  return slash === -1 ? '' : literal.slice(0, slash);
}

/** The `glob` argument holds several globs, apart by spaces, or by commas outside braces. */
function globsOf(text: string): string[] {
  return text
    .split(/\s+/)
    .flatMap((word) => (word.includes('{') ? [word] : word.split(',')))
    .filter((word) => word !== '');
}

function required(input: ToolInput, key: string, tool: string): string {
  const value = optional(input, key);
  if (value === undefined) throw new ToolInputError(tool, key);
  return value;
}

function optional(input: ToolInput, key: string): string | undefined {
  const value = Object.hasOwn(input, key) ? input[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
