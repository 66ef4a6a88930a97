import type { PublishedRule } from './publishedRules.ts';

/** Pinfold's own rules. */
export const ownRules: readonly PublishedRule[] = [];
