import type { AuditRecord, Origin, PathChange, RaceDraft } from '../core/audit/record.ts';
import type { Effect } from '../core/actions/effect.ts';
import type { HookCall } from '../ports/agent.ts';
import type { Guarded } from './guardAction.ts';

/**
 * Compares where a call's paths lead after it ran with where they led when it was judged. A difference is a race:
 * something swapped a link or a name in between. What it would have been judged now is recorded with it.
 * @param before the record of the decision, or null when it cannot be found
 * @returns null when nothing changed, or nothing can be compared
 */
export function raceRecord(
  call: HookCall,
  before: AuditRecord | null,
  now: Guarded,
  origin: Origin,
): Omit<RaceDraft, 'policy'> | null {
  if (before?.kind !== 'decision' || before.callId !== call.action.callId) return null;
  const changes = changesBetween(before.facts.effects, now.facts.effects);
  if (changes.length === 0) return null;
  return { kind: 'race', ...origin, facts: now.facts, decision: now.decision, changes };
}

/** Paths by what the agent wrote; the same words must lead to the same places. */
function changesBetween(before: readonly Effect[], after: readonly Effect[]): PathChange[] {
  const places = (effects: readonly Effect[]): Map<string, string[]> => {
    const found = new Map<string, string[]>();
    for (const effect of effects) {
      if (!('target' in effect)) continue;
      const { stated, path } = effect.target;
      const list = found.get(stated) ?? [];
      if (!list.includes(path)) found.set(stated, [...list, path]);
    }
    return found;
  };
  const earlier = places(before);
  return [...places(after)].flatMap(([stated, paths]) => {
    const known = earlier.get(stated);
    // Words that were not judged before (a record that kept only some effects) cannot be compared.
    if (known === undefined) return [];
    const moved = paths.filter((path) => !known.includes(path));
    return moved.map((path): PathChange => ({ stated, before: known[0] ?? null, after: path }));
  });
}
