import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { type Approval, signedText } from '../../core/approvals/approval.ts';

/** DER of an Ed25519 public key up to its 32 bytes (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Id of an Ed25519 public key: the first 16 hex digits of the SHA-256 of its 32 bytes. */
export function keyIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

/**
 * The public keys of a machine's installations, `<directory>/<id>.key`, each 32 bytes in base64. A file whose name is
 * not the id of what it holds is no key.
 */
export function publicKeyIds(directory: string): readonly string[] {
  if (lstatSync(directory, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith('.key'))
    .map((name) => name.slice(0, -'.key'.length))
    .filter((id) => publicKeyAt(directory, id) !== null)
    .toSorted();
}

/** Keeps a public key, all or nothing. Returns its id. */
export function addPublicKey(directory: string, publicKey: Uint8Array): string {
  if (publicKey.length !== 32) throw new TypeError('an Ed25519 public key has 32 bytes');
  const id = keyIdOf(publicKey);
  const temporary = `${directory}/${id}.${process.pid}.new`;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(temporary, `${Buffer.from(publicKey).toString('base64')}\n`, { mode: 0o600 });
  renameSync(temporary, `${directory}/${id}.key`);
  return id;
}

/** True when the approval was signed by one of the keys in `directory`, exactly as it stands. */
export function isSigned(approval: Approval, directory: string): boolean {
  const key = publicKeyAt(directory, approval.key);
  if (key === null) return false;
  const text = Buffer.from(signedText(approval));
  return verify(null, text, key, Buffer.from(approval.signature, 'base64'));
}

function publicKeyAt(directory: string, id: string): KeyObject | null {
  if (!/^[0-9a-f]{16}$/.test(id)) return null;
  const path = `${directory}/${id}.key`;
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > 200) return null;
  const bytes = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (bytes.length !== 32 || keyIdOf(bytes) !== id) return null;
  return createPublicKey({
    key: Buffer.concat([spkiPrefix, bytes]),
    format: 'der',
    type: 'spki',
  });
}
