import type { Advice } from './advice.ts';
import { cloudAdvice } from './clouds.ts';
import { developerAdvice } from './developers.ts';
import { generalAdvice } from './general.ts';
import { modelAdvice } from './models.ts';

/** Everybody who issues secrets, as far as the catalogue and the content rules know them. */
export const allAdvice: readonly Advice[] = [
  ...modelAdvice,
  ...cloudAdvice,
  ...developerAdvice,
  ...generalAdvice,
];

const byId = new Map(allAdvice.map((each) => [each.id, each]));

/** @throws Error for an id that the catalogue should not name */
export function adviceById(id: string): Advice {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`There is no advice "${id}".`);
  return found;
}

/** What to do about what a content rule found: by the longest beginning of its id that somebody is known for. */
export function adviceForRule(rule: string): Advice {
  let best = adviceById('unknown');
  let length = 0;
  for (const each of allAdvice) {
    for (const beginning of each.rules ?? []) {
      if (beginning.length > length && rule.startsWith(beginning)) {
        [best, length] = [each, beginning.length];
      }
    }
  }
  return best;
}

export type { Advice } from './advice.ts';
