import type { ActivityEntry } from './activityEntry.ts';
import { plainMessage } from './plainMessage.ts';

/** Which denials a person is told of at once; all of them stand in the activity. */
export type NoticeChoice = 'secretsAndZones' | 'all' | 'off';

export interface NoticeOptions {
  readonly choice: NoticeChoice;
  /** How long one session and one rule give rise to one notice only, in milliseconds. */
  readonly intervalMs: number;
}

/** A denial as it came in, of a session of this window. */
export interface HeardDenial {
  readonly session: string;
  /** Name of the agent for people. */
  readonly agent: string;
  readonly entry: Pick<ActivityEntry, 'kind' | 'label' | 'rule' | 'record'>;
}

export interface DenialNotice {
  readonly message: string;
  /** Number of the record that it tells of. */
  readonly record: number;
}

/** When each session and rule last gave rise to a notice, and what was only counted since. */
export interface NoticeMemory {
  readonly lastAt: number;
  readonly byRule: ReadonlyMap<string, { readonly at: number; readonly held: number }>;
}

export const noNotices: NoticeMemory = { lastAt: Number.NEGATIVE_INFINITY, byRule: new Map() };

/** However many rules an agent runs into, a person can read no faster. */
const leastBetweenMs = 10_000;
const mostRemembered = 500;

/**
 * What a denial gives rise to: a notice, or one more to be counted.
 *
 * @param now milliseconds since any fixed moment.
 */
export function hearDenial(
  memory: NoticeMemory,
  denial: HeardDenial,
  now: number,
  { choice, intervalMs }: NoticeOptions,
): { readonly memory: NoticeMemory; readonly notice: DenialNotice | null } {
  const { entry, session, agent } = denial;
  if (entry.kind !== 'denied' || choice === 'off') return { memory, notice: null };
  if (choice === 'secretsAndZones' && !isSecretOrZone(entry.rule)) return { memory, notice: null };
  const key = `${session} ${entry.rule}`;
  const before = memory.byRule.get(key);
  const held = before?.held ?? 0;
  const quiet = before !== undefined && now - before.at < intervalMs;
  if (quiet || now - memory.lastAt < leastBetweenMs) {
    const counted = { at: before?.at ?? Number.NEGATIVE_INFINITY, held: held + 1 };
    return { memory: { ...memory, byRule: remember(memory, key, counted) }, notice: null };
  }
  const more = held === 0 ? '' : ` ${String(held)} more like it since the last message.`;
  const message = `${agent} was denied: ${entry.label} (${entry.rule}).${more}`;
  return {
    memory: { lastAt: now, byRule: remember(memory, key, { at: now, held: 0 }) },
    notice: { message: plainMessage(message), record: entry.record },
  };
}

/** Secrets and credentials of any layer, and the zones of a policy. */
export function isSecretOrZone(rule: string): boolean {
  return /^built-in\.(?:secrets|credentials)\.|\.secrets$|\.zones\./.test(rule);
}

/** Rules that were heard of longest ago are forgotten first. */
function remember(
  { byRule }: NoticeMemory,
  key: string,
  value: { at: number; held: number },
): NoticeMemory['byRule'] {
  const next = new Map(byRule);
  next.delete(key);
  next.set(key, value);
  const [oldest] = next.keys();
  if (next.size > mostRemembered && oldest !== undefined) next.delete(oldest);
  return next;
}
