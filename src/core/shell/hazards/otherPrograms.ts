import type { HazardGroup } from './types.ts';

const escalate = { kind: 'escalate' } as const;

/** Taking over, or listening to, what runs already: the engine of containers, other programs. */
export const otherProgramHazards = (): readonly HazardGroup[] => [
  {
    programs: 'socat|nc|ncat|netcat|websocat|curl|http|https|xh|wget|python3|docker-proxy',
    hazards: [
      {
        line: /\/(?:docker|containerd|podman|crio|lxd|incus)[\w./-]{0,40}\.(?:sock|socket)\b|\/(?:lxd|incus)\/unix\.socket/,
        ...escalate,
        why: 'speaks to the engine of containers, which has the rights of the host',
      },
    ],
  },
  {
    programs: 'gdb|lldb|rr|radare2|r2|frida|pyrasite|pyrasite-shell',
    hazards: [
      {
        line: /(?:^|\s)(?:-p|--pid|--attach-pid|-n|attach)[= ]?(?:1|\$\S*|…|\d+)(?:\s.*)?\s.*\b(?:call|print|expr|p|compile|dump|generate-core-file|gcore|expression|py(?:thon)?)\b/,
        ...escalate,
        why: 'runs code in another program, with its rights',
      },
      {
        line: /(?:^|\s)(?:-p|--pid)[= ]?1(?:\s|$)/,
        ...escalate,
        why: 'takes over another program',
      },
    ],
  },
  {
    programs: 'strace|ltrace|dtruss|truss|ktrace|sysdig|bpftrace|opensnoop|perf|ttysnoop|peekfd',
    hazards: [
      {
        line: /^(?=.*(?:^|\s)(?:-\w*p|--attach)[= ]?(?:\d|\$|…))(?=.*(?:(?:-e|--trace)[= ]?(?:trace=)?[\w,=]{0,80}\b(?:read|write|recv\w*|send\w*|network)\b|-s[= ]?\d{3,}))/,
        ...escalate,
        why: 'watches what another program reads and writes',
      },
      {
        line: /\b(?:u(?:ret)?probe:\S*(?:readline|SSL_(?:read|write)|PAM|pam_\w+|getpass)|tty_(?:write|read)|sys_enter_(?:read|write))/,
        ...escalate,
        why: 'watches what is typed into other programs',
      },
    ],
  },
];
