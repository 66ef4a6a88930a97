import type { HazardGroup } from './types.ts';

const lost = { kind: 'destroy', recoverable: true } as const;
const gone = { kind: 'destroy', recoverable: false } as const;
const escalate = { kind: 'escalate' } as const;

/** Programs without which a system does not start or mend itself. */
const needed =
  /^(?:\*|\.\*|\.|(?:libc6?|glibc|musl|coreutils|bash|dash|busybox|base-files|base-passwd|systemd|systemd-sysv|init|util-linux|dpkg|apt|rpm|dnf|yum|pacman|apk-tools|sudo|base(?:-system|-devel)?|linux|(?:sys-(?:libs|apps|devel)|app-shells)\/\S+|openssh-server|login|passwd|linux-image\S*|kernel\S*|grub\S*|filesystem|e2fsprogs|network-?manager|initramfs-tools|python3(?:-minimal)?|perl-base|mount|udev|zlib1g|ca-certificates|openssl|libssl\S*)(?::\w+)?)$/i;

/** The machine itself: what it needs to run, its network, its processes, its containers' rights. */
export const machineHazards = (): readonly HazardGroup[] => [
  {
    programs:
      'apt|apt-get|aptitude|dnf|yum|zypper|pacman|apk|rpm|dpkg|xbps-remove|emerge|pkg|brew|snap|flatpak',
    hazards: [
      {
        line: /^(?:-\S+\s+)*(?:remove|purge|autoremove|erase|rm|del|uninstall|(?:-[Rcy]*R\w*|-e|-r|-P|--purge|--remove|--erase|-C|--unmerge))(?:\s|$)/,
        operand: needed,
        ...gone,
        why: 'removes what the system needs to run',
      },
      {
        line: /(?:^|\s)(?:-r|-P|--purge|--remove|-e|--erase|remove|purge|-R\w*)\s.*--(?:force-(?:all|depends|remove-essential|remove-reinstreq)|allow-remove-essential|nodeps)\b|--(?:force-(?:all|depends|remove-essential)|allow-remove-essential|nodeps)\s.*(?:^|\s)(?:-r|-P|--purge|--remove|-e|remove|purge)\s|(?:^|\s)-R\w*dd/,
        ...lost,
        why: 'removes packages that others need',
      },
      {
        words: 'remove|uninstall|rm|purge',
        last: /^(?:…|\$.*)$/,
        ...lost,
        why: 'removes every package that a listing names',
      },
    ],
  },
  {
    programs: 'pip|pip2|pip3|uv|pipx|gem',
    hazards: [
      {
        words: 'uninstall|pip uninstall|uninstall-all',
        last: /…/,
        ...lost,
        why: 'removes every package that a listing names',
      },
      { words: 'uninstall-all', ...lost, why: 'removes every program that it has installed' },
    ],
  },
  {
    // With its data, or everything that was ever installed.
    programs:
      'snap|flatpak|brew|conda|mamba|micromamba|opam|guix|nix-env|emerge|pkg|port|choco|scoop',
    hazards: [
      {
        words: 'remove|uninstall|env remove|gc|switch remove|package|delete|rm',
        any: '--purge --all --delete-data --delete-generations --zap',
        ...lost,
        why: 'removes programs with all of their data',
      },
      { words: 'switch remove', ...lost, why: 'removes a whole environment' },
    ],
  },
  {
    programs: 'conda|mamba|micromamba',
    hazards: [
      {
        words: 'env remove|remove',
        line: /(?:-n|--name)[= ]base\b/,
        ...lost,
        why: 'removes a whole environment',
      },
    ],
  },
  {
    programs: 'rustup|pyenv|nvm|rbenv|asdf|mise|sdk|volta|ghcup|opam',
    hazards: [
      {
        words: 'self uninstall|nuke|implode|flush',
        ...lost,
        why: 'removes the tool with everything in it',
      },
    ],
  },
  {
    programs: 'nix-collect-garbage|nix-env|nixos-rebuild|nix',
    hazards: [
      {
        any: '-d --delete-old --delete-generations',
        ...lost,
        why: 'deletes earlier states of the system',
      },
      {
        words: 'profile wipe-history',
        ...lost,
        why: 'deletes earlier states of the system',
      },
    ],
  },
  {
    programs: 'iptables|ip6tables|iptables-legacy|iptables-nft',
    hazards: [
      {
        line: /(?:-P|--policy)\s+\w+\s+(?:DROP|REJECT)/,
        ...lost,
        why: 'cuts the machine off from the network',
      },
    ],
  },
  {
    programs: 'ip',
    globals: '-n -netns --netns -f -family -l',
    hazards: [
      {
        line: /(?:^|\s)(?:l|link|li)\w*\s+(?:set\s.*\bdown\b|del(?:ete)?\b)|(?:^|\s)(?:r|ro|route|a|addr|address|rule|neigh)\s+(?:flush|del(?:ete)?)\b/,
        ...lost,
        why: 'cuts the machine off from the network',
      },
      {
        words: 'netns exec',
        ...escalate,
        why: 'runs a command in another network of the machine',
      },
    ],
  },
  {
    programs: 'ifconfig|ifdown|nmcli|networksetup|route|rfkill|wpa_cli',
    hazards: [
      {
        line: /(?:^|\s)\S+\s+down(?:\s|$)|^networking\s+off|^(?:radio|n|r)\s+\S+\s+off|^(?:con\w*|c|dev\w*|d)\s+(?:down|delete|disconnect)\b|^(?:flush|del(?:ete)?\s+default)|^block\s|^-set\w*(?:enabled|power)\s.*\boff/,
        ...lost,
        why: 'cuts the machine off from the network',
      },
    ],
  },
  {
    programs: 'fuser',
    hazards: [
      {
        any: '-k --kill',
        operand: /^\/(?:home|usr|var|etc|opt|srv|tmp|root|dev)?\/?$|^~\/?$|^\.$/,
        ...lost,
        why: 'ends every process that uses a whole file system',
      },
      { all: '-k -m', ...lost, why: 'ends every process that uses a whole file system' },
    ],
  },
  { programs: 'atrm', hazards: [{ operand: /…|\*/, ...lost, why: 'deletes every planned job' }] },
  { programs: 'crontab', hazards: [{ any: '-r', ...lost, why: 'deletes every planned job' }] },
  {
    programs: 'dmsetup',
    hazards: [
      { words: 'remove_all|wipe_table|remove', ...lost, why: 'takes disks or volumes out of use' },
    ],
  },
  {
    programs: 'journalctl',
    hazards: [
      {
        line: /--vacuum-(?:time|size|files)[= ]?(?:[0-9]{1,2}(?:s|sec|seconds?|m|min|K|M)?|0)(?:\s|$)|--vacuum-\w+[= ]1(?:s|h)?(?:\s|$)/,
        kind: 'tamper',
        why: 'deletes the record of what happened on the machine',
      },
    ],
  },
  {
    programs: 'chpasswd|newusers|passwd|useradd|userdel|groupdel',
    hazards: [
      { fed: /^[\w.-]+:/m, ...escalate, why: 'changes passwords of accounts' },
      {
        any: '-r --remove -d --delete -u --unlock',
        operand: /./,
        ...escalate,
        why: 'changes accounts',
      },
    ],
  },
  {
    programs: 'bpftrace|bcc|perf|stap|dtrace|nsenter|unshare|capsh',
    hazards: [
      {
        any: '--unsafe -w --destructive',
        ...escalate,
        why: 'runs commands from within the kernel’s tracing',
      },
    ],
  },
  {
    programs: 'ssh',
    hazards: [
      {
        operand: /^root@(?:localhost|127\.[\d.]+|::1|0|host\.docker\.internal)$/,
        ...escalate,
        why: 'becomes the administrator of this machine',
      },
    ],
  },
  {
    programs: 'find|gfind|bfs|bash|sh|dash|ksh|zsh|env|awk|gawk',
    hazards: [
      {
        line: /(?:^|\s)(?:-exec(?:dir)?\s+)(?:\S*\/)?(?:ba|da|k|z)?sh\s+-\w*p\b/,
        ...escalate,
        why: 'starts a shell that keeps the rights of another user',
      },
    ],
  },
];
