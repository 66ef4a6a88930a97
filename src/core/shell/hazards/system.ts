import type { HazardGroup } from './types.ts';

const lost = { kind: 'destroy', recoverable: true } as const;

/** Processes, services, power. */
export const systemHazards = (): readonly HazardGroup[] => [
  {
    programs: 'shutdown|reboot|poweroff|halt|telinit|pm-suspend|pm-hibernate',
    hazards: [{ none: '-c --help --version -k -w', ...lost, why: 'stops the machine' }],
  },
  { programs: 'init', hazards: [{ line: /^[06]$/, ...lost, why: 'stops the machine' }] },
  {
    programs: 'loginctl',
    hazards: [
      {
        words: 'poweroff|reboot|halt|terminate-user|kill-user|terminate-session|kill-session',
        ...lost,
        why: 'ends whole sessions',
      },
      { words: 'enable-linger', kind: 'persist', why: 'keeps services running after logout' },
    ],
  },
  {
    programs: 'kill',
    hazards: [
      {
        // The first word alone is a signal, not a process.
        line: /\S\s+(--\s+)?-1$|^--\s+-1$/,
        ...lost,
        why: 'ends every process of the user',
      },
      {
        // What runs this command line is an agent's own process.
        line: /\$(\{)?(PPID|CLAUDE_PID)\b/,
        kind: 'tamper',
        why: 'ends the agent or the editor that it runs in',
      },
      {
        line: /(^|\s)1$/,
        noOperand: /^[2-9]|^\d\d/,
        ...lost,
        why: 'ends the first process of the system',
      },
    ],
  },
  {
    programs: 'pkill|killall|skill|killall5',
    hazards: [
      {
        line: /pinfold/i,
        kind: 'tamper',
        why: 'ends Pinfold',
      },
      {
        line: /(?<![\w-])hooks?(?![\w-])/i,
        kind: 'tamper',
        why: 'ends the hooks of an agent',
      },
      {
        operand:
          /^\^?(\S*\/)?(claude(-code)?|codex|gemini(-cli)?|copilot|cursor(-agent)?|cline|opencode|qwen(-code)?|windsurf|kiro|droid|aider|code(-server|-insiders|-oss)?|codium|vscodium|electron|visual studio code)(\s.*)?\$?$/i,
        kind: 'tamper',
        why: 'ends an agent or an editor',
      },
      {
        values: '-u --euid --user -U --uid',
        any: '-u --euid --user -U --uid',
        noOperand: /./,
        ...lost,
        why: 'ends every process of a user',
      },
      { operand: /^\.[*+]?$|^$/, ...lost, why: 'ends every process' },
    ],
  },
  { programs: 'killall5', hazards: [{ ...lost, why: 'ends every process' }] },
  {
    programs: 'systemctl',
    globals: '-p --property -t --type --state -n --lines -H --host -M --machine -o --output --root',
    hazards: [
      {
        words: 'poweroff|reboot|halt|kexec|suspend|hibernate|rescue|emergency|isolate|soft-reboot',
        ...lost,
        why: 'stops the machine or most of its services',
      },
      {
        words: 'stop|disable|mask|kill',
        operand:
          /^(auditd|apparmor|ufw|firewalld|nftables|iptables|fail2ban|selinux\S*|falcon-sensor|osqueryd|wazuh-agent|clamav\S*|crowdstrike\S*|sentinel\S*|mdatp|rsyslog|systemd-journald|sysmon|falco)(\.service)?$/,
        kind: 'tamper',
        why: 'stops a service that guards the machine',
      },
      {
        words: 'stop|disable|mask|kill',
        none: '--user',
        operand: /./,
        ...lost,
        why: 'stops a service of the machine',
      },
      {
        words: 'set-environment|import-environment',
        line: /(^|\s)(PATH|LD_\w+|BASH_ENV)(=|\s|$)/,
        kind: 'persist',
        why: 'changes which code services load',
      },
    ],
  },
  {
    programs: 'service|rc-service|sv|initctl|invoke-rc.d',
    hazards: [
      {
        line: /^(?:-\S+\s+){0,4}(?:\S+\s+(?:stop|force-stop|zap)|(?:stop|down|force-stop|exit|kill)\s+\S+)$/,
        ...lost,
        why: 'stops a service of the machine',
      },
    ],
  },
  {
    programs: 'launchctl',
    hazards: [
      {
        words: 'bootout|reboot|stop|kill|disable',
        operand: /^(?:system|gui\/[\w$(){}]+|user\/\w+|logout|halt|userspace|…|.*…)$/,
        ...lost,
        why: 'ends everything that a session runs',
      },
      {
        words: 'bootout|disable|remove|unload',
        operand: /^system\/|\/System\/|^com\.apple\./,
        ...lost,
        why: 'stops a service of the machine',
      },
    ],
  },
  {
    programs: 'busctl|dbus-send|gdbus|qdbus',
    hazards: [
      {
        line: /\b(?:PowerOff|Reboot|Halt|Suspend|Hibernate|KExec|TerminateSession|TerminateUser|StopUnit|MaskUnitFiles|DisableUnitFiles)\b/,
        ...lost,
        why: 'stops the machine, a session or a service',
      },
    ],
  },
  {
    programs: 'systemd-run|systemd-cron-next',
    hazards: [
      {
        any: '--on-calendar --on-active --on-boot --on-startup --on-unit-active --on-unit-inactive --timer-property',
        kind: 'persist',
        why: 'runs a command later',
      },
    ],
  },
];
