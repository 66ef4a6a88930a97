import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Approval, signedText, type Unsigned } from '../../src/core/approvals/approval.ts';
import { addPublicKey, keyIdOf } from '../../src/adapters/approvals/publicKeys.ts';

type Wish = Approval extends infer A
  ? A extends Approval
    ? Omit<A, 'format' | 'key' | 'nonce' | 'issuedAt' | 'signature'> & {
        readonly issuedAt?: string;
      }
    : never
  : never;

/** Stands in for the editor that holds the private key: it signs whatever a test wishes. */
export class TestEditor {
  readonly publicKey: Buffer;
  readonly keyId: string;
  readonly #privateKey: KeyObject;

  constructor() {
    const pair = generateKeyPairSync('ed25519');
    this.publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    this.keyId = keyIdOf(this.publicKey);
    this.#privateKey = pair.privateKey;
  }

  /** Makes its public key known to the installation whose keys stand in `directory`. */
  register(directory: string): this {
    addPublicKey(directory, this.publicKey);
    return this;
  }

  sign(wish: Wish): Approval {
    const unsigned = {
      format: 1,
      key: this.keyId,
      nonce: randomBytes(16).toString('hex'),
      issuedAt: new Date().toISOString(),
      ...wish,
    } as Unsigned<Approval>;
    return { ...unsigned, signature: this.signText(signedText(unsigned)) } as Approval;
  }

  /** Signs any text, as the editor's window does to prove whose it is. */
  signText(text: string): string {
    return sign(null, Buffer.from(text), this.#privateKey).toString('base64');
  }
}
