import type { CompiledRules } from './compileRules.ts';
import {
  type AllowedFinding,
  type ScanOptions,
  type ScanResult,
  type SecretFinding,
  type Skip,
  usualBudget,
} from './finding.ts';
import { scanText } from './scanText.ts';

/** What stays of a part so that rules see what stands in front of the next one. */
const context = 2 * 1024;

/**
 * Scans a text that comes in parts, as {@link scanText} scans a whole one, in memory for one part and what a finding
 * may reach over. Positions are those in the whole text.
 */
export class PartScanner {
  readonly #rules: CompiledRules;
  readonly #options: ScanOptions;
  readonly #findings: SecretFinding[] = [];
  readonly #allowed: AllowedFinding[] = [];
  readonly #skipped: Skip[] = [];
  /** What is not done with, and where it stands in the whole text. */
  #text = '';
  #offset = 0;
  #line = 1;
  /** How far from the start of its line the text begins. */
  #column = 0;
  /** Findings in front of this place are known already. */
  #floor = 0;

  constructor(rules: CompiledRules, options: ScanOptions) {
    this.#rules = rules;
    // One for all parts.
    this.#options = { ...options, budget: options.budget ?? usualBudget() };
  }

  /**
   * Takes the next part.
   * @returns whether there is any use in going on; false when the budget is used up
   */
  add(part: string): boolean {
    this.#text += part;
    const reach = this.#rules.reach + 1;
    // As long as a finding may go on behind the end, it waits.
    if (this.#text.length > 2 * reach) this.#scan(this.#text.length - reach);
    return this.#skipped.length === 0;
  }

  /** @param size how long the whole text is at most, where parts are left that nobody read */
  end(size?: number): ScanResult {
    if (this.#skipped.length === 0) this.#scan(Infinity);
    const skipped = this.#skipped.map((skip) => ({ ...skip, end: Math.max(skip.end, size ?? 0) }));
    return { findings: this.#findings, allowed: this.#allowed, skipped };
  }

  /** Scans what is there and keeps findings that begin before a place in it. */
  #scan(before: number): void {
    const result = scanText(this.#text, this.#rules, this.#options);
    const counts = ({ start }: SecretFinding) => start >= this.#floor && start < before;
    const findings = result.findings.filter(counts);
    const allowed = result.allowed.filter(({ finding }) => counts(finding));
    this.#findings.push(...findings.map((each) => this.#moved(each)));
    this.#allowed.push(...allowed.map((each) => ({ ...each, finding: this.#moved(each.finding) })));
    this.#skipped.push(
      ...result.skipped.map((skip) => ({
        ...skip,
        start: skip.start + this.#offset,
        end: skip.end + this.#offset,
      })),
    );
    const ends = [...findings, ...allowed.map(({ finding }) => finding)].map(({ end }) => end);
    this.#forget(Math.min(Math.max(before, ...ends), this.#text.length));
  }

  #moved(finding: SecretFinding): SecretFinding {
    return {
      ...finding,
      start: finding.start + this.#offset,
      end: finding.end + this.#offset,
      line: finding.line + this.#line - 1,
      column: finding.column + (finding.line === 1 ? this.#column : 0),
    };
  }

  /** Lets go of what stands in front of a place, save for some context. */
  #forget(place: number): void {
    const cut = Math.max(place - context, 0);
    let start = 0;
    for (let at = this.#text.indexOf('\n'); at >= 0 && at < cut;) {
      this.#line += 1;
      this.#column = 0;
      start = at + 1;
      at = this.#text.indexOf('\n', start);
    }
    this.#column += cut - start;
    this.#offset += cut;
    this.#floor = place - cut;
    this.#text = this.#text.slice(cut);
  }
}
