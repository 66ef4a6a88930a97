import { everybody } from './addresses.ts';
import { controlDoors } from './controlDoors.ts';
import type { HazardGroup } from './types.ts';

const expose = { kind: 'expose' } as const;
const asks = { kind: 'unresolved' } as const;

const terminal = 'gives a shell to everybody who can reach it';
const shared = 'gives a shell to whoever has the link';
const screen = 'gives screen, keyboard and mouse to whoever connects';
const logins = 'lets others log in to this machine';

/** Terminals that are served or shared. Alone on this machine (`-i lo`) they are nobody else's. */
const terminals: readonly HazardGroup[] = [
  {
    programs: 'ttyd|gotty|wetty|shellinabox|shellinaboxd|webtty',
    hazards: [
      {
        line: /^(?!.*(?:127\.0\.0\.1|localhost|(?:-i|--interface)[=\s]lo\b|--localhost-only)).*$/,
        none: '--help -h --version -v',
        ...expose,
        why: terminal,
      },
    ],
  },
  {
    programs: 'tmate|sshx|upterm|teleconsole|tty-share|termpair',
    hazards: [
      {
        line: /^(?!\s{0,4}(?:--?h(?:elp)?|--?v(?:ersion)?|-V|help|version|list|kill-server|ls|completion|config)(?:\s|$))(?!\s{0,4}(?:-S\s{1,4}\S{1,200}\s{1,4})?(?:show\w*|display\w*|wait\w*|list-\w+|kill-\w+|has-session|set\w*|info)(?:\s|$))/,
        ...expose,
        why: shared,
      },
    ],
  },
  {
    programs: 'gs-netcat|gsocket',
    hazards: [{ any: '-l -i -e -D', ...expose, why: shared }],
  },
  {
    programs: 'qsh|pwncat|pwncat-cs|pwncat-vl|sliver-client|sliver-server',
    hazards: [
      { line: /^/, none: '--help -h --version', ...asks, why: 'controls shells elsewhere' },
    ],
  },
  {
    programs: 'msfvenom|msfconsole|revshellgen',
    hazards: [
      {
        line: /meterpreter|shell[_/]|LHOST|reverse|bind/i,
        none: '--help -h --list -l --list-options',
        ...expose,
        why: 'makes a program that gives a shell away',
      },
    ],
  },
];

const informs = '-V --version -t -T -G --help';

/** Services that let others in. */
const services: readonly HazardGroup[] = [
  {
    programs:
      'sshd|dropbear|tinysshd|telnetd|in.telnetd|rlogind|in.rlogind|rshd|in.rshd|rexecd|utelnetd',
    hazards: [
      {
        any: '-l -L -E',
        operand: /(?:^|\/)(?:ba|z|da|k|a)?sh$/,
        ...expose,
        why: terminal,
      },
      {
        line: /(?:^|\s)-\w{0,4}[lL]\s{1,3}\S{0,80}(?:ba|z|da|k|a)?sh(?:\s|$)/,
        ...expose,
        why: terminal,
      },
      { line: /PermitEmptyPasswords[=\s]+yes/i, ...expose, why: terminal },
      { line: /^/, none: informs, ...asks, why: logins },
    ],
  },
  {
    programs:
      'x11vnc|x0vncserver|x0tigervncserver|wayvnc|krfb|vino-server|freerdp-shadow-cli|weston-rdp',
    hazards: [
      {
        line: /^(?!.*(?:-localhost\b|127\.0\.0\.1|-rfbauth|-passw(?:or)?d?file|-passwordfile|-usepw|--help|-version))/,
        ...expose,
        why: screen,
      },
      { line: /^(?!.*(?:-localhost\b|127\.0\.0\.1|--help|-version))/, ...asks, why: screen },
    ],
  },
  {
    programs:
      'vncserver|tigervncserver|xpra|xrdp|novnc_proxy|websockify|barrier|synergys|input-leap',
    hazards: [
      { line: /SecurityTypes[=\s]None/i, ...expose, why: screen },
      {
        line: new RegExp(
          String.raw`-localhost[=\s]no\b|--bind-(?:tcp|ws|ssl|ssh)[=\s]\S{0,4}${everybody}`,
        ),
        ...asks,
        why: screen,
      },
    ],
  },
  {
    programs: 'xhost',
    hazards: [{ line: /^\+(?:$|\s)/, ...expose, why: screen }],
  },
  {
    programs: 'kubectl|k|oc|microk8s.kubectl',
    hazards: [
      {
        words: 'proxy',
        line: new RegExp(
          String.raw`--address[=\s]${everybody}|--accept-hosts[=\s]["']?(?:\.\*|\^\.?\*)`,
        ),
        ...asks,
        why: 'opens the cluster to everybody on the network',
      },
      {
        words: 'port-forward',
        line: new RegExp(String.raw`--address[=\s]\S{0,40}${everybody}`),
        ...asks,
        why: 'opens a service to everybody on the network',
      },
    ],
  },
  {
    programs: 'dockerd|containerd|podman|buildkitd',
    hazards: [
      {
        line: new RegExp(
          String.raw`(?:^|\s)(?:-H|--host|--addr|--api)[=\s]?\s{0,2}tcp:\/\/(?!127\.|localhost)(?:${everybody}|:)`,
        ),
        ...expose,
        why: 'lets everybody on the network start containers here',
      },
      {
        words: 'system service',
        line: /tcp:(?:\/\/)?(?!127\.|\/\/127\.|localhost)/,
        ...expose,
        why: 'lets everybody on the network start containers here',
      },
    ],
  },
  {
    programs: 'smbd|nmbd|vsftpd|proftpd|pure-ftpd|nfsd|rpc.nfsd|unfsd|tftpd|in.tftpd|atftpd|uftpd',
    hazards: [
      { line: /^(?!.*(?:--help|--version|-V))/, ...asks, why: 'serves a folder to the network' },
    ],
  },
  {
    programs: 'exportfs',
    hazards: [{ operand: /:/, none: '-u', ...asks, why: 'serves a folder to the network' }],
  },
];

/** Ways in for others: terminals, control servers, logins. */
export const doorHazards = (): readonly HazardGroup[] => [
  ...terminals,
  ...controlDoors,
  ...services,
];
