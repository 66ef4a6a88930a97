import { allowanceOf } from './allowances.ts';
import { type AnchorUse, searchAnchors } from './anchorTable.ts';
import type { CompiledRule, CompiledRules } from './compileRules.ts';
import {
  type AllowedFinding,
  type Budget,
  type ScanOptions,
  type ScanResult,
  type SecretFinding,
  type Skip,
  usualBudget,
} from './finding.ts';
import { counts } from './judgeMatch.ts';
import { type Match, matchAt, matchesAround } from './matchRule.ts';
import { createPositions } from './positions.ts';

/** Characters between two questions for leave to go on. */
const stretch = 64 * 1024;
/** What the search for anchors costs: about a sixteenth of a step of an expression for each character. */
const searchCost = stretch / 16;
/** How far around an anchor that only has to be near. */
const nearReach = 1024;

/** A match that counts. */
interface Found extends Match {
  /** Its rule's place in the data. */
  readonly place: number;
  readonly rule: CompiledRule;
}

/**
 * Looks for secrets in a text. Pure and total, and done when its budget is: what was not looked at is in `skipped`.
 */
export function scanText(text: string, rules: CompiledRules, options: ScanOptions): ScanResult {
  const search = new Search(text, rules, options);
  search.run();
  const findings: SecretFinding[] = [];
  const allowed: AllowedFinding[] = [];
  const positionOf = createPositions(text);
  for (const { rule, start, end, secret } of mostTelling(search.found)) {
    const digest = options.digest?.(secret);
    const allowance = allowanceOf(text, { rule: rule.id, start, end, digest }, options);
    const finding: SecretFinding = {
      rule: rule.id,
      description: rule.description,
      start,
      end,
      ...positionOf(start),
      ...(digest === undefined ? {} : { digest }),
      ...(allowance?.kind === 'void' ? { note: allowance.note } : {}),
    };
    if (allowance?.kind !== 'allowed') findings.push(finding);
    else allowed.push({ finding, by: allowance.by, reason: allowance.reason });
  }
  return { findings, allowed, skipped: search.skipped };
}

/** One pass over one text. */
class Search {
  readonly found: Found[] = [];
  readonly skipped: Skip[] = [];
  readonly #text: string;
  readonly #rules: CompiledRules;
  readonly #options: ScanOptions;
  readonly #budget: Budget;
  /** For each rule where it may look next: behind what it found and where it looked; Infinity for other files' rules. */
  readonly #next = new Map<number, number>();
  #spent = false;

  constructor(text: string, rules: CompiledRules, options: ScanOptions) {
    this.#text = text;
    this.#rules = rules;
    this.#options = options;
    this.#budget = options.budget ?? usualBudget();
  }

  run(): void {
    const { length } = this.#text;
    for (let from = 0; from < length && !this.#spent; from += stretch) {
      if (this.#may(searchCost)) {
        const to = Math.min(from + stretch, length);
        searchAnchors(this.#text, this.#rules.table, from, to, ({ uses }, start) => {
          for (const use of uses) if (!this.#spent) this.#look(use, start);
        });
      }
      // What was found in this stretch is found; that nothing else is in it is not known.
      if (this.#spent) this.skipped.push({ why: 'budget', rule: null, start: from, end: length });
    }
  }

  #may(steps: number): boolean {
    this.#spent ||= !this.#budget.take(steps);
    return !this.#spent;
  }

  /** Tries a rule where an anchor of it stands. */
  #look(use: AnchorUse, anchor: number): void {
    const rule = this.#rules.rule(use.rule);
    const free = this.#next.get(use.rule) ?? (this.#applies(rule) ? 0 : Infinity);
    if (use.at === null) {
      const from = Math.max(anchor - nearReach, free);
      const to = anchor + nearReach;
      // Every place in the window may cost what an attempt costs; hardly any does.
      if (from >= to || !this.#may(rule.cost * 8)) return;
      this.#next.set(use.rule, to);
      for (const match of matchesAround(this.#text, rule, from, to)) this.#keep(use.rule, match);
      return;
    }
    for (let back = use.at[0]; back <= use.at[1]; back += 1) {
      if (anchor - back < free) continue;
      if (!this.#may(rule.cost)) return;
      const match = matchAt(this.#text, rule, anchor - back);
      if (match === null) continue;
      this.#next.set(use.rule, match.end);
      this.#keep(use.rule, match);
      return;
    }
  }

  #applies({ pathPattern }: CompiledRule): boolean {
    const pattern = pathPattern();
    const { path } = this.#options;
    return pattern === null || (path !== undefined && pattern.test(path));
  }

  #keep(place: number, match: Match): void {
    const rule = this.#rules.rule(place);
    if (counts(match, rule, this.#rules, this.#text, this.#options.path)) {
      this.found.push({ ...match, place, rule });
    }
  }
}

/** Of findings that overlap: what says exactly what it is before what only has a telling name; then the first rule. */
function mostTelling(found: readonly Found[]): readonly Found[] {
  const rank = ({ rule, place }: Found) => (rule.generic === true ? 1_000_000 : 0) + place;
  const kept: Found[] = [];
  for (const each of found.toSorted((a, b) => a.start - b.start || rank(a) - rank(b))) {
    const before = kept.at(-1);
    if (before === undefined || before.end <= each.start) kept.push(each);
    else if (rank(each) < rank(before)) kept[kept.length - 1] = each;
  }
  return kept;
}
