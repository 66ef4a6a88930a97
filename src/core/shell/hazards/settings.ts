import type { HazardGroup } from './types.ts';

const forAll = { kind: 'escalate', why: 'changes a setting of yours for every project' } as const;
const source = {
  kind: 'escalate',
  why: 'changes from where code is fetched, for every project',
} as const;
const system = { kind: 'escalate', why: 'changes a setting of the whole machine' } as const;
const installs = {
  kind: 'escalate',
  why: 'installs a package file with its scripts into the system',
} as const;
const tools = {
  kind: 'tamper',
  why: 'changes which programs and rules an agent has',
} as const;

/**
 * Settings that programs keep outside the project, changed by their own command line: what the same change in the file
 * would be denied for. Named packages from a registry are not among them.
 */
export const settingsHazards = (): readonly HazardGroup[] => [
  {
    programs: 'npm|pnpm|cnpm',
    hazards: [
      {
        words: 'config set|c set|set|config delete|config edit',
        line: /registry|proxy|prefix|shell|auth|ssl|cafile|token|password|globalconfig|userconfig|node-options|init-module|^$/,
        none: '--location=project -L=project',
        ...source,
      },
    ],
  },
  {
    programs: 'yarn|yarnpkg',
    hazards: [
      { words: 'config set', none: '--json', line: /registry|--home|npm|plugin/i, ...source },
    ],
  },
  {
    programs: 'pip|pip3',
    hazards: [{ words: 'config set|config unset|config edit', none: '--site', ...source }],
  },
  {
    programs: 'poetry',
    hazards: [
      {
        words: 'config',
        none: '--local --list --migrate --help',
        line: /^(?:--\S+ )*(?:repositories|http-basic|pypi-token|certificates|installer|solver|system-git)\b.*\S/,
        ...forAll,
      },
    ],
  },
  {
    programs: 'uv',
    hazards: [{ words: 'auth login|python pin', any: '--global --password --token', ...forAll }],
  },
  {
    programs: 'conda|mamba|micromamba',
    hazards: [
      {
        words: 'config',
        any: '--add --append --prepend --set --remove --remove-key',
        none: '--env --file',
        ...source,
      },
      {
        words: 'init',
        none: '--dry-run',
        kind: 'persist',
        why: 'changes the start-up files of shells',
      },
    ],
  },
  {
    programs: 'gem',
    hazards: [{ words: 'sources', any: '-a --add -r --remove -c --clear-all', ...source }],
  },
  {
    programs: 'bundle|bundler',
    hazards: [{ words: 'config set|config unset', any: '--global', ...source }],
  },
  {
    programs: 'composer',
    hazards: [
      {
        words: 'global config|config',
        any: '-g --global',
        none: '--list -l',
        line: /\S+ \S+/,
        ...source,
      },
    ],
  },
  {
    programs: 'dotnet|nuget',
    hazards: [
      {
        words:
          'nuget add source|nuget update source|nuget remove source|nuget disable source|sources add|sources update|config',
        none: '--configfile -ConfigFile',
        line: /source|-set|http/i,
        ...source,
      },
    ],
  },
  { programs: 'cargo', hazards: [{ words: 'login', ...forAll }] },
  {
    programs: 'helm',
    hazards: [
      { words: 'repo add|repo remove|plugin install|plugin update|registry login', ...source },
    ],
  },
  {
    programs: 'rustup',
    hazards: [
      {
        words: 'default|set profile|set default-host|self uninstall|set auto-self-update',
        none: '--help',
        operand: /./,
        ...forAll,
      },
    ],
  },
  {
    programs: 'asdf|mise|rtx',
    hazards: [
      { words: 'global|use', any: '-g --global', ...forAll },
      { words: 'global', operand: /./, ...forAll },
      { words: 'set', any: '-u --home', ...forAll },
    ],
  },
  {
    programs: 'pyenv|rbenv|nodenv|goenv|jenv|plenv|tfenv',
    hazards: [{ words: 'global', operand: /./, ...forAll }],
  },
  {
    programs: 'nvm|fnm|volta|n|sdk',
    hazards: [{ words: 'alias default|default', operand: /./, ...forAll }],
  },
  {
    programs: 'direnv',
    hazards: [
      {
        words: 'allow|permit|grant',
        operand: /^(?:~|\/|\.\.)/,
        kind: 'escalate',
        why: 'lets another folder run code in your shells',
      },
    ],
  },
  {
    programs: 'gh|glab',
    globals: '-R --repo',
    hazards: [
      { words: 'config set', ...forAll },
      { words: 'alias set|alias import', ...forAll },
      { words: 'extension install|ext install', ...source },
    ],
  },
  {
    programs: 'aws|az|gcloud|ibmcloud|bx|oci|doctl|linode-cli|scw|hcloud',
    globals: '--profile --region --project',
    hazards: [
      {
        words:
          'configure set|configure import|config set|config unset|config configurations activate|account set|init|configure',
        none: '--help',
        noOperand: /^(?:list|get|list-profiles|export-credentials|sso)$/,
        ...forAll,
      },
    ],
  },
  { programs: 'gsettings', hazards: [{ words: 'set|reset|reset-recursively', ...forAll }] },
  { programs: 'dconf', hazards: [{ words: 'write|reset|load', ...forAll }] },
  {
    programs: 'kwriteconfig|kwriteconfig5|kwriteconfig6',
    hazards: [{ none: '--help -h --version', ...forAll }],
  },
  {
    programs: 'xfconf-query',
    hazards: [{ any: '-s --set -r --reset -n --create -T --toggle', ...forAll }],
  },
  {
    programs: 'gconftool-2|gconftool',
    hazards: [{ any: '--set -s --unset -u --load', ...forAll }],
  },
  { programs: 'defaults', hazards: [{ words: 'write|delete|import|rename', ...forAll }] },
  { programs: 'xdg-mime|xdg-settings', hazards: [{ words: 'default|set|install', ...forAll }] },
  { programs: 'reg|reg.exe', hazards: [{ words: 'add|delete|import|ADD|DELETE', ...system }] },
  { programs: 'setx|setx.exe', hazards: [{ operand: /./, ...system }] },
  {
    programs: 'hostnamectl',
    hazards: [
      {
        words: 'set-hostname|hostname|set-icon-name|set-chassis|set-deployment|set-location',
        operand: /./,
        ...system,
      },
    ],
  },
  { programs: 'hostname', hazards: [{ any: '-F --file -b', ...system }] },
  {
    programs: 'timedatectl',
    hazards: [{ words: 'set-time|set-timezone|set-ntp|set-local-rtc', ...system }],
  },
  {
    programs: 'localectl',
    hazards: [{ words: 'set-locale|set-keymap|set-x11-keymap', ...system }],
  },
  {
    programs: 'loginctl',
    hazards: [
      { words: 'enable-linger', kind: 'persist', why: 'lets services of yours run without you' },
    ],
  },
  {
    programs: 'sysctl',
    hazards: [
      { any: '-w --write -p --load --system', ...system },
      { operand: /=/, ...system },
    ],
  },
  {
    programs: 'swapoff|swapon',
    hazards: [{ none: '-s --show --summary -h --help -V', ...system }],
  },
  {
    programs: 'ldconfig',
    hazards: [{ none: '-p --print-cache -N -n --help -V --version', ...system }],
  },
  {
    programs: 'nmcli',
    hazards: [
      {
        words:
          'connection modify|con mod|connection add|con add|connection delete|con delete|c modify',
        ...system,
      },
    ],
  },
  {
    programs: 'networksetup|scutil|pmset|systemsetup|nvram|tccutil',
    hazards: [
      { line: /^-?-?(?:set|reset|create|remove|delete)/, ...system },
      { any: '-a -b -c', line: /\S+ \d/, ...system },
    ],
  },
  { programs: 'resolvectl', hazards: [{ words: 'dns|domain|revert', operand: /./, ...system }] },
  {
    programs: 'ip',
    hazards: [
      {
        words: 'route add|route del|route replace|addr add|addr del|link set|address add|rule add',
        ...system,
      },
    ],
  },
  {
    programs: 'update-alternatives|alternatives',
    hazards: [{ any: '--install --set --remove --auto --config --set-selections', ...system }],
  },
  {
    programs: 'dpkg',
    hazards: [{ any: '-i --install --unpack --force-all', ...installs }],
  },
  {
    programs: 'rpm',
    hazards: [
      { any: '-i --install -U --upgrade -F --freshen -e --erase', none: '-q --query', ...installs },
    ],
  },
  { programs: 'installer', hazards: [{ any: '-pkg', ...installs }] },
  { programs: 'apt-key', hazards: [{ words: 'add|adv|del|update', ...system }] },
  {
    programs: 'add-apt-repository|apt-add-repository',
    hazards: [{ none: '--list -L --help -h', operand: /./, ...system }],
  },
  {
    programs: 'claude|claude-code',
    hazards: [
      {
        words:
          'config set|config add|config remove|mcp add|mcp add-json|mcp add-from-claude-desktop|mcp remove|plugin install|plugin add|plugin marketplace add|plugin enable|plugin disable',
        none: '--help -h',
        ...tools,
      },
    ],
  },
  {
    programs:
      'codex|gemini|qwen|opencode|cursor-agent|copilot|amp|crush|goose|droid|kiro-cli|q|auggie|cline',
    hazards: [
      {
        words:
          'mcp add|mcp add-json|mcp remove|mcp enable|extensions install|extensions enable|extensions disable|extensions uninstall|plugin install|plugin add|config set|settings set|hooks add',
        none: '--help -h',
        ...tools,
      },
    ],
  },
  {
    programs: 'code|code-insiders|codium|cursor|windsurf',
    hazards: [{ any: '--add-mcp', ...tools }],
  },
];
