import type { CompiledAllow, CompiledRule, CompiledRules } from './compileRules.ts';
import { entropyOf } from './entropy.ts';
import { isLikely } from './likely.ts';
import type { Match } from './matchRule.ts';

/** How far a line is looked at, to each side: a minified file is one line. */
export const lineReach = 500;

/** Whether a match is a secret: its entropy, what its rule and all rules allow, and its surroundings. */
export function counts(
  match: Match,
  rule: CompiledRule,
  all: CompiledRules,
  text: string,
  path: string | undefined,
): boolean {
  const { secret } = match;
  if (rule.generic === true && !isLikely(match, text)) return false;
  if (rule.entropy > 0 && entropyOf(secret) <= rule.entropy) return false;
  return ![all.allow(), ...rule.allowed].some((allow) => allows(allow, match, text, path));
}

function allows(
  allow: CompiledAllow,
  match: Match,
  text: string,
  path: string | undefined,
): boolean {
  const { target, patterns, words, paths, all } = allow;
  const secret = match.secret.toLowerCase();
  const checks: (() => boolean)[] = [];
  if (words !== undefined) checks.push(() => words.some((word) => secret.includes(word)));
  if (patterns !== undefined) {
    checks.push(() => {
      const tried = targetOf(target, match, text);
      return allow.patternsOf().some((pattern) => pattern.test(tried));
    });
  }
  if (paths !== undefined) {
    checks.push(() => path !== undefined && allow.pathsOf().some((each) => each.test(path)));
  }
  return all === true ? checks.every((check) => check()) : checks.some((check) => check());
}

function targetOf(target: 'match' | 'line' | undefined, match: Match, text: string): string {
  if (target === undefined) return match.secret;
  if (target === 'match') return text.slice(leadOf(text, match.from), match.to);
  const { from, to } = lineAround(text, match.from, match.to);
  return text.slice(from, to);
}

/**
 * Where the name begins that a match stands in. Expressions come without what may stand in front of them; published
 * exceptions expect it as far as 50 characters back.
 */
export function leadOf(text: string, from: number): number {
  let at = from;
  while (at > 0 && from - at < 50 && /[\w.-]/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

/** The line or lines of a part of the text, as far as {@link lineReach} to each side. */
export function lineAround(
  text: string,
  start: number,
  end: number,
): { readonly from: number; readonly to: number } {
  let from = start;
  while (from > 0 && start - from < lineReach && text[from - 1] !== '\n') from -= 1;
  let to = end;
  while (to < text.length && to - end < lineReach && text[to] !== '\n') to += 1;
  return { from, to };
}
