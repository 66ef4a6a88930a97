import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toSegment } from '../../../../src/adapters/audit/verifyDirectory.ts';
import { chainRecord } from '../../../../src/core/audit/chain.ts';
import { noHash, type AuditRecord, type RecordDraft } from '../../../../src/core/audit/record.ts';
import { segmentName, type Verification } from '../../../../src/core/audit/verification.ts';
import { verifyTrail } from '../../../../src/core/audit/verify.ts';
import { asSegment, buildTrail, type BuiltSegment, denial, sha256 } from './samples.ts';

/** Segments that hang on each other in other ways than one after the other. */

type Lines = Pick<BuiltSegment, 'name' | 'lines'>;

function verify(segments: readonly Lines[]): Verification {
  return verifyTrail(segments.map(asSegment), sha256);
}

function problemOf(segments: readonly Lines[]): string {
  const result = verify(segments);
  assert.ok(!result.ok, 'the fault was not seen');
  return `${result.first.segment}:${result.first.line} ${result.first.problem}`;
}

/** A segment whose drafts follow `before`; its first record leaves `reserved` numbers free. */
function segment(
  number: number,
  before: AuditRecord | null,
  drafts: readonly RecordDraft[],
  reserved = 0,
): BuiltSegment {
  const name = segmentName(number);
  const records: AuditRecord[] = [];
  const lines: string[] = [];
  let last = before;
  const start: RecordDraft = {
    kind: 'segment',
    previous: before?.segment ?? null,
    damage: null,
    ...(reserved > 0 && { reserved }),
  };
  for (const draft of [start, ...drafts]) {
    const seq = (last?.seq ?? 0) + 1 + (draft === start ? reserved : 0);
    const at = `2026-01-02T03:04:05.${String(100 + records.length)}Z`;
    const position = { seq, segment: name, prev: last?.hash ?? noHash, at };
    const { record, line } = chainRecord(draft, position, sha256);
    last = record;
    records.push(record);
    lines.push(line);
  }
  return { name, records, lines };
}

/** 000001 was held by a stopped writer after its third record; the fourth came late, and 000002 tells of it. */
function leftBehind(told: boolean): readonly [BuiltSegment, BuiltSegment] {
  const first = segment(1, null, [denial, denial, denial]);
  const [, , third, fourth] = first.records as AuditRecord[];
  const { seq, hash } = fourth!;
  const late: RecordDraft = { kind: 'late', late: { segment: '000001', seq, hash } };
  return [first, segment(2, third!, told ? [denial, late, denial] : [denial, denial], 8)];
}

describe('a segment that did not wait for the writer of the one before', () => {
  it('is in order, and what came late is named', () => {
    const [first, second] = leftBehind(true);
    const result = verify([first, second]);
    assert.ok(result.ok, JSON.stringify(result));
    assert.equal(result.records, 8);
    assert.equal(result.head, second.records.at(-1)?.hash);
    assert.deepEqual(result.notes, [
      'Segment 000002 began after record 3 without waiting for a writer that held segment 000001; ' +
        'numbers 4 to 11 were left to it. It wrote 1 more after that: record 4 of segment 000001.',
    ]);
  });

  it('may follow on a line that the writer never finished', () => {
    const [first, second] = leftBehind(false);
    const text = `${first.lines.slice(0, 3).join('\n')}\n${first.lines[3]!.slice(0, 50)}`;
    const result = verifyTrail([toSegment('000001', Buffer.from(text)), asSegment(second)], sha256);
    assert.ok(result.ok, JSON.stringify(result));
    assert.match(result.notes.join(), /000001 ends in an interrupted write, at most one record/);
  });

  it('does not excuse an end that was cut, a gap in the numbers or an unknown origin', () => {
    const [first, second] = leftBehind(true);
    const cut = { ...first, lines: first.lines.slice(0, 3) };
    assert.match(
      problemOf([cut, second]),
      /000002:3 It names record 4 of segment 000001, which is/,
    );
    const cutMore = { ...first, lines: first.lines.slice(0, 2) };
    assert.match(problemOf([cutMore, second]), /000002:1 It does not follow/);
    const other = segment(2, first.records[2]!, [denial], 7);
    assert.ok(verify([first, other]).ok, 'fewer numbers would do');
    const none = segment(2, first.records[2]!, [denial]);
    assert.match(problemOf([first, none]), /000002:1 It does not follow/);
    const crowded = segment(2, first.records[0]!, [denial], 1);
    assert.match(problemOf([first, crowded]), /000002:1 Its number is not above 4/);
    const old = buildTrail([Array.from({ length: 30 }, () => denial)])[0]!;
    const early = segment(2, old.records[5]!, [denial], 100);
    assert.match(problemOf([old, early]), /000002:1 It does not follow/);
  });

  it('cannot show that a late record was cut off of which nobody told', () => {
    const [first, second] = leftBehind(false);
    assert.ok(verify([{ ...first, lines: first.lines.slice(0, 3) }, second]).ok);
  });

  it('shows any single changed byte, in either segment', () => {
    const segments = leftBehind(true);
    fc.assert(
      fc.property(fc.nat(1), fc.nat(), fc.integer({ min: 1, max: 255 }), (which, where, change) => {
        const changed = segments.map(({ name, lines }, index) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const at = where % bytes.length;
          if (index === which) bytes[at] = bytes[at]! ^ change;
          return toSegment(name, bytes);
        });
        assert.equal(verifyTrail(changed, sha256).ok, false);
      }),
      { numRuns: 1000 },
    );
  });

  it('holds for several that were left behind one after the other, and wake up in any order', () => {
    const first = segment(1, null, [denial, denial]);
    const second = segment(2, first.records[1]!, [denial], 8);
    const third = segment(3, first.records[1]!, [denial], 16);
    const empty = { name: '000002', lines: [] };
    for (const middle of [second, empty]) {
      const result = verify([first, middle, third]);
      assert.ok(result.ok, JSON.stringify(result));
    }
    assert.match(problemOf([first, third]), /000002:0 Segment file 000002 is not there/);
    const same = segment(3, first.records[1]!, [denial], 8);
    assert.match(problemOf([first, second, same]), /000003:1 Its number is not above/);
  });
});

describe('a trail whose beginning was pruned', () => {
  function pruned(next: AuditRecord, through: number): RecordDraft {
    const { segment: name, seq, hash } = next;
    const names = { from: '000001', to: segmentName(through) };
    const removed = { ...names, records: 2, bytes: 900, first: null, last: null, faults: 0 };
    return { kind: 'pruned', keepDays: 90, removed, next: { segment: name, seq, hash } };
  }
  const first = segment(1, null, [denial]);
  const second = segment(2, first.records.at(-1)!, [denial]);
  const third = segment(3, second.records.at(-1)!, [denial, pruned(second.records[0]!, 1), denial]);

  it('is in order, and says since when', () => {
    const result = verify([second, third]);
    assert.ok(result.ok, JSON.stringify(result));
    assert.match(result.notes.join(), /pruned to keep 90 days: the trail begins with record 3/);
    assert.ok(
      verify([first, second, third]).ok,
      'prune was interrupted before it removed anything',
    );
  });

  it('must hold the leave for it, for no more than is gone, and for exactly what stays', () => {
    assert.match(problemOf([third]), /000001:0 Segment files 000001 to 000002 are not there/);
    const without = segment(3, second.records.at(-1)!, [denial]);
    const result = verify([second, without]);
    assert.ok(!result.ok);
    assert.deepEqual(result.first.numbers, { first: 1, last: 2 });
    assert.match(result.first.missing, /records 1 to 2 \(2\), written before 2026/);
    const otherSecond = segment(2, first.records.at(-1)!, [denial, denial]);
    const forged = { ...otherSecond.records[0]!, hash: sha256('other') };
    const wrong = segment(3, second.records.at(-1)!, [pruned(forged, 1)]);
    assert.match(problemOf([second, wrong]), /000001:0 Segment file 000001 is not there/);
  });

  it('may begin with a segment that did not wait for one that is gone', () => {
    const fork = segment(2, first.records[0]!, [denial], 8);
    const end = segment(3, fork.records.at(-1)!, [pruned(fork.records[0]!, 1)]);
    assert.ok(verify([first, fork, end]).ok);
    const result = verify([fork, end]);
    assert.ok(result.ok, JSON.stringify(result));
  });

  it('may begin with an empty segment, and with two that begin from the same record', () => {
    const third2 = segment(3, first.records[1]!, [denial], 16);
    const end = segment(4, third2.records.at(-1)!, [pruned(third2.records[0]!, 1)]);
    const late = segment(2, first.records[1]!, [denial], 8);
    assert.ok(verify([{ name: '000002', lines: [] }, third2, end]).ok);
    const both = verify([late, third2, end]);
    assert.ok(both.ok, JSON.stringify(both));
  });
});

describe('times of records', () => {
  it('may go back: the numbers tell the order, and verification says so', () => {
    const [trail] = buildTrail([[denial]]);
    let last = trail!.records.at(-1)!;
    const lines = [...trail!.lines];
    for (const at of [
      '2026-01-02T03:00:00.000Z',
      '2026-01-02T02:00:00.000Z',
      '2026-01-03T00:00:00.000Z',
    ]) {
      const position = { seq: last.seq + 1, segment: '000001', prev: last.hash, at };
      const chained = chainRecord(denial, position, sha256);
      last = chained.record;
      lines.push(chained.line);
    }
    const result = verify([{ name: '000001', lines }]);
    assert.ok(result.ok);
    assert.deepEqual(result.notes, [
      'The clock went back 2 times, first at record 3. The numbers tell the order.',
    ]);
  });
});
