import type { HazardGroup } from './types.ts';

const persist = { kind: 'persist' } as const;
const tamper = { kind: 'tamper' } as const;
const escalate = { kind: 'escalate' } as const;
const code = { kind: 'unresolved' } as const;

/** Rights in files that are written and applied: containers that see the host. */
const hostRights =
  /\bprivileged["']?\s*:\s*["']?true|\bhost(?:PID|IPC|Network)["']?\s*:\s*["']?true|\bhostPath["']?\s*:|\/(?:docker|containerd|crio)\.sock|^\s*-\s*["']?\/:\/|["']\/:\/\w|\bpid["']?\s*:\s*["']?host|\bcap_add\b[^\]]*\b(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE)\b|allowPrivilegeEscalation["']?\s*:\s*true|\bcluster-admin\b/m;

/** Keys that open accounts, agents that start others, settings and files that run code later. */
export const footholdHazards = (): readonly HazardGroup[] => [
  {
    programs: 'ssh-copy-id|ssh-import-id|ssh-import-id-gh|ssh-import-id-lp',
    hazards: [
      {
        operand: /(?:^|@)(?:localhost|127\.[\d.]+|::1)$|^(?:gh|lp):/,
        none: '-n -h',
        ...persist,
        why: 'adds a key that opens this account',
      },
      { operand: /./, none: '-n -h', ...escalate, why: 'adds a key that opens an account' },
    ],
  },
  {
    programs: 'docker|podman|docker-compose|podman-compose|nerdctl|kubectl|k|oc|helm|nomad',
    hazards: [
      {
        line: /(?:^|\s)(?:up|run|create|apply|replace|play|deploy|start|install|upgrade)(?:\s|$)/,
        fed: hostRights,
        ...escalate,
        why: 'gives a container the rights of the host',
      },
    ],
  },
  {
    programs: 'docker|podman|nerdctl|kubectl|k|oc',
    hazards: [
      {
        words: 'exec|container exec|compose exec',
        any: '--privileged',
        ...escalate,
        why: 'gives a command in a container the rights of the host',
      },
      {
        words: 'run',
        line: /--overrides[= ].*(?:hostPID|privileged|hostPath|hostNetwork)/,
        ...escalate,
        why: 'gives a container the rights of the host',
      },
    ],
  },
  {
    programs: 'ctr|crictl|runc|crun|lxc|incus|lxc-create|systemd-nspawn|flatpak|buildah',
    hazards: [
      {
        line: /--privileged\b|security\.(?:privileged|nesting)[= ]true|src=\/,|source=\/(?:\s|$)|raw\.lxc|--bind=\/(?::|\s|$)|--talk-name=org\.freedesktop\.Flatpak|--filesystem=host/,
        ...escalate,
        why: 'gives a container the rights of the host',
      },
    ],
  },
  {
    programs: 'jq|gojq|jaq|yq|dasel|fx|json|node|npx|python3|ruby|sponge|tomlq',
    hazards: [
      {
        line: /\bscripts\b["'\].[]{0,4}(?:pre|post)?(?:install|prepare|prepublish)["'\]]{0,3}\s?(?:\|?=(?!=)|:=|$)|^put\b(?=.*scripts\.(?:pre|post)?(?:install|prepare)).*package\.json/,
        ...code,
        why: 'adds a script that runs by itself at every installation',
      },
    ],
  },
  {
    programs: 'sed|gsed|perl|jq|yq|python3',
    hazards: [
      {
        line: /^(?=.*\b(?:pre|post)install["']?\s*["':=])(?=.*\bpackage\.json\b)(?=.*(?:^|\s)-\w*i)/,
        ...code,
        why: 'adds a script that runs by itself at every installation',
      },
    ],
  },
  {
    programs: 'git',
    globals: '-C -c --git-dir --work-tree --namespace --super-prefix --config-env --exec-path',
    hazards: [
      {
        words: 'submodule add|clone|remote add|remote set-url|fetch|pull|push|ls-remote',
        operand: /^(?:ext|fd)::/,
        kind: 'tamper',
        why: 'runs a command in the place of a remote',
      },
      {
        words: 'config',
        any: '-e --edit',
        ...code,
        why: 'opens the settings of git, which can run code',
      },
      {
        words: 'maintenance start|maintenance register',
        ...persist,
        why: 'runs git by itself from now on',
      },
      {
        words: 'config',
        none: '--unset --unset-all --get --get-all --get-urlmatch -l --list',
        line: /(?:^|\s)url\.\S+\.(?:pushinsteadof|insteadof)\s+\S/i,
        noOperand:
          /^url\.(?:git@|ssh:\/\/git@|https:\/\/)(?:[^/@]*@)?(?:github\.com|gitlab\.com|bitbucket\.org|ssh\.github\.com|codeberg\.org|git\.sr\.ht|dev\.azure\.com)\b/i,
        ...code,
        why: 'takes later code from another server',
      },
      {
        words: 'config',
        none: '--unset --unset-all --get --get-all -l --list',
        line: /(?:^|\s)http\.(?:\S+\.)?(?:sslverify\s+(?:false|0|no|off)|proxy\s+\S|proxysslverify\s+(?:false|0)|sslcainfo\s+\S)/i,
        noOperand: /^(?:(?:https?|socks5h?):\/\/)?(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?\/?$/,
        ...tamper,
        why: 'lets others read and change what git fetches',
      },
      {
        words: 'config',
        none: '--unset --unset-all --get --get-all -l --list',
        line: /(?:^|\s)credential\.(?:\S+\.)?helper\s+["']?store\b/i,
        ...escalate,
        why: 'keeps passwords in a file that every program can read',
      },
      { words: 'config edit', ...code, why: 'opens the settings of git, which can run code' },
    ],
  },
  {
    programs: 'rm|git|mv|unlink|truncate',
    hazards: [
      {
        operand:
          /(?:^|\/)(?:\.pre-commit-config\.ya?ml|\.?lefthook(?:-local)?\.(?:ya?ml|toml|json)|\.overcommit\.yml|\.huskyrc(?:\.\w+)?|\.secrets\.baseline|\.gitleaks(?:ignore|\.toml)|\.husky)\/?$/,
        line: /^(?!(?:add|commit|diff|log|show|status|blame|stash|ls-files|check-ignore|restore|checkout|mv)\b)/,
        ...tamper,
        why: 'takes away the checks before a commit',
      },
    ],
  },
  {
    programs: 'claude|claude-code',
    hazards: [
      {
        words:
          'mcp add|mcp add-json|mcp add-from-claude-desktop|plugin install|plugin marketplace add|plugin i|plugin enable',
        ...code,
        why: 'makes an agent start another program from now on',
      },
      {
        words: 'plugin disable|plugin uninstall|plugin remove',
        operand: /pinfold/i,
        ...tamper,
        why: 'takes Pinfold out of an agent',
      },
    ],
  },
  {
    programs: 'codex|gemini|gemini-cli|qwen|copilot|cursor-agent|opencode|goose|amp|droid',
    hazards: [
      {
        words:
          'mcp add|extensions install|extensions link|extension install|plugin install|plugin add',
        ...code,
        why: 'makes an agent start another program from now on',
      },
    ],
  },
  {
    programs: 'cursor-agent|cline|droid|amp|crush|auggie|kiro-cli|goose',
    hazards: [
      {
        any: '-f --force --approve-mcps --auto',
        values: '-p --print --prompt -m --message --model',
        kind: 'escalate',
        why: 'starts an agent that asks nobody',
      },
    ],
  },
  {
    programs: 'code|code-insiders|cursor|codium|windsurf|code-server',
    hazards: [
      {
        any: '--install-extension',
        line: /\.vsix(?:\s|$)/i,
        ...code,
        why: 'installs code from a file into the editor',
      },
      {
        any: '--add-mcp',
        operand: /^\{/,
        ...code,
        why: 'installs code from a file into the editor',
      },
    ],
  },
  {
    programs: 'launchctl',
    hazards: [
      {
        words: 'unload|bootout|disable|remove|stop|kill',
        operand:
          /(?:^|\/)[^/]*(?:crowdstrike|falcon|sentinel|jamf|osquery|carbonblack|sophos|santa|wdav|defender|malwarebytes|kandji|pinfold|littlesnitch|objective-see|wazuh|elastic)[^/]*$/i,
        ...tamper,
        why: 'stops a service that guards the machine',
      },
    ],
  },
  {
    programs: 'service|rc-service|sv|initctl|invoke-rc.d|snap',
    hazards: [
      {
        line: /(?:auditd|apparmor|ufw|firewalld|nftables|iptables|fail2ban|falcon-sensor|osqueryd|wazuh-agent|clamav\S*|mdatp|falco|sysmon|rsyslog)\s+(?:stop|disable)|(?:stop|disable|down)\s+(?:auditd|apparmor|ufw|firewalld|fail2ban|falcon-sensor|osqueryd|falco)/,
        ...tamper,
        why: 'stops a service that guards the machine',
      },
    ],
  },
  {
    programs:
      'systemextensionsctl|kextunload|kmutil|fdesetup|nvram|mdatp|falconctl|santactl|rmmod|modprobe',
    hazards: [
      {
        line: /\buninstall\b|\bunload\b|\bdisable\b|boot-args|^-\w*d\b|\bconfig real-time-protection\b.*\bdisabled\b|crowdstrike|falcon|sentinel/i,
        ...tamper,
        why: 'takes down a guard of the machine',
      },
    ],
  },
  {
    programs:
      'gdb|lldb|strace|ltrace|dtruss|rr|reptyr|nsenter|ptrace|frida|frida-trace|process_vm_writev',
    hazards: [
      {
        any: '-p --pid --attach -n --attach-name',
        line: /pinfold|\b(?:claude|codex|gemini|copilot|cursor|opencode|qwen)\b/i,
        ...tamper,
        why: 'takes hold of a guard or an agent',
      },
    ],
  },
];
