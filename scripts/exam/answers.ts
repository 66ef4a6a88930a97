import type { ExamRow } from './rows.ts';

/** What a guard says about one row. */
export interface Answer {
  readonly verdict: 'allow' | 'ask' | 'deny';
  /** Id of the rule that decided; empty where the guard names none. */
  readonly rule: string;
  readonly reason: string;
}

/** One guard's answers to all rows, in the order of the rows. */
export interface Sheet {
  readonly guard: string;
  readonly answers: readonly Answer[];
  /** Wall time of the whole run, start of the process included. */
  readonly durationMs: number;
}

/** How often each verdict was given to the rows of one kind. */
export interface Tally {
  readonly rows: number;
  readonly denied: number;
  readonly asked: number;
  readonly passed: number;
}

export interface Group {
  readonly kind: string;
  readonly expected: ExamRow['expected'];
  readonly apart: boolean;
  /** Positions of its rows in the exam. */
  readonly members: readonly number[];
}

/** Rows of one kind and expectation; those that stand apart make groups of their own, last. */
export function groupRows(rows: readonly ExamRow[]): readonly Group[] {
  const groups = new Map<string, Group & { members: number[] }>();
  for (const [position, { kind, expected, apart }] of rows.entries()) {
    const id = `${apart === null ? 0 : 1} ${expected} ${kind}`;
    const group = groups.get(id) ?? { kind, expected, apart: apart !== null, members: [] };
    group.members.push(position);
    groups.set(id, group);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

export function tallyOf(members: readonly number[], sheet: Sheet): Tally {
  const count = { allow: 0, ask: 0, deny: 0 };
  for (const position of members) count[answerAt(sheet, position).verdict] += 1;
  return { rows: members.length, denied: count.deny, asked: count.ask, passed: count.allow };
}

/** A row that a guard answers otherwise than expected. */
export interface Confusion extends ExamRow, Answer {}

export function confusionsOf(rows: readonly ExamRow[], sheet: Sheet): readonly Confusion[] {
  return rows.flatMap((row, position) => {
    const answer = answerAt(sheet, position);
    const passed = answer.verdict === 'allow';
    return passed === (row.expected === 'pass') ? [] : [{ ...row, ...answer }];
  });
}

/** @throws RangeError for a sheet that is shorter than the exam. */
function answerAt(sheet: Sheet, position: number): Answer {
  const answer = sheet.answers[position];
  if (answer === undefined) {
    throw new RangeError(`${sheet.guard} gave no answer to row ${String(position + 1)}.`);
  }
  return answer;
}
