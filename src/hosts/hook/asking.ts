/** What leaves a call's question for a person, as a part of its own: the hook loads it only when a window may be there. */
import { randomBytes } from 'node:crypto';
import { answersFor, readWindowFiles } from '../../adapters/approvals/windowFiles.ts';
import {
  leaveRequest,
  recordKeyAt,
  requestName,
  sha256,
} from '../../adapters/approvals/requestFiles.ts';
import type { Guarded } from '../../app/guardAction.ts';
import { answerSeconds } from '../../core/approvals/limits.ts';
import { longestLine } from '../../core/approvals/messages.ts';
import { type ApprovalRequest, requestNonce } from '../../core/approvals/request.ts';
import type { HookCall } from '../../ports/agent.ts';

export interface Question {
  readonly call: HookCall;
  readonly agentVersion: string | null;
  readonly guarded: Guarded;
  /** Positions of the effects that ask. */
  readonly asking: readonly number[];
  /** Digest of the compiled policy. */
  readonly policy: string;
  /** Canonical roots of the session. */
  readonly roots: readonly string[];
  readonly foldCase: boolean;
  readonly state: string;
  readonly recordKey: string;
  /** Process id of the launcher, as it handed it on. */
  readonly launcher: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Room in a line of the protocol for what stands around a request. */
const around = 1_024;

/**
 * Leaves the question of a call for its second stage.
 * @returns the nonce of the request; null when no window answers for the session, or it cannot be put to one: then the
 *   call is answered as on a machine without an editor
 * @throws RequestError when it cannot be left
 */
export function leaveQuestion(question: Question): string | null {
  const { state, roots, foldCase, now } = question;
  const windows = readWindowFiles(`${state}/windows`);
  if (!windows.some((window) => answersFor(window, roots, foldCase))) return null;
  const name = requestName(question.launcher);
  const recordKey = recordKeyAt(question.recordKey);
  if (name === null || recordKey === null) return null;
  const { call, agentVersion, guarded, asking, policy } = question;
  const request: ApprovalRequest = {
    format: 1,
    salt: randomBytes(16).toString('hex'),
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + answerSeconds * 1000).toISOString(),
    agentVersion,
    call,
    roots,
    facts: guarded.facts,
    asking,
    decision: guarded.decision,
    policy,
  };
  if (Buffer.byteLength(JSON.stringify(request)) > longestLine.fromHook - around) return null;
  leaveRequest(`${state}/requests`, name, request, recordKey);
  return requestNonce(request, sha256);
}
