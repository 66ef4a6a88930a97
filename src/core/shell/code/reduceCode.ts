import { codingReductions } from './codingReductions.ts';
import { markOf, maskCode } from './maskCode.ts';
import { pathReductions } from './pathReductions.ts';
import { L, marks } from './reductionForms.ts';
import { textReductions } from './textReductions.ts';

/** Code in which every expression that can be computed from literals alone has become one literal. */
export interface ReducedCode {
  readonly text: string;
  /** Values of all marks, those of the parts of computed ones too. */
  readonly literals: readonly string[];
}

/** Longer code is not computed with; its literals count as they stand. */
const longestCode = 32_768;
const mostRounds = 24;
const mostValues = 600;
const longestValue = 4_096;

/**
 * Computes what code spells with literals: sums, joined paths, decoded and reversed texts, names that were given a
 * literal, the home directory. Nothing is run, and no language is parsed: the forms are those that Python, JavaScript,
 * Perl, Ruby, PHP, Lua and awk share or have of their own.
 */
export function reduceCode(code: string, home: string): ReducedCode {
  if (code.length > longestCode) return { text: '', literals: [] };
  const masked = maskCode(code);
  const literals = [...masked.literals];
  const keep = (value: string): string => {
    literals.push(value.slice(0, longestValue));
    return markOf(literals.length - 1);
  };
  let text = withoutAliases(masked.text);
  const rules = [...pathReductions(home), ...textReductions(), ...codingReductions()];
  for (let round = 0; round < mostRounds && literals.length < mostValues; round += 1) {
    const before = text;
    for (const { pattern, compute } of rules) {
      text = text.replaceAll(pattern, (...match: unknown[]) => {
        const groups = match.filter((part): part is string => typeof part === 'string');
        const whole = groups[0] ?? '';
        if (literals.length >= mostValues) return whole;
        const value = compute(valuesIn(whole, literals), groups);
        return value === null ? whole : keep(value);
      });
    }
    text = bindNames(text);
    if (text === before) break;
  }
  return { text, literals };
}

/** Computed values that may be paths: one word, not too long. */
export function computedPaths({ literals }: ReducedCode): string[] {
  return literals.filter((value) => value.length <= 1_024 && /^[^\s'"]*[\w*]$/.test(value));
}

function valuesIn(text: string, literals: readonly string[]): string[] {
  return Array.from(text.matchAll(marks), (match) => literals[Number(match[1])] ?? '');
}

/** A name that is given one literal stands for it from there on, until it is given something else. */
function bindNames(text: string): string {
  const assignment = new RegExp(
    String.raw`(?<![\w.$@])(?:(?:const|let|var|my|our|local)\s+)?([$@]?[A-Za-z_]\w{0,63})(?:\s*:\s*\w+)?\s*(?::=|=)\s*(${L})(?=\s*(?:[;\n,)}]|$|\.\w+_text|if\b))`,
    'g',
  );
  let result = text;
  for (const match of Array.from(text.matchAll(assignment)).slice(0, 32)) {
    const [whole, name = '', value = ''] = match;
    const from = result.indexOf(whole);
    if (from < 0) continue;
    const start = from + whole.length;
    const escaped = name.replaceAll('$', '\\$');
    const rest = result.slice(start);
    const again = new RegExp(`(?<![\\w.])${escaped}\\s*(?::=|=(?!=)|\\+=|\\.=)`).exec(rest)?.index;
    // What it is given next may still be said with what it was.
    const end = again === undefined ? rest.length : endOfStatement(rest, again);
    const bare = new RegExp(`(?<![\\w.$@])${escaped}(?![\\w(]|\\s*[+.]?=(?!=))`, 'g');
    const longer = new RegExp(`(?<![\\w.$@])(${escaped})\\s*[+.]=(?!=)\\s*`, 'g');
    const said = rest.slice(0, end).replaceAll(longer, `$1 = ${value}+`);
    result = result.slice(0, start) + said.replaceAll(bare, value) + rest.slice(end);
  }
  return result;
}

/**
 * Functions under another name, called by their own again: `from shutil import rmtree as r`, `import {rmSync as r}`,
 * `{rmSync: r} = require(…)`, `r = shutil.rmtree`.
 */
function withoutAliases(text: string): string {
  const renamed =
    /\b([A-Za-z_]\w{2,40})\s{1,4}as\s{1,4}([A-Za-z_]\w{0,40})\b|[{,]\s{0,4}([A-Za-z_]\w{2,40})\s?:\s?([A-Za-z_]\w{0,40})(?=\s{0,4}[,}][^;\n=]{0,80}=\s?(?:await\s)?(?:require|import)\b)|(?<![\w.$])([A-Za-z_]\w{0,40})\s?=\s?((?:[A-Za-z_]\w{0,40}\.){1,3}[A-Za-z_]\w{1,40})(?=\s?(?:[;\n]|$))/g;
  let result = text;
  for (const match of Array.from(text.matchAll(renamed)).slice(0, 16)) {
    const own = match[1] ?? match[3] ?? match[6] ?? '';
    const other = match[2] ?? match[4] ?? match[5] ?? '';
    if (own === other) continue;
    result = result.replaceAll(new RegExp(`(?<![\\w.$])${other}(?=\\s?\\()`, 'g'), own);
  }
  return result;
}

function endOfStatement(text: string, from: number): number {
  const at = text.slice(from).search(/[;\n]/);
  return at < 0 ? text.length : from + at;
}
