import type { Statement } from '../../../core/actions/action.ts';
import {
  access,
  nothing,
  optional,
  readTool,
  required,
  textOrNone,
  type ToolInput,
  ToolInputError,
  type ToolReader,
  type ToolReaders,
} from '../../../core/actions/toolInput.ts';
import { readEditPatch } from '../../../core/patches/editPatch.ts';
import { patchStatements } from '../../../core/patches/patchStatements.ts';
import { shellStatements } from './shellStatements.ts';

/**
 * What each of Codex's own tools states, by the names that its hooks see (0.169.0): whatever the model calls its
 * shell, the hook is told `Bash`. Names of other versions are kept, they cost nothing.
 */
const table = (): ToolReaders => ({
  Bash: shell,
  shell,
  shell_command: shell,
  local_shell: shell,
  exec_command: shell,
  'container.exec': shell,
  // No hook is told of it (0.169.0). One that is must not take it for anything else.
  write_stdin: (input, cwd, tool) => [
    {
      kind: 'shell',
      command: textOrNone(input, 'chars', tool),
      cwd,
      via: tool,
      start: 'unknown',
      typing: 'unseen',
    },
  ],
  apply_patch: (input, cwd, tool) => {
    const text = optional(input, 'command') ?? optional(input, 'input') ?? optional(input, 'patch');
    if (text === undefined) throw new ToolInputError(tool, 'command');
    return patchStatements(readEditPatch(text), cwd, tool);
  },
  view_image: (input, cwd, tool) => reads(required(input, 'path', tool), cwd, tool),
  read_file: (input, cwd, tool) => reads(required(input, 'file_path', tool), cwd, tool),
  list_dir: (input, cwd, tool) => [search(required(input, 'dir_path', tool), cwd, tool, true)],
  grep_files: (input, cwd, tool) => [search(textOrNone(input, 'path', tool), cwd, tool, false)],
  // What a subagent does is judged call by call.
  ...nothing(
    'spawn_agent',
    'wait_agent',
    'send_input',
    'send_message',
    'followup_task',
    'assign_task',
    'interrupt_agent',
    'resume_agent',
    'close_agent',
    'list_agents',
    'wait',
    'update_plan',
    'request_user_input',
    'request_user_input_async',
    'send_user_message_async',
    'get_goal',
    'create_goal',
    'update_goal',
    'tool_search',
    'web_search',
    'curr_time',
    'sleep',
    'list_mcp_resources',
    'list_mcp_resource_templates',
  ),
});

/** Made when a call needs it: every hook loads this, also those of other agents. */
let readers: ToolReaders | undefined;

/** A hook sees the name of a group and the name of its tool as one word. */
const groups = /^(?:multi_agent_v\d+|collaboration|functions|clock)_*(?=[a-z])/;

/** Turns one tool call into statements. Tools that are not in the table are judged by their arguments. */
export function statementsOf(tool: string, input: ToolInput, cwd: string): readonly Statement[] {
  readers ??= table();
  const name = tool.replace(groups, '');
  return readTool(readers, Object.hasOwn(readers, name) ? name : tool, input, cwd);
}

/** The text that a call would write, for the length and keyed hash in the record. */
export function contentOf(tool: string, input: ToolInput): string | null {
  return tool === 'apply_patch' ? (optional(input, 'command') ?? null) : null;
}

/** One line for a shell, or a list of words: `["bash", "-lc", "…"]`. */
function shell(input: ToolInput, cwd: string, tool: string): Statement[] {
  return shellStatements(commandLine(input, tool), { cwd, known: true }, tool);
}

function commandLine(input: ToolInput, tool: string): string {
  const value = input['command'] ?? input['cmd'];
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length === 0) throw new ToolInputError(tool, 'command');
  const words = value.map((word: unknown) => {
    if (typeof word !== 'string') throw new ToolInputError(tool, 'command');
    return word;
  });
  return words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
}

const reads = (text: string, cwd: string, tool: string): Statement[] => [
  access('read', text, cwd, tool),
  // Codex takes the words as a name, whatever they look like.
  ...(/^(?:~|file:)/i.test(text) ? [access('read', `./${text}`, cwd, tool)] : []),
];

function search(
  text: string,
  cwd: string,
  via: string,
  namesOnly: boolean,
): ReturnType<ToolReader>[number] {
  const path = { text: text === '' ? cwd : text, cwd, glob: false };
  return { kind: 'search', path, via, certainty: 'surely', namesOnly };
}
