import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type Approval, signedText } from '../../core/approvals/approval.ts';
import { readSmallFile } from './smallFile.ts';

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
  return keyNames(directory).filter((id) => publicKeyAt(directory, id) !== null);
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

/** Takes a public key out: what it signed counts no longer. */
export function removePublicKey(directory: string, id: string): void {
  if (!/^[0-9a-f]{16}$/.test(id)) throw new TypeError(`${id} is no id of a key`);
  rmSync(`${directory}/${id}.key`, { force: true });
}

/** True when the approval was signed by one of the keys in `directory`, exactly as it stands. */
export function isSigned(approval: Approval, directory: string): boolean {
  return signatureFault(approval, directory) === null;
}

/** Why the signature of an approval does not count, in words that follow "it"; null when it does. */
export function signatureFault(approval: Approval, directory: string): string | null {
  return textFault(signedText(approval), approval, directory);
}

/** The same for any text that is said to be signed. */
export function textFault(
  text: string,
  by: { readonly key: string; readonly signature: string },
  directory: string,
): string | null {
  const key = publicKeyAt(directory, by.key);
  if (key === null) return `is signed by ${by.key}, which is no key of this installation`;
  return isVerified(Buffer.from(text), key, Buffer.from(by.signature, 'base64'))
    ? null
    : 'was changed after it was signed';
}

/** Bytes that are no point of the curve are an error to some versions of node and a no to others. */
function isVerified(text: Buffer, key: KeyObject, signature: Buffer): boolean {
  try {
    return verify(null, text, key, signature);
  } catch {
    return false;
  }
}

/** Files among the keys that look like keys and are none, with why, in words that follow "it". */
export function keyFaults(
  directory: string,
): readonly { readonly path: string; readonly why: string }[] {
  return keyNames(directory)
    .filter((id) => publicKeyAt(directory, id) === null)
    .map((id) => ({ path: `${directory}/${id}.key`, why: 'is no public key of that name' }));
}

function keyNames(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.key'))
      .map((name) => name.slice(0, -'.key'.length))
      .toSorted();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

function publicKeyAt(directory: string, id: string): KeyObject | null {
  if (!/^[0-9a-f]{16}$/.test(id)) return null;
  const file = readSmallFile(`${directory}/${id}.key`, 200);
  if (file.kind !== 'text') return null;
  const bytes = Buffer.from(file.text.trim(), 'base64');
  if (bytes.length !== 32 || keyIdOf(bytes) !== id) return null;
  return createPublicKey({
    key: Buffer.concat([spkiPrefix, bytes]),
    format: 'der',
    type: 'spki',
  });
}
