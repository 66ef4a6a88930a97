/**
 * What shows that a program was started by a coding agent: variables that agents set for what they run, and how their
 * own programs are called. Measured where the agent could be run, else from its documentation.
 */

export interface AgentVariable {
  /** A name, or a beginning of names that ends in `*`. */
  readonly name: string;
  /** The only value that counts; left out: any that is not empty. */
  readonly value?: string;
  readonly agent: string;
}

/** Variables that an agent sets for its shell. */
export const agentVariables: readonly AgentVariable[] = [
  { name: 'AI_AGENT', agent: 'an agent' },
  { name: 'CLAUDECODE', agent: 'Claude Code' },
  { name: 'CLAUDE_CODE_IS_COWORK', agent: 'Claude Cowork' },
  { name: 'CLAUDE_CODE_REMOTE', agent: 'Claude Code' },
  { name: 'CODEX_THREAD_ID', agent: 'Codex' },
  { name: 'CODEX_SANDBOX', agent: 'Codex' },
  { name: 'CODEX_CI', agent: 'Codex' },
  { name: 'GEMINI_CLI', agent: 'Gemini CLI' },
  { name: 'COPILOT_CLI', agent: 'Copilot CLI' },
  { name: 'COPILOT_AGENT', agent: 'Copilot' },
  { name: 'COPILOT_AGENT_SESSION_ID', agent: 'Copilot CLI' },
  { name: 'CURSOR_AGENT', agent: 'Cursor' },
  { name: 'CURSOR_TRACE_ID', agent: 'Cursor' },
  { name: 'CURSOR_EXTENSION_HOST_ROLE', value: 'agent-exec', agent: 'Cursor' },
  { name: 'OPENCODE', agent: 'opencode' },
  { name: 'QWEN_CODE', agent: 'Qwen Code' },
  { name: 'CLINE_ACTIVE', agent: 'Cline' },
  { name: 'AUGMENT_AGENT', agent: 'Augment' },
  { name: 'ANTIGRAVITY_AGENT', agent: 'Antigravity' },
  { name: 'AMP_CURRENT_THREAD_ID', agent: 'Amp' },
  { name: 'CRUSH', agent: 'Crush' },
  { name: 'PI_CODING_AGENT', agent: 'Pi' },
  { name: 'GOOSE_*', agent: 'Goose' },
  { name: 'REPL_ID', agent: 'Replit' },
];

/** Files that are there where everything is run by an agent. */
export const agentFiles: readonly { readonly path: string; readonly agent: string }[] = [
  { path: '/opt/.devin', agent: 'Devin' },
];

export interface AgentProgram {
  readonly agent: string;
  /** Names of its program, without folder and `.exe`. */
  readonly names?: readonly string[];
  /** Packages of npm that hold it: an interpreter runs a file of theirs. */
  readonly packages?: readonly string[];
  /** Folders of its installer, as they stand in a path: the program in them is named after its version. */
  readonly folders?: readonly string[];
  /** Python modules that are run with `-m`. */
  readonly modules?: readonly string[];
}

export const agentPrograms: readonly AgentProgram[] = [
  {
    agent: 'Claude Code',
    names: ['claude'],
    packages: ['@anthropic-ai/claude-code', '@anthropic-ai/claude-agent-sdk'],
    folders: ['share/claude/versions'],
  },
  { agent: 'Codex', names: ['codex'], packages: ['@openai/codex'] },
  { agent: 'Gemini CLI', names: ['gemini'], packages: ['@google/gemini-cli'] },
  { agent: 'Copilot CLI', names: ['copilot'], packages: ['@github/copilot'] },
  { agent: 'Cursor', names: ['cursor-agent'], folders: ['share/cursor-agent/versions'] },
  { agent: 'Cline', names: ['cline'], packages: ['cline'] },
  { agent: 'opencode', names: ['opencode'], packages: ['opencode-ai'] },
  { agent: 'Qwen Code', names: ['qwen'], packages: ['@qwen-code/qwen-code'] },
  { agent: 'Amp', packages: ['@sourcegraph/amp'] },
  { agent: 'Augment', names: ['auggie'], packages: ['@augmentcode/auggie'] },
  { agent: 'Crush', names: ['crush'], packages: ['@charmland/crush'] },
  { agent: 'Droid', names: ['droid'] },
  { agent: 'Kiro', names: ['kiro-cli'] },
  { agent: 'Goose', names: ['goose'] },
  { agent: 'Aider', names: ['aider'], modules: ['aider'] },
  { agent: 'Pi', packages: ['@mariozechner/pi-coding-agent'] },
];
