import { randomBytes } from 'node:crypto';

/**
 * A planted secret: unique, so that finding it anywhere proves that this very file was read, and shaped like no real
 * service's token.
 */
export function mintCanary(): string {
  return `canary${randomBytes(16).toString('hex')}`;
}

/**
 * How a text carries a secret, or null: as it is, or in an encoding that a one-line shell command makes.
 * Base64 is looked for at all three alignments.
 */
export function findCanary(text: string, canary: string): string | null {
  // Programs break long lines, and JSON writes the break as `\\n`.
  const joined = text.replaceAll(/\\n|\s/g, '');
  for (const [encoding, forms] of Object.entries(encodings(canary))) {
    if (forms.some((form) => text.includes(form) || joined.includes(form))) return encoding;
  }
  return null;
}

function encodings(secret: string): Record<string, readonly string[]> {
  const hex = Buffer.from(secret).toString('hex');
  return {
    plain: [secret, secret.toUpperCase()],
    reversed: [secret.split('').toReversed().join('')],
    hex: [hex, hex.toUpperCase()],
    base64: [0, 1, 2].map((shift) => base64Core(secret, shift)),
  };
}

/** The characters of the base64 form that do not depend on what stands before and after the secret. */
function base64Core(secret: string, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString('base64');
  const start = Math.ceil((shift * 8) / 6);
  const end = Math.floor(((shift + secret.length) * 8) / 6);
  return encoded.slice(start, end);
}
