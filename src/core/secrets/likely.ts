import type { Match } from './matchRule.ts';

/** Whether a value behind a telling name is likely a secret, and not one of the many other things that have such names. */
export function isLikely({ secret }: Match, _text: string): boolean {
  return /\d/.test(secret);
}
