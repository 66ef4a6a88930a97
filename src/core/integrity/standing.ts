import type { Finding } from './finding.ts';
import type { Observed } from './observed.ts';
import type { Remembered } from './remembered.ts';

/** What was found at one look. */
export interface Look {
  readonly seen: Observed;
  readonly found: readonly Finding[];
}

/** What a person should know of an installation just now. */
export interface Standing {
  readonly alarms: readonly Finding[];
  readonly notes: readonly Finding[];
  readonly hints: readonly Finding[];
  /** What was wrong and is as it was again, in short words; it stays until somebody has looked. */
  readonly passed: readonly string[];
}

export const nothingFound: Standing = { alarms: [], notes: [], hints: [], passed: [] };

export function standing(found: readonly Finding[], known: Remembered): Standing {
  return {
    alarms: found.filter(({ weight }) => weight === 'alarm'),
    notes: found.filter(({ weight }) => weight === 'note'),
    hints: found.filter(({ weight }) => weight === 'hint'),
    passed: Object.values(known.unseen),
  };
}

/** Whether something was found that was not shown yet: it is looked at once more before anybody is told. */
export function isNews(found: readonly Finding[], shown: readonly Finding[]): boolean {
  const known = new Set(shown.map(({ id }) => id));
  return found.some(({ id, weight }) => weight !== 'hint' && !known.has(id));
}

/**
 * Alarms of before that are gone by themselves: somebody changed a thing and put it back. Settings that are just being
 * saved are broken for a moment, and nobody's doing.
 * @param before what was shown, or found at the look before and judged by what is remembered now
 */
export function passedAlarms(
  before: readonly Finding[],
  now: readonly Finding[],
): readonly Finding[] {
  const still = new Set(now.map(({ kind, path, agent }) => `${kind} ${path} ${agent ?? ''}`));
  return before.filter(
    ({ weight, kind, path, agent, ways }) =>
      weight === 'alarm' &&
      !still.has(`${kind} ${path} ${agent ?? ''}`) &&
      !(kind === 'hooks' && ways[0] === 'open'),
  );
}

/** More than anything but a program that plays with the alarm gives rise to. */
const mostTold = 500;

/** Of these findings the alarms that the trail was not told of since the last repair. */
export function untold(known: Remembered, found: readonly Finding[]): readonly Finding[] {
  return found.filter(({ id, weight }) => weight === 'alarm' && !known.told.includes(id));
}

/** What is remembered when the trail is told of these, by id. */
export function withTold(known: Remembered, ids: readonly string[]): Remembered {
  const fresh = ids.filter((id) => !known.told.includes(id));
  return fresh.length === 0
    ? known
    : { ...known, told: [...known.told, ...fresh].slice(-mostTold) };
}

/** What is remembered with them. */
export function withPassed(known: Remembered, passed: readonly Finding[]): Remembered {
  if (passed.length === 0) return known;
  const words = passed.map(({ id, title }) => [id, `${title}, and is as it was again`] as const);
  return { ...known, unseen: { ...known.unseen, ...Object.fromEntries(words) } };
}
