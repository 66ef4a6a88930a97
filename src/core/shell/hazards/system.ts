import type { HazardGroup } from './types.ts';

const lost = { kind: 'destroy', recoverable: true } as const;
const escalate = { kind: 'escalate' } as const;

const interpreters =
  'python|python2|python3|pypy3|perl|ruby|php|node|nodejs|deno|bun|tsx|lua|luajit|tclsh|julia|guile|Rscript|osascript|swift|raku|awk|gawk';
const setuidInCode =
  /\bchmod\w{0,8}\b[^\n;]{0,160}?(?<![\w.])(?:0o?|8#|\\o)?[4-7][0-7]{3}\b(?!\.)|\bS_IS[UG]ID\b|\bset_mode\(0o[4-7][0-7]{3}\b|\b(?:os\.)?setuid\(0\)|\bset(?:res|re)?uid\(\s?0\b/;

/** Rights, modes, kernel, accounts, processes, power. */
export const systemHazards = (): readonly HazardGroup[] => [
  {
    programs: 'chmod|gchmod',
    hazards: [
      {
        operand:
          /^[ugoa]*[+=][rwxXt]*s|^([ugoa]*[-+=][rwxXst]*,)+[ugoa]*[+=][rwxXt]*s|^[=+]?0?[4-7][0-7]{3}$/,
        ...escalate,
        why: 'makes a program run with its owner’s rights (setuid)',
      },
      {
        any: '-R --recursive',
        operand: /^0?0?777$|^(a|ugo)?[+=]rwx$|^[oa]\+[rx]*w/,
        ...lost,
        why: 'lets everybody change all files',
      },
      {
        any: '-R --recursive',
        operand: /^0?000$|^(a|ugo)?-rwx$|^a?=$/,
        ...lost,
        why: 'takes all rights from all files',
      },
    ],
  },
  {
    programs: 'install|ginstall|mkdir|mknod|mkfifo',
    hazards: [
      {
        line: /(?:^|\s)(?:-\w*m|--mode)[= ]?(?:0?[4-7][0-7]{3}|[ugoa]*[+=][rwxXt]*s)(?:[\s,]|$)/,
        ...escalate,
        why: 'makes a program that runs with its owner’s rights (setuid)',
      },
    ],
  },
  {
    programs: interpreters,
    hazards: [
      {
        line: setuidInCode,
        ...escalate,
        why: 'makes a program run with its owner’s rights (setuid)',
      },
      {
        fed: setuidInCode,
        ...escalate,
        why: 'makes a program run with its owner’s rights (setuid)',
      },
    ],
  },
  {
    programs: 'chown|chgrp',
    hazards: [
      {
        operand: /^(root|0)?(:(root|wheel|0))?$/,
        ...escalate,
        why: 'gives files to the administrator',
      },
    ],
  },
  {
    programs: 'login',
    hazards: [{ any: '-f', ...escalate, why: 'becomes another user without a password' }],
  },
  {
    programs: 'setcap|setpriv|capsh',
    hazards: [
      { operand: /./, ...escalate, why: 'changes what programs may do' },
      {
        any: '--user --reuid --keep --gid --caps --uid',
        ...escalate,
        why: 'changes what programs may do',
      },
    ],
  },
  {
    programs: 'visudo|vipw|vigr|dsenableroot',
    hazards: [{ none: '-c --check', ...escalate, why: 'changes what people may do' }],
  },
  {
    programs: 'usermod|adduser|gpasswd|addgroup|dseditgroup|pw',
    hazards: [
      {
        line: /(^|[\s,])(sudo|wheel|admin|root|docker|lxd|libvirt|disk|shadow|adm)([\s,]|$)/,
        ...escalate,
        why: 'adds somebody to a group with the rights of an administrator',
      },
    ],
  },
  {
    programs: 'mount|mount.nfs|mount.cifs',
    hazards: [
      { operand: /./, ...escalate, why: 'changes which files are seen where' },
      { any: '-a --all --bind --rbind -o', ...escalate, why: 'changes which files are seen where' },
    ],
  },
  {
    programs: 'sysctl',
    hazards: [
      { any: '-w --write -p --load --system', ...escalate, why: 'changes settings of the kernel' },
      { operand: /^[\w./-]+=/, ...escalate, why: 'changes settings of the kernel' },
    ],
  },
  {
    programs: 'osascript',
    hazards: [
      {
        line: /with administrator privileges/i,
        ...escalate,
        why: 'runs a command as the administrator',
      },
      {
        line: /make\s+(new\s+)?login item|login item.*make/i,
        kind: 'persist',
        why: 'starts a program at every login',
      },
    ],
  },
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
