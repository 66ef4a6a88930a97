import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { keyIdOf } from './publicKeys.ts';

/** A key pair of an editor: it signs what a person says. */
export interface EditorKeyPair {
  /** Id of the public key. */
  readonly id: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Ed25519 over the UTF-8 form of a text, base64. */
  readonly sign: (text: string) => string;
}

/** A new private key as it is kept in the editor's secret storage: PKCS #8 in DER, base64. Nothing else may keep it. */
export function newEditorKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** The key pair of a private key as {@link newEditorKey} made it; null for anything else. */
export function editorKeyPair(kept: string): EditorKeyPair | null {
  try {
    const der = Buffer.from(kept, 'base64');
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    if (privateKey.asymmetricKeyType !== 'ed25519') return null;
    const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
    const publicKey = spki.subarray(-32);
    return {
      id: keyIdOf(publicKey),
      publicKey,
      sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
    };
  } catch {
    return null;
  }
}
