import * as v from 'valibot';
import type { Approval } from './approval.ts';

const hex = (digits: number): v.GenericSchema<string> =>
  v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'v')));

const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

const signed = {
  format: v.literal(1),
  key: hex(16),
  nonce: hex(32),
  issuedAt: time,
  // The last digit carries four bits that mean nothing: only one way of writing them counts.
  signature: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/)),
};

const approval = v.variant('kind', [
  v.strictObject({ ...signed, kind: v.literal('pin'), path: v.string(), digest: hex(64) }),
  v.strictObject({
    ...signed,
    kind: v.literal('grant'),
    target: v.strictObject({
      agent: v.string(),
      session: v.string(),
      effect: v.picklist([
        'read',
        'write',
        'delete',
        'search',
        'run',
        'connect',
        'escalate',
        'persist',
        'tamper',
        'expose',
        'unresolved',
        'destroy',
      ]),
      subject: hex(64),
    }),
    scope: v.picklist(['once', 'minutes', 'session']),
    callId: v.nullable(v.string()),
    until: time,
  }),
  v.strictObject({
    ...signed,
    kind: v.literal('answer'),
    request: hex(32),
    callId: v.nullable(v.string()),
    facts: hex(64),
    verdict: v.picklist(['allow', 'deny']),
  }),
  v.strictObject({ ...signed, kind: v.literal('pause'), root: v.string(), until: time }),
]);

/**
 * Reads an approval. A member that is not known makes it none: what was signed must be what is read.
 *
 * @returns null for anything that is not exactly an approval; its signature is not looked at.
 */
export function parseApproval(text: string): Approval | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = v.safeParse(approval, value);
  return parsed.success ? parsed.output : null;
}
