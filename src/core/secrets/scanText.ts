import { allowanceOf } from './allowances.ts';
import { type AnchorUse, searchAnchors } from './anchorTable.ts';
import type { CompiledRule, CompiledRules } from './compileRules.ts';
import {
  type AllowedFinding,
  type ScanOptions,
  type ScanResult,
  type SecretFinding,
  type Skip,
  usualBudget,
} from './finding.ts';
import { counts, type Match } from './judgeMatch.ts';
import { keyBlockEnd, longestKey } from './keyBlock.ts';
import { createPositions } from './positions.ts';

/** Characters between two questions for leave to go on. */
const stretch = 64 * 1024;
/** What the search for anchors costs: about a sixteenth of a step of an expression for each character. */
const searchCost = stretch / 16;
/** Around an anchor that only has to be near. */
const nearReach = 1024;

/** A match that counts, by its rule's place in the list. */
interface Found extends Match {
  readonly rule: number;
}

/**
 * Looks for secrets in a text. Pure and total, and done when its budget is: what was not looked at is in `skipped`.
 */
export function scanText(text: string, rules: CompiledRules, options: ScanOptions): ScanResult {
  const { found, skipped } = search(text, rules, options);
  const findings: SecretFinding[] = [];
  const allowed: AllowedFinding[] = [];
  const positionOf = createPositions(text);
  for (const match of mostTelling(found, rules)) {
    const { id, description } = rules.rules[match.rule]?.rule ?? { id: '', description: '' };
    const { start, end, secret } = match;
    const digest = options.digest?.(secret);
    const allowance = allowanceOf(text, { rule: id, start, end, digest }, options);
    const finding: SecretFinding = {
      rule: id,
      description,
      start,
      end,
      ...positionOf(start),
      ...(digest === undefined ? {} : { digest }),
      ...(allowance?.kind === 'void' ? { note: allowance.note } : {}),
    };
    if (allowance?.kind === 'allowed') {
      allowed.push({ finding, by: allowance.by, reason: allowance.reason });
    } else findings.push(finding);
  }
  return { findings, allowed, skipped };
}

function search(
  text: string,
  rules: CompiledRules,
  options: ScanOptions,
): { readonly found: readonly Found[]; readonly skipped: readonly Skip[] } {
  const budget = options.budget ?? usualBudget();
  const applies = rules.rules.map((each) => appliesTo(each, options.path));
  const found: Found[] = [];
  /** Where each rule may look next: behind what it found, and behind where it looked. */
  const next = new Map<number, number>();
  let spent = false;

  const look = (use: AnchorUse, at: number): void => {
    const compiled = rules.rules[use.rule];
    if (compiled === undefined || applies[use.rule] !== true) return;
    const [nearest, furthest] = use.at ?? [nearReach, nearReach];
    const free = next.get(use.rule) ?? 0;
    if (use.at === null) {
      const from = Math.max(at - furthest, free, 0);
      spent ||= !budget.take(compiled.rule.cost * 8);
      if (spent) return;
      next.set(use.rule, lookAround(text, compiled, from, at + nearReach, keep(use.rule)));
      return;
    }
    for (let back = nearest; back <= furthest; back += 1) {
      const from = at - back;
      if (from < free) continue;
      spent ||= !budget.take(compiled.rule.cost);
      if (spent) return;
      const match = matchAt(text, compiled, from);
      if (match === null) continue;
      next.set(use.rule, match.end);
      keep(use.rule)(match);
      return;
    }
  };
  const keep = (rule: number) => (match: Match) => {
    const compiled = rules.rules[rule];
    if (compiled !== undefined && counts(match, compiled, rules, text, options.path)) {
      found.push({ ...match, rule });
    }
  };

  for (let from = 0; from < text.length; from += stretch) {
    const to = Math.min(from + stretch, text.length);
    spent ||= !budget.take(searchCost);
    if (!spent) {
      searchAnchors(text, rules.table, from, to, ({ uses }, start) => {
        for (const use of uses) look(use, start);
      });
    }
    if (spent) {
      const skip: Skip = { why: 'budget', rule: null, start: from, end: text.length };
      return { found, skipped: [skip] };
    }
  }
  return { found, skipped: [] };
}

function appliesTo({ path }: CompiledRule, file: string | undefined): boolean {
  const pattern = path();
  return pattern === null || (file !== undefined && pattern.test(file));
}

/** The match that begins at a place. */
function matchAt(text: string, compiled: CompiledRule, from: number): Match | null {
  const pattern = compiled.here();
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? null : readMatch(text, compiled, match);
}

/** Every match in a part of the text. @returns where to look on */
function lookAround(
  text: string,
  compiled: CompiledRule,
  from: number,
  to: number,
  keep: (match: Match) => void,
): number {
  const window = text.slice(from, to + compiled.rule.reach);
  const pattern = compiled.onward();
  pattern.lastIndex = 0;
  for (let match = pattern.exec(window); match !== null; match = pattern.exec(window)) {
    if (match[0] === '') pattern.lastIndex += 1;
    const read = readMatch(window, compiled, match);
    if (read !== null) keep(moved(read, from));
  }
  return to;
}

function moved(match: Match, by: number): Match {
  return {
    ...match,
    from: match.from + by,
    to: match.to + by,
    start: match.start + by,
    end: match.end + by,
  };
}

/** Which part of a match is the secret: the first group that has something in it, or all of it. */
function readMatch(text: string, { rule }: CompiledRule, match: RegExpExecArray): Match | null {
  const from = match.index;
  const to = from + match[0].length;
  if (rule.block === true) {
    const end = keyBlockEnd(text, to);
    return end === null
      ? null
      : { from, to: end, start: from, end, secret: text.slice(from, end) };
  }
  const secret = match.slice(1).find((group) => group !== undefined && group !== '') ?? match[0];
  // A group's place is not told; a secret stands behind its name.
  const start = from + match[0].lastIndexOf(secret);
  return { from, to, start, end: start + secret.length, secret };
}

/** Of findings that overlap: what says exactly what it is before what only has a telling name; then the first rule. */
function mostTelling(found: readonly Found[], { rules }: CompiledRules): readonly Found[] {
  const rank = ({ rule }: Found) => (rules[rule]?.rule.generic === true ? rules.length : 0) + rule;
  const kept: Found[] = [];
  const sorted = found.toSorted((a, b) => a.start - b.start || rank(a) - rank(b));
  for (const each of sorted) {
    const before = kept.at(-1);
    if (before === undefined || before.end <= each.start) kept.push(each);
    else if (rank(each) < rank(before)) kept[kept.length - 1] = each;
  }
  return kept;
}

/** The most characters that a finding may have: what a reader of parts must let them overlap by. */
export function longestFinding({ rules }: CompiledRules): number {
  return rules.reduce((most, { rule }) => Math.max(most, rule.reach), longestKey);
}
