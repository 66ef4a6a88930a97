import { password, secret, shown, token } from './keyWords.ts';
import { serviceKeys } from './serviceKeys.ts';
import type { HazardGroup } from './types.ts';

/** Options of a password store's `show` under which the password only goes to the clipboard. */
const toClipboard = '-c --clip --clipboard';

/** Programs that print what a key store of this machine holds, without naming one of its files. */
const onThisMachine: readonly HazardGroup[] = [
  {
    programs: 'gpg|gpg2',
    hazards: [
      {
        any: '--export-secret-keys --export-secret-subkeys --export-secret-key --export-secret-ssh-key',
        ...shown,
        why: 'prints private keys',
      },
    ],
  },
  {
    programs: 'gpgsm',
    hazards: [
      {
        any: '--export-secret-key-p12 --export-secret-key-p8 --export-secret-key-raw',
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
    programs: 'getent',
    hazards: [{ words: 'shadow|gshadow', ...shown, why: 'prints the hashes of passwords' }],
  },
  { programs: 'kwalletcli', hazards: [{ none: '-P -p --help -V', ...password }] },
  { programs: 'keyring', hazards: [{ words: 'get', ...password }] },
  { programs: 'keyctl', hazards: [{ words: 'print|read|pipe', ...secret }] },
  { programs: 'cmdkey|vaultcmd', hazards: [{ line: /\/list/i, ...secret }] },
  {
    programs: 'git',
    globals: '-C -c --git-dir --work-tree',
    hazards: [
      { words: 'credential fill', ...password },
      {
        words:
          'credential-store get|credential-cache get|credential-libsecret get|credential-osxkeychain get|credential-manager get|credential-manager-core get|credential-wincred get|credential-gnome-keyring get|credential-netrc get|credential-oauth get|credential-gcloud get|credential-pass get',
        values: '--file --timeout --socket -f',
        ...password,
      },
    ],
  },
  {
    programs:
      'git-credential-store|git-credential-cache|git-credential-libsecret|git-credential-osxkeychain|git-credential-manager|git-credential-manager-core|git-credential-wincred|git-credential-gnome-keyring|git-credential-netrc|git-credential-oauth|git-credential-pass|pass-git-helper|docker-credential-desktop|docker-credential-secretservice|docker-credential-osxkeychain|docker-credential-pass|docker-credential-wincred|docker-credential-gcloud|docker-credential-gcr|docker-credential-ecr-login|docker-credential-acr-env|docker-credential-ghcr-login',
    hazards: [{ words: 'get', ...password }],
  },
  {
    programs: 'gcore',
    hazards: [
      {
        none: '--help --version',
        ...shown,
        why: 'writes the memory of another program, with every key in it',
      },
    ],
  },
  {
    programs: 'procdump|avml|linpmem|mimikatz|lazagne|mimipenguin|truffleproc|lazagne.py',
    hazards: [
      { none: '--help --version', ...shown, why: 'collects keys from the memory of programs' },
    ],
  },
  {
    // Without a dash these letters show the environment of processes.
    programs: 'ps',
    hazards: [
      {
        values: '-o -O -p -u -U -C -G -g -t -q --sort --pid --user --format',
        operand: /^[ajluvwxfrTH]{0,12}e[ajluvwxfrTHm]{0,12}$/,
        ...shown,
        why: 'prints the environment of other programs',
      },
    ],
  },
];

/** Password managers: their command lines print what people put into them. */
const passwordManagers: readonly HazardGroup[] = [
  {
    programs: 'pass|gopass',
    hazards: [
      // Names of folders end in a slash; a name alone shows the entry.
      { words: 'show', operand: /[^/]$/, none: `${toClipboard} --help`, ...password },
      {
        words: 'cat|otp|env|binary cat|fscat',
        noOperand: /^(?:insert|append|validate)$/,
        operand: /./,
        none: `${toClipboard} --help`,
        ...password,
      },
      {
        line: /^(?:-[on]\s+|--password\s+)*(?!(?:init|ls|list|find|search|grep|insert|add|edit|generate|rm|remove|delete|mv|rename|cp|copy|git|help|version|show|cat|otp|env|binary|fscat|sync|setup|mounts|mount|config|recipients|audit|clone|create|new|fsck|history|unclip|update|completion|templates|process|sum|link|ln|reorg|age|capabilities|move|fsmove|fscopy|pwgen|doctor|tomb|open|close|import|extension|alias)\b)[A-Za-z][\w.@-]*\/[\w.@/-]*[\w@-]$/,
        ...password,
      },
    ],
  },
  {
    programs: 'op',
    globals: '--account --config --session --vault --encoding --format --cache',
    hazards: [
      { words: 'read|document get|get document|inject|get totp', ...secret },
      {
        words: 'item get|get item',
        any: '--reveal --fields --otp --format',
        values: '--vault --account --share-link',
        ...secret,
      },
      { words: 'item get|get item', operand: /./, values: '--vault --account', ...secret },
      { words: 'connect token create|service-account create|signin', any: '--raw', ...token },
    ],
  },
  {
    programs: 'lpass',
    hazards: [
      {
        words: 'show|export',
        none: `${toClipboard} --username --url --id --name --help`,
        ...password,
      },
    ],
  },
  {
    programs: 'bw',
    globals: '--session --cleanexit --response',
    hazards: [
      {
        words: 'get password|get totp|get item|get notes|get attachment|list items|export|serve',
        ...password,
      },
      { words: 'unlock|login', any: '--raw', ...token },
    ],
  },
  {
    programs: 'bws',
    hazards: [{ words: 'secret get|secret list|get secret|list secrets', ...secret }],
  },
  {
    programs: 'rbw',
    hazards: [{ words: 'get|code|history', none: '--clipboard -c', ...password }],
  },
  {
    programs: 'dcli|dashlane',
    hazards: [{ words: 'password|p|note|n|otp|o|secret|read|exec|inject|backup', ...password }],
  },
  {
    programs: 'keepassxc-cli',
    hazards: [
      { words: 'show', any: '-s --show-protected -a --attributes -t --totp', ...password },
      { words: 'export|attachment-export|merge', ...password },
    ],
  },
  {
    programs: 'kpcli|kpcli.pl',
    hazards: [{ any: '--command', line: /show -f|export/, ...password }],
  },
  { programs: 'protonpass|pass-cli', hazards: [{ words: 'item view|item totp', ...password }] },
  {
    programs: 'enpass-cli|ykman',
    hazards: [{ words: 'show|pass|oath accounts code', ...password }],
  },
  { programs: 'chamber', hazards: [{ words: 'read|export|env', ...secret }] },
  {
    programs: 'sops',
    hazards: [
      { any: '-d --decrypt', ...secret },
      { words: 'decrypt|exec-env|exec-file', ...secret },
    ],
  },
  { programs: 'ansible-vault', hazards: [{ words: 'view|decrypt', ...secret }] },
  { programs: 'git-secret', hazards: [{ words: 'cat|reveal', ...secret }] },
  { programs: 'git-crypt', hazards: [{ words: 'export-key', ...secret }] },
  { programs: 'step', hazards: [{ words: 'crypto jwe decrypt|oauth', ...token }] },
];

/** Programs that print what a key store holds, without naming one of its files. */
export const keyringHazards = (): readonly HazardGroup[] => [
  ...onThisMachine,
  ...passwordManagers,
  ...serviceKeys,
];
