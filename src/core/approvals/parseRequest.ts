import * as v from 'valibot';
import { isDecision, isFacts, isOrigin } from '../audit/parseRecord.ts';
import type { ApprovalRequest } from './request.ts';

const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

const request = v.strictObject({
  format: v.literal(1),
  salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  createdAt: time,
  expiresAt: time,
  origin: v.custom<ApprovalRequest['origin']>(isOrigin),
  roots: v.array(v.string()),
  facts: v.custom<ApprovalRequest['facts']>(isFacts),
  decision: v.custom<ApprovalRequest['decision']>(isDecision),
  policy: v.string(),
  command: v.nullable(v.string()),
  content: v.nullable(v.string()),
});

/**
 * A value as a request, or null when it is none. A member that is not known makes it none: what is shown must be all
 * that there is.
 */
export function parseRequest(value: unknown): ApprovalRequest | null {
  const parsed = v.safeParse(request, value);
  return parsed.success ? parsed.output : null;
}
