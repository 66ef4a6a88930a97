import { findShape } from './shapes.ts';

/**
 * How a secret lies on the disk.
 * - `plain`: whoever reads the file has it;
 * - `encrypted`: a passphrase is needed as well;
 * - `keychain`: the file only refers to the system's keychain or to a program that gives it out;
 * - `none-seen`: a file of such a name without anything that looks like a secret;
 * - `unknown`: a format that is not understood.
 */
export type Storage = 'plain' | 'encrypted' | 'keychain' | 'none-seen' | 'unknown';

/** What is looked at to tell. */
export interface StoredFile {
  /** Of the catalogue. */
  readonly id: string;
  /** Absolute, `/`-separated. */
  readonly path: string;
  /** The beginning of its bytes, one character each. */
  readonly head: string;
  /** Whether a content rule finds a secret in it. */
  readonly found: boolean;
}

/** Beginnings of files that are encrypted as a whole. */
const encryptedStarts: readonly RegExp[] = [
  // KeePass, the GNOME keyring, KWallet, Java's and PKCS #12 key stores, OpenPGP messages.
  /^\x03\xd9\xa2\x9a/,
  /^GnomeKeyring\n/,
  /^KWALLET\n/,
  /^\xfe\xed\xfe\xed|^\xce\xce\xce\xce/,
  /^\x30\x82/,
  /^(?:\x84|\x85|\xc1|\xc3)[\s\S]/,
  /^-----BEGIN PGP MESSAGE/,
  /^age-encryption\.org|^-----BEGIN AGE ENCRYPTED/,
  /^\$ANSIBLE_VAULT/,
];

const delegates =
  /"(?:credsStore|credHelpers)"|credential_process|^\s*sso_(?:session|start_url)\s*=|client-certificate-data[\s\S]*\bexec:|^\s*exec:|"?keyring"?\s*[:=]|^\s*helper\s*=|cred(?:ential)?_?store/im;

/** Files of these are secret as they are, whatever their form. */
const keepers = new Set([
  'keepass',
  '1password',
  'bitwarden',
  'password-managers',
  'keychain',
  'wallet',
  'keystore',
]);

/** How the secret in a file of the catalogue is stored. */
export function storageOf({ id, path, head, found }: StoredFile): Storage {
  if (head === '') return 'none-seen';
  const key = keyStorage(head);
  if (key !== null) return key;
  if (encryptedStarts.some((start) => start.test(head))) return 'encrypted';
  if (head.startsWith('SQLite format 3\0')) return databaseStorage(id, path);
  if (/"encryptedPassword"|"logins"\s*:/.test(head)) return 'encrypted';
  if (head.slice(0, 8192).includes('\0')) return 'unknown';
  if (/\bENC\[AES256_GCM,/.test(head)) return 'encrypted';
  if (found || hasPlainSecret(head)) return 'plain';
  if (delegates.test(head)) return 'keychain';
  if (id.endsWith('-history')) return 'plain';
  return keepers.has(id) ? 'unknown' : 'none-seen';
}

/** A private key says itself whether a passphrase protects it; null for other files. */
function keyStorage(head: string): Storage | null {
  if (head.startsWith('PuTTY-User-Key-File')) {
    return /^Encryption: none\s*$/m.test(head) ? 'plain' : 'encrypted';
  }
  if (/AGE-SECRET-KEY-|AGE-PLUGIN-/.test(head)) return 'plain';
  if (/\(protected-private-key|^Key: \(protected/m.test(head)) return 'encrypted';
  if (/^Key: \((?:shadowed-)?private-key|^\(\d+:private-key/m.test(head)) return 'plain';
  const openssh = /-----BEGIN OPENSSH PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]{24,80})/.exec(head);
  if (openssh !== null) {
    // `openssh-key-v1`, a zero, then the name of the cipher with its length in front: `none`.
    const start = openssh[1]!.replaceAll(/\s/g, '');
    return start.startsWith('b3BlbnNzaC1rZXktdjEAAAAABG5vbm') ? 'plain' : 'encrypted';
  }
  if (!/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/.test(head)) return null;
  return /ENCRYPTED/.test(head) ? 'encrypted' : 'plain';
}

/** Browsers encrypt what they save; other programs write tokens into their databases as they are. */
function databaseStorage(id: string, path: string): Storage {
  if (id === 'chromium') return /\/(?:Login Data|Cookies)/.test(path) ? 'keychain' : 'unknown';
  if (id === 'firefox' || id === 'thunderbird') {
    return /\/key[34]\.db$|\/signons/.test(path) ? 'encrypted' : 'plain';
  }
  return 'plain';
}

function hasPlainSecret(head: string): boolean {
  const shape = findShape(head, [
    'assigned',
    'element',
    'url-login',
    'registry-token',
    'registry-login',
    'oauth-token',
    'hashes',
  ]);
  if (shape !== null) return true;
  // A token and nothing else; `machine … password …`; `host:port:database:user:password`.
  return (
    /^\s*[\w./+=:~-]{16,4000}\s*$/.test(head) ||
    /\b(?:password|passwd)\s+\S{3,}/.test(head) ||
    /^[^\s:#]+:[^\s:]*:[^\s:]*:[^\s:]*:\S+/m.test(head) ||
    /"(?:key|user_key|id_token|wallet|mnemonic)"\s*:\s*"[^"\s]{12,}"/.test(head)
  );
}
