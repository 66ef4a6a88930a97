import type { HazardGroup } from './types.ts';

const forAll = { kind: 'escalate', why: 'changes a setting of yours for every project' } as const;
const system = { kind: 'escalate', why: 'changes a setting of the whole machine' } as const;
const installs = {
  kind: 'escalate',
  why: 'installs a package file with its scripts into the system',
} as const;
const tools = {
  kind: 'tamper',
  why: 'changes which programs and rules an agent has',
} as const;

/** Settings of the desktop, of the machine, and of agents and editors. */
export const machineSettings = (): readonly HazardGroup[] => [
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
