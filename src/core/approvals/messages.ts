import * as v from 'valibot';
import { canonicalJson } from '../audit/canonicalJson.ts';
import type { Approval } from './approval.ts';
import { parseApproval } from './parseApproval.ts';
import { parseRequest } from './parseRequest.ts';
import type { ApprovalRequest } from './request.ts';

/** What a hook says to a window. Form: docs/approvals.md, "The socket". */
export type HookMessage =
  | { readonly type: 'hello'; readonly protocol: number; readonly nonce: string }
  | { readonly type: 'request'; readonly request: ApprovalRequest; readonly mac: string }
  | { readonly type: 'end'; readonly how: EndWord };

/** What a window says to a hook. */
export type WindowMessage =
  | {
      readonly type: 'window';
      readonly window: string;
      readonly challenge: string;
      readonly key: string;
      readonly signature: string;
    }
  | { readonly type: 'answer'; readonly answer: Approval };

/** Why a window need not ask any more. */
export type EndWord = 'answered' | 'elsewhere' | 'timed-out' | 'abandoned' | 'changed';

export const protocol = 1;

/** Longest line in bytes, line feed not counted: a request holds facts and content, an answer neither. */
export const longestLine = { fromHook: 4 * 1024 * 1024, fromWindow: 64 * 1024 } as const;

/** How long a peer may take to prove itself, in milliseconds. A hook is more patient: an editor may be busy. */
export const proofMs = { ofHook: 5_000, ofWindow: 10_000 } as const;

const hex = (digits: number): v.GenericSchema<string> =>
  v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'v')));

const signature = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/));

const hookMessage = v.variant('type', [
  v.strictObject({ type: v.literal('hello'), protocol: v.number(), nonce: hex(32) }),
  v.strictObject({ type: v.literal('request'), request: v.unknown(), mac: hex(64) }),
  v.strictObject({
    type: v.literal('end'),
    how: v.picklist(['answered', 'elsewhere', 'timed-out', 'abandoned', 'changed']),
  }),
]);

const windowMessage = v.variant('type', [
  v.strictObject({
    type: v.literal('window'),
    window: hex(16),
    challenge: hex(32),
    key: hex(16),
    signature,
  }),
  v.strictObject({ type: v.literal('answer'), answer: v.unknown() }),
]);

/** A line from a hook, or null when it is none of its messages. */
export function parseHookMessage(line: string): HookMessage | null {
  const message = parsed(hookMessage, line);
  if (message?.type !== 'request') return message;
  const request = parseRequest(message.request);
  return request === null ? null : { ...message, request };
}

/** A line from a window, or null when it is none of its messages. */
export function parseWindowMessage(line: string): WindowMessage | null {
  const message = parsed(windowMessage, line);
  if (message?.type !== 'answer') return message;
  const answer = parseApproval(JSON.stringify(message.answer));
  return answer === null ? null : { ...message, answer };
}

export function lineOf(message: HookMessage | WindowMessage): string {
  return `${JSON.stringify(message)}\n`;
}

/** What a window signs to show whose it is. No approval begins like this. */
export function windowProofText(nonce: string, challenge: string, window: string): string {
  return `pinfold window 1\n${canonicalJson({ challenge, nonce, window })}`;
}

/** What a hook computes the HMAC of, under the key of the records. The nonce stands for the whole request. */
export function requestProofText(nonce: string, challenge: string): string {
  return `pinfold request 1\n${canonicalJson({ challenge, nonce })}`;
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, line: string): T | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const result = v.safeParse(schema, value);
  return result.success ? result.output : null;
}
