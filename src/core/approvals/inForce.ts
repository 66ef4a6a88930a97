import type { Grant, Pause } from './approval.ts';

const minute = 60_000;

/** No approval holds longer than this after it was issued, whatever it says itself. Milliseconds. */
export const longest = {
  once: 15 * minute,
  minutes: 15 * minute,
  // A working day and the night after it: a session that is opened again next week starts anew.
  session: 24 * 60 * minute,
  pause: 15 * minute,
} as const satisfies Record<Grant['scope'] | 'pause', number>;

/** Clocks are set back by a little all the time; by more than this, "not yet issued" is the safe reading. */
const skew = minute;

/** When an approval ends: by its own word, or by the rule, whichever is first. Milliseconds since the epoch. */
export function endOf(approval: Grant | Pause): number {
  const scope = approval.kind === 'grant' ? approval.scope : 'pause';
  return Math.min(Date.parse(approval.until), Date.parse(approval.issuedAt) + longest[scope]);
}

/**
 * Why an approval is not in force at a time, in words that follow "it"; null when it is.
 * @param now milliseconds since the epoch
 */
export function outOfForce(approval: Grant | Pause, now: number): string | null {
  const issued = Date.parse(approval.issuedAt);
  // A time that is none compares with nothing.
  if (!(issued <= now + skew)) return 'is issued in the future';
  return now < endOf(approval) ? null : 'has ended';
}
