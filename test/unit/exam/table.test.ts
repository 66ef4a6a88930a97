import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Answer,
  confusionsOf,
  groupRows,
  type Sheet,
  tallyOf,
} from '../../../scripts/exam/answers.ts';
import type { ExamRow } from '../../../scripts/exam/rows.ts';
import { examTable } from '../../../scripts/exam/table.ts';

function rowOf(id: string, kind: string, expected: ExamRow['expected'], apart = false): ExamRow {
  return { id, command: `run ${id}`, kind, expected, apart: apart ? 'disks' : null };
}

function sheetOf(guard: string, ...verdicts: readonly Answer['verdict'][]): Sheet {
  const answers = verdicts.map((verdict) => ({ verdict, rule: 'a.rule', reason: 'because' }));
  return { guard, answers, durationMs: 1500 };
}

const rows = [
  rowOf('1', 'read', 'interrupt'),
  rowOf('2', 'read', 'interrupt'),
  rowOf('3', 'read', 'interrupt'),
  rowOf('4', 'send', 'interrupt'),
  rowOf('5', 'look', 'pass'),
  rowOf('6', 'look', 'pass', true),
];
const first = sheetOf('First', 'deny', 'ask', 'allow', 'deny', 'ask', 'ask');
const second = sheetOf('Second', 'deny', 'deny', 'deny', 'allow', 'allow', 'allow');

describe('the table of an exam', () => {
  it('has each guard’s figures beside the others’, and what stands apart by itself', () => {
    assert.equal(
      examTable(rows, [first, second]),
      `                                 First                                    Second
kind      expected   rows  interrupted    denied     asked   passed  interrupted    denied   asked    passed
read      interrupt     3      66.67 %   33.33 %   33.33 %  33.33 %     100.00 %  100.00 %  0.00 %    0.00 %
send      interrupt     1     100.00 %  100.00 %    0.00 %   0.00 %       0.00 %    0.00 %  0.00 %  100.00 %
look      pass          1     100.00 %    0.00 %  100.00 %   0.00 %       0.00 %    0.00 %  0.00 %  100.00 %
together  interrupt     4      75.00 %   50.00 %   25.00 %  25.00 %      75.00 %   75.00 %  0.00 %   25.00 %
apart
look      pass          1     100.00 %    0.00 %  100.00 %   0.00 %       0.00 %    0.00 %  0.00 %  100.00 %
Time for all rows: First 1.5 s, Second 1.5 s
`,
    );
  });

  it('names what was answered otherwise than expected', () => {
    const ids = (sheet: Sheet): string[] => confusionsOf(rows, sheet).map(({ id }) => id);
    assert.deepEqual(ids(first), ['3', '5', '6']);
    assert.deepEqual(ids(second), ['4']);
    assert.deepEqual(confusionsOf(rows, second)[0], {
      ...rows[3],
      verdict: 'allow',
      rule: 'a.rule',
      reason: 'because',
    });
  });

  it('refuses a sheet that is too short', () => {
    assert.throws(() => examTable(rows, [sheetOf('Short', 'deny')]), RangeError);
  });

  it('counts every row once, whatever the exam', () => {
    const anyRow = fc.record({
      id: fc.string(),
      command: fc.string(),
      kind: fc.constantFrom('a', 'b', 'a b'),
      expected: fc.constantFrom('interrupt' as const, 'pass' as const),
      apart: fc.constantFrom(null, 'x'),
    });
    const anyVerdict = fc.constantFrom('allow' as const, 'ask' as const, 'deny' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(anyRow, anyVerdict)), (pairs) => {
        const exam = pairs.map(([row]) => row);
        const sheet = sheetOf('Any', ...pairs.map(([, verdict]) => verdict));
        const groups = groupRows(exam);
        const members = groups.flatMap((group) => group.members).toSorted((a, b) => a - b);
        assert.deepEqual(
          members,
          exam.map((_, position) => position),
        );
        for (const group of groups) {
          const { rows: count, denied, asked, passed } = tallyOf(group.members, sheet);
          assert.equal(denied + asked + passed, count);
        }
      }),
    );
  });
});
