import type { Effect } from '../actions/effect.ts';
import { canonicalJson } from '../audit/canonicalJson.ts';

/**
 * What a person said yes (or no) to, as it lies on disk or comes over the socket: a plain value with a signature.
 * The private key never leaves the editor's secret storage, so a program that can write files cannot make one.
 */
export type Approval = Pin | Grant | Answer | Pause;

export const approvalKinds = [
  'pin',
  'grant',
  'answer',
  'pause',
] as const satisfies readonly Approval['kind'][];

interface Signed {
  readonly format: 1;
  /** Id of the public key: the first 16 hex digits of the SHA-256 of its 32 bytes. */
  readonly key: string;
  /** 32 lower-case hex digits, never used twice. */
  readonly nonce: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly issuedAt: string;
  /** Ed25519 over {@link signedText}, base64. */
  readonly signature: string;
}

/** A policy file with exactly this content was approved. */
export interface Pin extends Signed {
  readonly kind: 'pin';
  /** Canonical path of the file. */
  readonly path: string;
  /** SHA-256 of its bytes, lower-case hex. */
  readonly digest: string;
}

/** A time-boxed exception for one thing that was asked about; never for what is denied. */
export interface Grant extends Signed {
  readonly kind: 'grant';
  readonly target: GrantTarget;
  /**
   * - `once`: one tool call; `callId` names it, or is null for the next one with this target.
   * - `minutes`, `session`: every call with this target, until `until`.
   */
  readonly scope: 'once' | 'minutes' | 'session';
  readonly callId: string | null;
  /** ISO 8601; every grant ends. */
  readonly until: string;
}

/** What exactly is excepted. It never widens to a zone or a rule. */
export interface GrantTarget {
  readonly agent: string;
  readonly session: string;
  readonly effect: Effect['kind'];
  /** SHA-256, hex: of the canonical path with its faces, or of the exact command and its directory. */
  readonly subject: string;
}

/** The answer to one waiting hook. */
export interface Answer extends Signed {
  readonly kind: 'answer';
  /** Nonce of the request. */
  readonly request: string;
  readonly callId: string | null;
  /** SHA-256, hex, of the canonical JSON of the facts that the person saw. */
  readonly facts: string;
  readonly verdict: 'allow' | 'deny';
}

/** Observe mode for one workspace, for a quarter of an hour at most. */
export interface Pause extends Signed {
  readonly kind: 'pause';
  /** Canonical root. */
  readonly root: string;
  readonly until: string;
}

/** The text that is signed: the value without its signature, as RFC 8785 writes it, under a name of its own. */
export function signedText(approval: Unsigned<Approval>): string {
  const { signature: _, ...rest } = approval as Approval;
  return `pinfold approval 1\n${canonicalJson(rest)}`;
}

/** An approval before it is signed. */
export type Unsigned<A extends Approval> = A extends Approval ? Omit<A, 'signature'> : never;
