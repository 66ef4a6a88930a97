import type {
  AccessKind,
  StatedPath,
  Statement,
  StatementOf,
} from '../../../core/actions/action.ts';
import {
  access,
  listed,
  nothing,
  optional,
  readTool,
  required,
  shell,
  textOrNone,
  type ToolInput,
  type ToolReader,
  type ToolReaders,
} from '../../../core/actions/toolInput.ts';
import { typeGlobs } from './fileTypes.ts';

/**
 * What each of Claude Code's own tools states. Names and keys as in version 2.1.330; tools of other versions
 * (`LS`, `MultiEdit`, `NotebookRead`, `Task`) are kept, they cost nothing.
 */
const readers: ToolReaders = {
  Read: (input, cwd, tool) => [access('read', required(input, 'file_path', tool), cwd, tool)],
  NotebookRead: (input, cwd, tool) => [
    access('read', required(input, 'notebook_path', tool), cwd, tool),
  ],
  LSP: (input, cwd, tool) => [access('read', required(input, 'filePath', tool), cwd, tool)],
  SendUserFile: (input, cwd, tool) =>
    listed(input, 'files', tool).map((file) => access('read', file, cwd, tool)),
  Write: (input, cwd, tool) => [access('write', required(input, 'file_path', tool), cwd, tool)],
  Edit: edits('file_path'),
  MultiEdit: edits('file_path'),
  NotebookEdit: edits('notebook_path'),
  LS: (input, cwd, tool) => [search(required(input, 'path', tool), cwd, tool, true, [])],
  Glob: (input, cwd, tool) => {
    const pattern = required(input, 'pattern', tool);
    const folder = joinBase(textOrNone(input, 'path', tool), literalBase(pattern));
    // Also a pattern without `**` is looked for at any depth.
    return [{ ...search(folder, cwd, tool, true, []), recursive: true }];
  },
  Grep: (input, cwd, tool) => {
    const globs = globsOf(textOrNone(input, 'glob', tool));
    const types = typeGlobs(textOrNone(input, 'type', tool));
    // ripgrep lets a glob that takes files in overrule the type.
    const narrowed = globs.length === 0 ? types : globs;
    return [search(textOrNone(input, 'path', tool), cwd, tool, false, narrowed)];
  },
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
  Config: (input, _cwd, tool) =>
    /permission|hook|sandbox|mcp|env/i.test(optional(input, 'setting') ?? '') &&
    Object.hasOwn(input, 'value')
      ? [{ kind: 'tamper', why: 'it changes what the agent may do', via: tool }]
      : [],
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
    'EnterWorktree',
    'ExitWorktree',
    'CronCreate',
    'CronDelete',
    'CronList',
    'TeamCreate',
    'TeamDelete',
    'Sleep',
  ),
};

/** Turns one tool call into statements. Tools that are not in the table are judged by their arguments. */
export function statementsOf(tool: string, input: ToolInput, cwd: string): readonly Statement[] {
  return readTool(readers, tool, input, cwd);
}

/** The input without the words that a model writes anew each time for the same command. */
export function exactInput(tool: string, input: ToolInput): ToolInput {
  if (readers[tool] !== shell) return input;
  const { description: _, ...exact } = input;
  return exact;
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

function search(
  text: string,
  cwd: string,
  via: string,
  namesOnly: boolean,
  globs: readonly string[],
): StatementOf<AccessKind> {
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
