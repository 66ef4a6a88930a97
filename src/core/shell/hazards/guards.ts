import type { Hazard, HazardGroup } from './types.ts';

const unguarded = 'starts an agent without its guards';
const tamper = { kind: 'tamper', why: unguarded } as const;
/** Its hooks still speak: what is gone is the question to a person. */
const unasked = { kind: 'escalate', why: 'starts an agent that asks nobody' } as const;

/** Everything but looking: `pinfold` changes how agents are fenced. */
const pinfold: readonly Hazard[] = [
  { words: 'unprotect|pause', kind: 'tamper', why: 'takes the fence down' },
  {
    words: 'policy compile|policy approve|policy pin',
    kind: 'tamper',
    why: 'changes the policy in force',
  },
  {
    words: 'grants',
    line: /^(?!(?:list|ls|show|revoke)(?:\s|$))\S/,
    kind: 'tamper',
    why: 'changes what is granted',
  },
  { words: 'protect', kind: 'tamper', why: 'changes where the fence stands' },
  { words: 'audit prune', kind: 'tamper', why: 'removes records of what agents did' },
];

const agents =
  'claude|claude-code|@anthropic-ai/claude-code|codex|@openai/codex|gemini|gemini-cli|@google/gemini-cli|qwen|qwen-code|copilot|@github/copilot|opencode|cursor-agent|cline|droid|kiro-cli|goose|amp|crush|auggie|pinfold';

/** Pinfold itself, and agents that are started without their guards. */
export const guardHazards = (): readonly HazardGroup[] => [
  {
    programs: 'pinfold|pinfold.cjs|pinfold.js|pinfold.mjs|pinfold.exe|pinfold.cmd',
    hazards: pinfold,
  },
  {
    programs: 'node|nodejs|bun|deno|electron|tsx',
    hazards: [
      {
        // Its own name is nowhere on such a command line; what it is to do, is.
        line: /(?:^|\s)(?:-r|--require|--import|--preload)[=\s]?(?:\S*[\\/])?pinfold\.[cm]?js(?:\s|$)/,
        kind: 'tamper',
        why: 'loads the program that takes the fence down',
      },
      {
        code: (text) =>
          /(?:require|import)\s*\(?\s*["'`](?:[^"'`]*[\\/])?pinfold\.[cm]?js["'`]/.test(text),
        kind: 'tamper',
        why: 'loads the program that takes the fence down',
      },
    ],
  },
  {
    // They run what a package brought, by its bare name.
    programs: 'yarn|yarnpkg|pnpm|bun',
    hazards: [
      {
        words: 'pinfold unprotect|pinfold protect|pinfold pause|pinfold policy compile',
        kind: 'tamper',
        why: 'takes the fence down',
      },
    ],
  },
  {
    programs: agents,
    hazards: [
      {
        moved: 'HOME USERPROFILE XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME APPDATA',
        kind: 'tamper',
        why: 'starts an agent that looks for its guards in another place',
      },
    ],
  },
  {
    programs: 'claude|claude-code|@anthropic-ai/claude-code',
    hazards: [
      {
        any: '--bare --dangerously-skip-permissions --allow-dangerously-skip-permissions --setting-sources --safe-mode --permission-mode=bypassPermissions',
        values: '-p --print --model --append-system-prompt --system-prompt',
        ...tamper,
      },
      { line: /disableAllHooks|"hooks"\s*:/i, all: '--settings', ...tamper },
      {
        variables:
          'CLAUDE_CODE_SIMPLE CLAUDE_CODE_SAFE_MODE CLAUDE_CODE_RESTRICTED CLAUDE_CODE_SHELL_PREFIX CLAUDE_CONFIG_DIR',
        ...tamper,
      },
      {
        words: 'config set|config add',
        line: /hook|permission/i,
        kind: 'tamper',
        why: 'changes the guards of an agent',
      },
    ],
  },
  {
    programs: 'codex|@openai/codex',
    hazards: [
      {
        any: '--dangerously-bypass-approvals-and-sandbox --dangerously-bypass-hook-trust --yolo --disable=hooks --ignore-user-config --sandbox=danger-full-access -s=danger-full-access',
        ...tamper,
      },
      {
        line: /(^|\s)(-c|--config)[=\s]?["']?(hooks|features\.(codex_)?hooks|features\s?=\s?\{[^}]{0,200}hooks|sandbox_mode=["']?danger|approval_policy=["']?never|projects\.)/i,
        ...tamper,
      },
      { variables: 'CODEX_HOME', ...tamper },
      {
        words: 'app-server|remote-control',
        none: '--help',
        kind: 'tamper',
        why: 'drives an agent from outside, its settings included',
      },
      {
        words: 'features disable',
        line: /hooks/,
        kind: 'tamper',
        why: 'changes the guards of an agent',
      },
    ],
  },
  {
    programs: 'gemini|gemini-cli|@google/gemini-cli|qwen|qwen-code|@qwen-code/qwen-code',
    hazards: [
      { any: '--yolo -y --approval-mode=yolo', values: '-p --prompt -m --model -i', ...unasked },
      {
        words: 'hooks disable|hooks disable-all|hooks uninstall',
        kind: 'tamper',
        why: 'changes the guards of an agent',
      },
      {
        variables:
          'GEMINI_CLI_SYSTEM_SETTINGS_PATH GEMINI_CLI_SYSTEM_DEFAULTS_PATH GEMINI_CLI_HOME QWEN_CODE_SYSTEM_SETTINGS_PATH QWEN_HOME',
        ...tamper,
      },
    ],
  },
  {
    programs: 'copilot|@github/copilot',
    hazards: [
      {
        any: '--allow-all --yolo --allow-all-paths --allow-all-tools',
        values: '-p --prompt',
        ...unasked,
      },
      { variables: 'COPILOT_HOME', ...tamper },
    ],
  },
  {
    programs: 'opencode',
    hazards: [
      { any: '--pure --dangerously-skip-permissions --auto', values: '-p --prompt', ...tamper },
      {
        variables:
          'OPENCODE_CONFIG OPENCODE_CONFIG_DIR OPENCODE_CONFIG_CONTENT OPENCODE_DISABLE_DEFAULT_PLUGINS OPENCODE_PURE OPENCODE_PERMISSION',
        ...tamper,
      },
    ],
  },
  {
    programs: 'cursor-agent|cline|aider|droid|kiro-cli|goose|amp|crush|auggie',
    hazards: [
      {
        any: '--yolo --force --yes-always --skip-permissions-unsafe --dangerously-allow-all --trust-all-tools',
        values: '-p --print --prompt -m --message',
        ...unasked,
      },
    ],
  },
  {
    programs: 'code|code-insiders|cursor|codium|windsurf|code-server',
    hazards: [
      {
        any: '--disable-extensions --uninstall-extension --disable-extension --disable-workspace-trust',
        line: /--disable-extensions|workspace-trust|pinfold/i,
        kind: 'tamper',
        why: 'takes guards out of the editor',
      },
    ],
  },
  // `node tool.js`, `bundle exec rails`: what runs is named after the first word.
  {
    programs:
      'node|nodejs|bun|deno|tsx|ts-node|electron|python|python3|ruby|php|code|code-insiders|cursor',
    hazards: [],
    relays: [
      {
        after: 0,
        text: 'words',
        values: '-r --require --import --loader --env-file -C --conditions -W -X -I -d',
      },
      { words: 'run', after: 0, text: 'words' },
    ],
  },
  { programs: 'bundle|bundler', hazards: [], relays: [{ words: 'exec', after: 0, text: 'words' }] },
  {
    programs: 'symfony|ddev|lando|sail|spring|docker-php',
    hazards: [],
    relays: [
      { after: 0, text: 'words' },
      { after: 1, text: 'words' },
    ],
  },
];
