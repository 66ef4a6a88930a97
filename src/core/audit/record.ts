import type { Decision, Verdict } from '../actions/decision.ts';
import type { Facts } from '../actions/facts.ts';
import type { AnswerHow } from '../approvals/answerHow.ts';

/**
 * One line of the audit trail. A record holds facts (canonical paths, effects, rules, digests), never contents,
 * environment or prompts. `docs/audit.md` and `schemas/record.schema.json` describe the same shape.
 */
export type AuditRecord = RecordDraft & Link;

/** What somebody hands to the trail; the trail adds the {@link Link}. */
export type RecordDraft = EventDraft | OwnDraft;

/** What the trail writes of itself. */
export type OwnDraft = SealDraft | SegmentDraft | RepeatDraft | LateDraft | PrunedDraft;

/** What a use case may append. What the trail says of itself, it adds itself. */
export type EventDraft =
  | DecisionDraft
  | AnswerDraft
  | RaceDraft
  | OutcomeDraft
  | LifecycleDraft
  | TamperingDraft;

export const recordKinds = [
  'decision',
  'answer',
  'race',
  'outcome',
  'lifecycle',
  'tampering',
  'seal',
  'segment',
  'repeat',
  'late',
  'pruned',
] as const satisfies readonly RecordDraft['kind'][];

/** What makes a record part of the chain. */
export interface Link {
  readonly version: 1;
  /** Counts from 1 over the whole trail, through all segments. */
  readonly seq: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** Name of the segment file without extension, e.g. `000001`. */
  readonly segment: string;
  /** Hash of the record before; {@link noHash} for the very first. */
  readonly prev: string;
  /** SHA-256, lower-case hex, of the canonical JSON of this record without this member. */
  readonly hash: string;
  /** How many strings or lists were shortened to keep the record small; absent when none was. */
  readonly shortened?: number;
}

/** `prev` of the first record of all. */
export const noHash = '0'.repeat(64);

/** Who acted, and in which event. */
export interface Origin {
  /** Adapter id; `pinfold` for what Pinfold itself did. */
  readonly agent: string;
  readonly agentVersion: string | null;
  readonly session: string | null;
  readonly subagent: string | null;
  /** The agent's own id of the tool call. */
  readonly callId: string | null;
  /** The agent's own name of the event, e.g. `PreToolUse`. */
  readonly event: string;
  readonly tool: string | null;
  readonly cwd: string | null;
  /** What else a reader should know, in Pinfold's words, e.g. "the last approved policy is in force". */
  readonly notes?: readonly string[];
}

/** Everything that {@link Decision} depended on, so that it can be replayed and explained. */
interface Judged {
  readonly facts: Facts;
  readonly decision: Decision;
  /** Digest of the compiled policy index. */
  readonly policy: string;
}

/** What would be written, without saying it: equal contents can be recognised by who holds the key. */
export interface ContentMark {
  /** UTF-8 bytes. */
  readonly length: number;
  /** HMAC-SHA-256, lower-case hex, under a key of this installation. */
  readonly mac: string;
}

/** A call was judged before it ran. */
export interface DecisionDraft extends Origin, Judged {
  readonly kind: 'decision';
  readonly content?: ContentMark;
  /** Wall time from the event's arrival to this record. */
  readonly durationMs: number;
  /** Nonce of the request under which the call waits for a person; absent when it does not. */
  readonly waiting?: string;
}

/** How the wait of a call ended. `verdict` is what the agent was told in the end. */
export interface AnswerDraft extends Origin {
  readonly kind: 'answer';
  /** Nonce of the request: `waiting` of the decision that it belongs to. */
  readonly request: string;
  readonly verdict: Verdict;
  readonly how: AnswerHow;
  /** Id of the key that signed the answer, and the answer's own nonce; null without an answer. */
  readonly key: string | null;
  readonly answer: string | null;
  /** Wall time of the second stage. */
  readonly waitedMs: number;
}

/** A path resolved differently after the call than before it. */
export interface PathChange {
  /** What the agent wrote. */
  readonly stated: string;
  /** Canonical path at the decision and now; null when it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A target changed between the decision and the end of the call; `decision` is what it would have been now. */
export interface RaceDraft extends Origin, Judged {
  readonly kind: 'race';
  readonly changes: readonly PathChange[];
}

/** How a call ended, as the agent tells it. */
export interface OutcomeDraft extends Origin {
  readonly kind: 'outcome';
  readonly result: 'succeeded' | 'failed' | 'unknown';
  /** The output was kept from the agent. */
  readonly withheld: boolean;
  readonly durationMs: number | null;
}

/** A session began or ended, protection was installed or removed, a policy came into force. */
export interface LifecycleDraft extends Origin {
  readonly kind: 'lifecycle';
  readonly policy?: string;
}

/** What can be tampered with: approvals, the keys that they are checked by, and what Pinfold itself consists of. */
export const tamperedThings = [
  'pin',
  'grant',
  'answer',
  'request',
  'pause',
  'key',
  'policy-index',
  'hooks',
  'launcher',
  'program',
] as const;

export type TamperedThing = (typeof tamperedThings)[number];

/** Something lay where only Pinfold and its editor write, and was not theirs. It was passed over, not obeyed. */
export interface TamperingDraft extends Origin {
  readonly kind: 'tampering';
  readonly what: TamperedThing;
  /** The file. */
  readonly path: string;
  /** What is wrong with it: words that follow "it". */
  readonly why: string;
}

/** The line before is an interrupted write. It stays where it is; this record says what it was. */
export interface SealDraft {
  readonly kind: 'seal';
  readonly reason: string;
  readonly torn: {
    /** Length of the torn line in bytes, and the SHA-256 of those bytes. */
    readonly bytes: number;
    readonly digest: string;
  };
}

/** First record of each segment file: how it hangs on the one before. */
export interface SegmentDraft {
  readonly kind: 'segment';
  /** Null for the first segment of a trail; its last hash is this record's `prev`. */
  readonly previous: string | null;
  /** What was wrong with the end of the previous segment; null when nothing was. */
  readonly damage: string | null;
  /**
   * How many numbers before this record's were left free: the previous segment was locked, and its writer may still
   * finish there. Absent when nobody was left behind.
   */
  readonly reserved?: number;
}

/** Denials that were the same as an earlier one, but for their call ids and durations. */
export interface RepeatDraft {
  readonly kind: 'repeat';
  /** Number of the denial that was recorded in full. */
  readonly of: number;
  /** How often it was repeated since, all in all: a later `repeat` of the same record replaces an earlier one. */
  readonly count: number;
  /** When it was first and last repeated, ISO 8601, UTC. */
  readonly from: string;
  readonly to: string;
}

/** A record came into its segment after the next one had begun: its writer had been stopped. */
export interface LateDraft {
  readonly kind: 'late';
  readonly late: RecordPlace;
}

/** Where a record stands. */
export interface RecordPlace {
  readonly segment: string;
  readonly seq: number;
  readonly hash: string;
}

/** The oldest segments were removed because a person asked for it, and nothing forbade it. Written before they go. */
export interface PrunedDraft {
  readonly kind: 'pruned';
  /** Days that were to be kept. */
  readonly keepDays: number;
  readonly removed: {
    /** Names of the first and the last segment that went. */
    readonly from: string;
    readonly to: string;
    readonly records: number;
    readonly bytes: number;
    /** First and last record that went; null when no line of the segments was one. */
    readonly first: (RecordPlace & { readonly at: string }) | null;
    readonly last: (RecordPlace & { readonly at: string }) | null;
    /** In how many of the segments something was wrong. */
    readonly faults: number;
  };
  /** The first record of the oldest segment that stays. */
  readonly next: RecordPlace;
}
