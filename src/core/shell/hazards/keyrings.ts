import type { HazardGroup } from './types.ts';

const shown = { kind: 'expose' } as const;

/** Programs that print what a key store holds, without naming one of its files. */
export const keyringHazards = (): readonly HazardGroup[] => [
  {
    programs: 'gpg|gpg2',
    hazards: [
      {
        any: '--export-secret-keys --export-secret-subkeys --export-secret-key',
        ...shown,
        why: 'prints private keys',
      },
    ],
  },
  {
    programs: 'security',
    hazards: [
      {
        words: 'find-generic-password|find-internet-password',
        any: '-w -g',
        ...shown,
        why: 'prints a password of the keychain',
      },
      { words: 'dump-keychain|export', ...shown, why: 'prints what the keychain holds' },
    ],
  },
  {
    programs: 'secret-tool',
    hazards: [{ words: 'lookup|search', ...shown, why: 'prints a password of the keyring' }],
  },
  {
    programs: 'kwallet-query',
    hazards: [{ any: '-r --read-password', ...shown, why: 'prints a password of the wallet' }],
  },
  {
    programs: 'git',
    globals: '-C -c --git-dir --work-tree',
    hazards: [{ words: 'credential fill', ...shown, why: 'prints a stored password' }],
  },
  {
    programs:
      'git-credential-store|git-credential-libsecret|git-credential-osxkeychain|git-credential-manager',
    hazards: [{ words: 'get', ...shown, why: 'prints a stored password' }],
  },
  {
    programs: 'kubectl|oc',
    hazards: [
      { words: 'config view', any: '--raw', ...shown, why: 'prints the keys of the cluster' },
    ],
  },
];
