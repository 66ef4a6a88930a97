import type { HazardGroup } from './types.ts';

const lost = { kind: 'destroy', recoverable: true } as const;
const escalate = { kind: 'escalate' } as const;

const interpreters =
  'python|python2|python3|pypy3|perl|ruby|php|node|nodejs|deno|bun|tsx|lua|luajit|tclsh|julia|guile|osascript|swift|raku|awk|gawk';
const setuidInCode =
  /\bchmod\w{0,8}\b[^\n;]{0,160}?(?<![\w.])(?:0o?|8#|\\o)?[4-7][0-7]{3}\b(?!\.)|\bS_IS[UG]ID\b|\bset_mode\(0o[4-7][0-7]{3}\b|\b(?:os\.)?setuid\(0\)|\bset(?:res|re)?uid\(\s?0\b/;

/** Rights, modes, kernel, accounts. */
export const rightsHazards = (): readonly HazardGroup[] => [
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
];
