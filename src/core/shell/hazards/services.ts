import type { HazardGroup } from './types.ts';

const persist = { kind: 'persist' } as const;
const tamper = { kind: 'tamper' } as const;

/** What starts by itself, and the guards of the machine. */
export const serviceHazards = (): readonly HazardGroup[] => [
  {
    programs: 'update-rc.d|chkconfig|rc-update|insserv|sysrc',
    hazards: [
      {
        line: /\s(enable|defaults|on)(\s|$)|^add\s|_enable="?YES/,
        ...persist,
        why: 'changes which services start by themselves',
      },
    ],
  },
  {
    programs: 'pm2|forever|supervisorctl',
    hazards: [{ words: 'startup', ...persist, why: 'starts programs at every boot' }],
  },
  {
    programs: 'brew',
    hazards: [{ words: 'services start', ...persist, why: 'starts a service at every login' }],
  },
  {
    programs: 'chsh',
    hazards: [{ any: '-s --shell', ...persist, why: 'changes the login shell' }],
  },
  {
    programs: 'defaults',
    hazards: [
      {
        words: 'write',
        line: /loginwindow|LoginHook|LogoutHook|AutoLaunchedApplicationDictionary|LaunchAgents|LaunchDaemons|loginitems|SMLoginItem/i,
        ...persist,
        why: 'starts a program at every login',
      },
    ],
  },
  {
    programs: 'gsettings|dconf|kwriteconfig5|kwriteconfig6|xfconf-query',
    hazards: [
      {
        line: /^(set|write)\b.*(autostart|startup|custom-keybinding|default-applications\.terminal|session\.\S*(required|startup))/i,
        ...persist,
        why: 'changes what the desktop starts by itself',
      },
    ],
  },
  {
    programs: 'update-alternatives',
    hazards: [
      {
        any: '--set --install --config --auto',
        ...persist,
        why: 'changes which program a name starts',
      },
    ],
  },
  {
    programs: 'incrontab|fcrontab|systemctl-enable|anacron',
    hazards: [{ none: '-l --list', operand: /./, ...persist, why: 'changes scheduled jobs' }],
  },
  {
    programs: 'setenforce',
    hazards: [{ operand: /^(0|permissive)$/i, ...tamper, why: 'switches SELinux off' }],
  },
  {
    programs: 'aa-complain|aa-disable|aa-teardown|setsebool|semodule',
    hazards: [
      { line: /./, none: '-l --list', ...tamper, why: 'weakens the guards of the machine' },
      { noOperand: /./, none: '-l --list', ...tamper, why: 'weakens the guards of the machine' },
    ],
  },
  {
    programs: 'ufw',
    hazards: [
      { words: 'disable|reset', ...tamper, why: 'switches the firewall off' },
      { words: 'default allow', ...tamper, why: 'opens the firewall' },
    ],
  },
  {
    programs: 'iptables|ip6tables|iptables-legacy|iptables-nft|ebtables',
    hazards: [
      { any: '-F --flush -X --delete-chain', ...tamper, why: 'switches the firewall off' },
      { line: /(-P|--policy)\s+\w+\s+ACCEPT/, ...tamper, why: 'opens the firewall' },
    ],
  },
  {
    programs: 'nft',
    hazards: [{ words: 'flush|delete table|destroy', ...tamper, why: 'switches the firewall off' }],
  },
  {
    programs: 'pfctl',
    hazards: [{ any: '-d -F', ...tamper, why: 'switches the firewall off' }],
  },
  {
    programs: 'auditctl',
    hazards: [
      { any: '-D -d', ...tamper, why: 'stops the audit trail of the system' },
      { line: /-e\s*0/, ...tamper, why: 'stops the audit trail of the system' },
    ],
  },
  {
    programs: 'spctl',
    hazards: [
      { any: '--master-disable --global-disable --add', ...tamper, why: 'switches Gatekeeper off' },
    ],
  },
  {
    programs: 'csrutil',
    hazards: [
      {
        words: 'disable|clear|authenticated-root',
        ...tamper,
        why: 'switches system integrity protection off',
      },
    ],
  },
  {
    programs: 'xattr',
    hazards: [
      {
        any: '-d -c',
        line: /com\.apple\.(?:quarantine|provenance)|(?:^|\s)-\w*c\w*\s.*\.(?:app|pkg|dmg|command)\b/,
        ...tamper,
        why: 'takes away the mark by which the system checks a download',
      },
    ],
  },
  {
    programs: 'codesign',
    hazards: [
      { any: '--remove-signature', ...tamper, why: 'takes the signature of a program away' },
    ],
  },
  {
    programs: 'ssh-add|gpgconf|keyctl|gpg-connect-agent',
    hazards: [
      {
        line: /^(?:-\S+\s+)*(?:-D|clear\s+@\w+|purge\s.*)(?:\s|$)/,
        kind: 'destroy',
        recoverable: true,
        why: 'takes all keys out of an agent that keeps them',
      },
    ],
  },
  {
    programs: 'tccutil',
    hazards: [{ words: 'reset', ...tamper, why: 'resets what programs may do' }],
  },
];
