import { canonicalJson } from './canonicalJson.ts';
import type { Sha256 } from './chain.ts';
import type { EventDraft, RepeatDraft } from './record.ts';
import { utcTime } from './utcTime.ts';

/** Milliseconds after a denial was recorded in full in which the same again is only counted. */
const window = 60_000;

/** One denial that was recorded in full, and how often it came again. Times in milliseconds since the epoch. */
export interface Streak {
  /** Number of the full record, and when it was made. */
  readonly of: number;
  readonly at: number;
  readonly count: number;
  /** When the first and the last repetition came; 0 when there was none. */
  readonly from: number;
  readonly to: number;
  /** How many of `count` a `repeat` record tells of already. */
  readonly told: number;
  /** How many such records there are. */
  readonly records: number;
}

/** A record of this draft may be replaced by a count: the answer is no in any case. */
export function isRepeatable(draft: EventDraft): boolean {
  return draft.kind === 'decision' && draft.decision.verdict === 'deny';
}

/** Equal for denials that differ in nothing but the call's own id and the time that the verdict took. */
export function repeatKey(draft: EventDraft, sha256: Sha256): string {
  return sha256(canonicalJson({ ...draft, callId: null, durationMs: 0 })).slice(0, 32);
}

export function newStreak(of: number, at: number): Streak {
  return { of, at, count: 0, from: 0, to: 0, told: 0, records: 0 };
}

/** Whether a denial at `now` still belongs to it. After the clock went back, nothing does. */
export function isOpen({ at, to }: Streak, now: number): boolean {
  return now >= Math.max(at, to) && now - at < window;
}

export function countOn(streak: Streak, now: number): Streak {
  const { count, from } = streak;
  return { ...streak, count: count + 1, from: count === 0 ? now : from, to: now };
}

/** Whether so many are counted that a record should tell of them without waiting for anything else. */
export function isTellingDue({ count, told, records }: Streak): boolean {
  return count - told >= Math.min(10 ** (records + 1), 10_000);
}

export function isUntold({ count, told }: Streak): boolean {
  return count > told;
}

export function repeatDraft({ of, count, from, to }: Streak): RepeatDraft {
  return { kind: 'repeat', of, count, from: utcTime(from), to: utcTime(to) };
}

export function toldOf(streak: Streak): Streak {
  return { ...streak, told: streak.count, records: streak.records + 1 };
}

/** Bytes of a streak's file: written over in place, so that a full disk does not stop the count. */
export const streakSize = 256;

export function streakText(streak: Streak): string {
  return `${JSON.stringify(streak).padEnd(streakSize - 1)}\n`;
}

/** Null for a text that is none. */
export function parseStreak(text: string): Streak | null {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof Streak, unknown>> | null;
    const numbers = names.map((name) => value?.[name]);
    return numbers.every((number) => Number.isSafeInteger(number) && Number(number) >= 0)
      ? (value as unknown as Streak)
      : null;
  } catch {
    return null;
  }
}

const names = [
  'of',
  'at',
  'count',
  'from',
  'to',
  'told',
  'records',
] as const satisfies readonly (keyof Streak)[];
