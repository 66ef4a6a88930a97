import type { Action } from '../actions/action.ts';
import type { Decision } from '../actions/decision.ts';
import type { Facts } from '../actions/facts.ts';
import { canonicalJson } from '../audit/canonicalJson.ts';
import type { Sha256 } from '../audit/chain.ts';
import type { Approval } from './approval.ts';
import { clockSlackMs } from './limits.ts';

/**
 * What a person is asked: the call, and what was found out about it. An answer signs the {@link requestNonce}, and so
 * every word of it: what is shown, what a grant is made from, and what is judged again after a yes.
 */
export interface ApprovalRequest {
  readonly format: 1;
  /** 32 lower-case hex digits of chance: no two requests are the same. */
  readonly salt: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly agentVersion: string | null;
  readonly call: AskedCall;
  /** Canonical roots of the session. */
  readonly roots: readonly string[];
  readonly facts: Facts;
  /** Positions in `facts.effects` of what is asked about. */
  readonly asking: readonly number[];
  readonly decision: Decision;
  /** Digest of the compiled policy. */
  readonly policy: string;
}

/** A call as its agent's adapter parsed it: `HookCall`. */
export interface AskedCall {
  readonly event: string;
  readonly phase: 'before-tool' | 'prompt' | 'after-tool' | 'lifecycle';
  readonly permissionMode: string | null;
  readonly transcript: string | null;
  readonly action: Action;
}

/** The command of a call as the agent wrote it; null for a call that is none. */
export function commandOf({ call }: ApprovalRequest): string | null {
  const commands = call.action.statements.flatMap((statement) =>
    statement.kind === 'shell' ? [statement.command] : [],
  );
  return commands.length === 0 ? null : commands.join('\n');
}

/** Name of a request: 32 lower-case hex digits, the start of a digest over all of it. */
export function requestNonce(request: ApprovalRequest, sha256: Sha256): string {
  return sha256(`pinfold request 1\n${canonicalJson(request)}`).slice(0, 32);
}

/** SHA-256, hex, of the facts that a person saw: what {@link Answer.facts} holds. */
export function factsDigest(facts: Facts, sha256: Sha256): string {
  return sha256(canonicalJson(facts));
}

/** Whether a call would still do what was asked about. Grants that came meanwhile are another matter. */
export function doesTheSame(before: Facts, now: Facts): boolean {
  const what = ({ agent, tool, effects }: Facts): string => canonicalJson({ agent, tool, effects });
  return what(before) === what(now);
}

/** A request and what its answers must hold. */
export interface Asked {
  readonly nonce: string;
  readonly facts: string;
  readonly request: ApprovalRequest;
}

/**
 * Why an approval is no answer to this request, in words that follow "it"; null when it is one. Its signature is not
 * looked at.
 * @param now milliseconds since the epoch
 */
export function whyNoAnswer(approval: Approval, asked: Asked, now: number): string | null {
  if (approval.kind !== 'answer') return `is a ${approval.kind}`;
  if (approval.request !== asked.nonce) return 'is for another request';
  if (approval.callId !== asked.request.call.action.callId) return 'is for another call';
  if (approval.facts !== asked.facts) return 'is for other facts';
  const issued = Date.parse(approval.issuedAt);
  if (!(issued >= Date.parse(asked.request.createdAt) - clockSlackMs)) {
    return 'is older than the request';
  }
  if (issued > now + clockSlackMs) return 'is from the future';
  return null;
}
