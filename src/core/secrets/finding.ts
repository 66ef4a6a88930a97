import type { AllowList } from './allowList.ts';

/**
 * What a scan of one text says. Positions are in UTF-16 units, as editors and JavaScript count; nothing here ever holds
 * the value that was found.
 */
export interface SecretFinding {
  /** Id of the rule, e.g. `aws-access-token`. */
  readonly rule: string;
  /** What it seems to be, one sentence for people. */
  readonly description: string;
  /** Where the secret itself stands, without the name in front of it: offsets into the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Of its first character, counted from 1. */
  readonly line: number;
  readonly column: number;
  /** What {@link ScanOptions.digest} made of the value; only where the caller gave one. */
  readonly digest?: string;
  /** Why something that was meant to allow it does not count, in words for people. */
  readonly note?: string;
}

/** A finding that a comment or an entry allows. */
export interface AllowedFinding {
  readonly finding: SecretFinding;
  readonly by: 'comment' | 'entry';
  /** What the person gave as the reason. */
  readonly reason: string;
}

/** A part of the text, or all of it, that was not looked at. */
export interface Skip {
  /**
   * `budget`: the work that the caller allows for this text was done. `binary`: it is no text. Adapters add what they
   * meet: `unreadable`, `not-a-file`, `vanished`.
   */
  readonly why: SkipReason;
  /** The rule that was not asked everywhere; null when it is all of them. */
  readonly rule: string | null;
  /** From where on, and to where. */
  readonly start: number;
  readonly end: number;
}

export type SkipReason = 'budget' | 'binary' | 'unreadable' | 'not-a-file' | 'vanished';

export interface ScanResult {
  /** In the order of the text; of findings that overlap only the most telling one. */
  readonly findings: readonly SecretFinding[];
  readonly allowed: readonly AllowedFinding[];
  /** Never empty when something was not looked at. */
  readonly skipped: readonly Skip[];
}

/** How much work a scan may do. */
export interface Budget {
  /**
   * Asks for leave to do some more.
   * @param steps about as many as the characters that will be looked at
   * @returns false when it is used up; the scan then reports what is left and ends
   */
  take(steps: number): boolean;
}

/** A budget that counts steps: the same text always gets as far. */
export function stepBudget(steps: number): Budget {
  let left = steps;
  return {
    take: (more) => {
      left -= more;
      return left >= 0;
    },
  };
}

export interface ScanOptions {
  /** As allow-lists and rules for certain files see it, with `/`; absent for text that is no file. */
  readonly path?: string;
  readonly allow?: AllowList;
  /** Whether `pinfold:allow` comments in the text count. They do unless told otherwise. */
  readonly comments?: boolean;
  /** The present, in milliseconds since 1970, for what expires. */
  readonly now: number;
  /** Absent: {@link usualBudget}. */
  readonly budget?: Budget;
  /** Makes of a value what may be written down of it, e.g. a keyed hash. */
  readonly digest?: (value: string) => string;
}

/** What one text may cost when the caller does not say: some seconds at worst. */
export function usualBudget(): Budget {
  return stepBudget(4_000_000_000);
}
