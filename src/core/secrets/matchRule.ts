import type { CompiledRule } from './compileRules.ts';
import { keyBlockEnd } from './keyBlock.ts';

/** A match of a rule's expression, before it is known whether it counts. */
export interface Match {
  /** Where the match begins, the name in front of the secret included. */
  readonly from: number;
  readonly to: number;
  /** Where the secret stands. */
  readonly start: number;
  readonly end: number;
  readonly secret: string;
}

/** The match that begins at a place. */
export function matchAt(text: string, rule: CompiledRule, from: number): Match | null {
  const pattern = rule.here();
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? null : readMatch(text, rule, match);
}

/** Every match that begins in a part of the text. */
export function matchesAround(
  text: string,
  rule: CompiledRule,
  from: number,
  to: number,
): readonly Match[] {
  // One character more in front and behind, so that the edges of words are what they are.
  const start = Math.max(from - 1, 0);
  const window = text.slice(start, to + rule.reach + 1);
  const pattern = rule.onward();
  pattern.lastIndex = from - start;
  const matches: Match[] = [];
  for (let hit = pattern.exec(window); hit !== null; hit = pattern.exec(window)) {
    if (hit[0] === '') pattern.lastIndex += 1;
    const match = start + hit.index < to ? matchAt(text, rule, start + hit.index) : null;
    if (match !== null) matches.push(match);
  }
  return matches;
}

/** Which part of a match is the secret: the first group that has something in it, or all of it. */
function readMatch(text: string, rule: CompiledRule, match: RegExpExecArray): Match | null {
  const from = match.index;
  const to = from + match[0].length;
  if (rule.block === true) {
    const end = keyBlockEnd(text, to);
    return end === null ? null : { from, to: end, start: from, end, secret: text.slice(from, end) };
  }
  const group = match.findIndex((each, index) => index > 0 && each !== undefined && each !== '');
  const secret = match[Math.max(group, 0)] ?? '';
  const start = group < 0 ? from : from + startOf(text, rule, match, group);
  return { from, to, start, end: start + secret.length, secret };
}

/** Where a group stands in its match. Asking the engine for it makes every match dearer, and is rarely needed. */
function startOf(text: string, rule: CompiledRule, match: RegExpExecArray, group: number): number {
  const secret = match[group] ?? '';
  const first = match[0].indexOf(secret);
  if (first === match[0].lastIndexOf(secret)) return first;
  const pattern = rule.exact();
  pattern.lastIndex = match.index;
  const place = pattern.exec(text)?.indices?.[group]?.[0];
  return place === undefined ? first : place - match.index;
}
