import type { CompiledAllow, CompiledRule, CompiledRules } from './compileRules.ts';
import { entropyOf } from './entropy.ts';
import { isLikely, isPlaceholder } from './likely.ts';
import type { Match } from './matchRule.ts';
import { leadOf, lineAround } from './surroundings.ts';

/** Whether a match is a secret: its entropy, what its rule and all rules allow, and its surroundings. */
export function counts(
  match: Match,
  rule: CompiledRule,
  all: CompiledRules,
  text: string,
  path: string | undefined,
): boolean {
  const { secret } = match;
  if (rule.block !== true && isPlaceholder(secret)) return false;
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
