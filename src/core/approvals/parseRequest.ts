import * as v from 'valibot';
import { isDecision, isFacts } from '../audit/parseRecord.ts';
import type { ApprovalRequest, AskedCall } from './request.ts';

const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

const shape = v.strictObject({
  format: v.literal(1),
  salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  createdAt: time,
  expiresAt: time,
  agentVersion: v.nullable(v.string()),
  call: v.custom<AskedCall>(isCall),
  roots: v.array(v.string()),
  facts: v.custom<ApprovalRequest['facts']>(isFacts),
  asking: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  decision: v.custom<ApprovalRequest['decision']>(isDecision),
  policy: v.string(),
});

/** What is asked about is among what was found out. */
const request = v.pipe(
  shape,
  v.check(({ asking, facts }) => asking.every((position) => position < facts.effects.length)),
);

/** Statements are not looked into: the analysis that made them reads them again, on the word of a hook. */
const call = v.object({
  event: v.string(),
  phase: v.picklist(['before-tool', 'prompt']),
  permissionMode: v.nullable(v.string()),
  transcript: v.nullable(v.string()),
  action: v.looseObject({
    agent: v.string(),
    session: v.string(),
    cwd: v.string(),
    tool: v.string(),
    callId: v.nullable(v.string()),
    subagent: v.nullable(v.string()),
    statements: v.array(
      v.union([
        v.looseObject({ kind: v.literal('shell'), command: v.string() }),
        v.pipe(
          v.looseObject({ kind: v.string() }),
          v.check(({ kind }) => kind !== 'shell'),
        ),
      ]),
    ),
    content: v.nullable(v.string()),
  }),
});

function isCall(value: unknown): value is AskedCall {
  return v.is(call, value);
}

/**
 * A value as a request, or null when it is none. A member that is not known makes it none: what is shown must be all
 * that there is.
 */
export function parseRequest(value: unknown): ApprovalRequest | null {
  const parsed = v.safeParse(request, value);
  return parsed.success ? parsed.output : null;
}
