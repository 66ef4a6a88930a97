import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalJson } from '../../../../src/core/audit/canonicalJson.ts';
import { chainRecord } from '../../../../src/core/audit/chain.ts';
import { parseRecord } from '../../../../src/core/audit/parseRecord.ts';
import type { Sha256 } from '../../../../src/core/audit/chain.ts';
import { toSegment } from '../../../../src/adapters/audit/verifyDirectory.ts';
import type { Fault } from '../../../../src/core/audit/verification.ts';
import { verifyTrail } from '../../../../src/core/audit/verify.ts';
import { anyDraft, asSegment, buildTrail, denial, sha256, type BuiltSegment } from './samples.ts';

const drafts = fc.array(anyDraft, { minLength: 1, maxLength: 4 });
const trails = fc.array(drafts, { minLength: 1, maxLength: 3 }).map(buildTrail);

function bytesOf(segment: Pick<BuiltSegment, 'lines'>): Buffer {
  return Buffer.from(segment.lines.map((line) => `${line}\n`).join(''), 'utf8');
}

function firstFault(segments: readonly Pick<BuiltSegment, 'name' | 'lines'>[]): Fault {
  const result = verifyTrail(segments.map(asSegment), sha256);
  assert.ok(!result.ok, 'the fault was not seen');
  return result.first;
}

describe('a chained record', () => {
  it('is one line of canonical JSON that reads back as itself and carries its own hash', () => {
    fc.assert(
      fc.property(trails, (trail) => {
        for (const { lines, records } of trail) {
          for (const [index, line] of lines.entries()) {
            assert.ok(!line.includes('\n'));
            assert.deepEqual(parseRecord(line), JSON.parse(canonicalJson(records[index])));
            const { hash, ...rest } = JSON.parse(line) as { hash: string };
            assert.equal(sha256(canonicalJson(rest)), hash);
          }
        }
      }),
    );
  });

  it('stays small whatever an agent states, keeps the decision whole and says that it was shortened', () => {
    const [effect] = denial.facts.effects;
    const long = 'x'.repeat(1_000_000);
    const effects = Array.from({ length: 5000 }, () => ({ ...effect!, via: long }));
    const draft = { ...denial, facts: { ...denial.facts, effects }, cwd: long };
    const position = {
      seq: 1,
      segment: '000001',
      prev: '0'.repeat(64),
      at: '2026-01-02T03:04:05.678Z',
    };
    const { record, line } = chainRecord(draft, position, sha256);
    assert.ok(line.length < 300_000, String(line.length));
    assert.ok((record.shortened ?? 0) > 0);
    assert.ok(record.kind === 'decision');
    assert.deepEqual(record.decision, denial.decision);
    assert.notEqual(parseRecord(line), null);
  });

  it('is not said to be shortened when it was not', () => {
    const [segment] = buildTrail([[denial]]);
    assert.ok(segment?.records.every((record) => record.shortened === undefined));
  });
});

describe('verifyTrail', () => {
  it('finds any sound trail in order and names its head', () => {
    fc.assert(
      fc.property(trails, (trail) => {
        const result = verifyTrail(trail.map(asSegment), sha256);
        assert.deepEqual(result, {
          ok: true,
          records: trail.reduce((sum, { lines }) => sum + lines.length, 0),
          segments: trail.length,
          sealed: 0,
          notes: [],
          head: trail.at(-1)?.records.at(-1)?.hash,
        });
      }),
    );
  });

  it('sees any single changed byte', () => {
    fc.assert(
      fc.property(
        trails,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (trail, which, where, change) => {
          const changed = which % trail.length;
          const segments = trail.map((segment, index) => {
            const bytes = bytesOf(segment);
            const at = where % bytes.length;
            if (index === changed) bytes[at] = bytes[at]! ^ change;
            return toSegment(segment.name, bytes);
          });
          const result = verifyTrail(segments, sha256);
          assert.ok(!result.ok);
          assert.equal(result.first.segment, trail[changed]?.name);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('sees every byte value at every place of one record', () => {
    const [segment] = buildTrail([[{ ...denial, cwd: '/h/\ufffd' }]]);
    const sound = bytesOf(segment!);
    const quick: Sha256 = sha256;
    for (let at = 0; at < sound.length; at += 1) {
      for (const value of [0x00, 0x09, 0x0a, 0x20, 0x22, 0x31, 0xc3, 0xf0, 0xff, sound[at]! ^ 1]) {
        if (value === sound[at]) continue;
        const bytes = Buffer.from(sound);
        bytes[at] = value;
        assert.equal(verifyTrail([toSegment('000001', bytes)], quick).ok, false, `${at} ${value}`);
      }
    }
  });

  it('sees a removed record, unless it is the newest', () => {
    fc.assert(
      fc.property(trails, fc.nat(), (trail, where) => {
        const all = trail
          .flatMap(({ lines }, s) => lines.map((_, l) => [s, l] as const))
          .slice(0, -1);
        const [s, l] = all[where % all.length]!;
        const cut = trail.map((segment, index) =>
          index === s ? { ...segment, lines: segment.lines.toSpliced(l, 1) } : segment,
        );
        assert.ok(firstFault(cut).problem.length > 0);
      }),
    );
  });

  it('sees two records that changed places, a doubled one, and one from another trail', () => {
    fc.assert(
      fc.property(drafts, drafts, fc.nat(), (ours, theirs, where) => {
        const [trail] = buildTrail([ours]);
        const [other] = buildTrail([[denial, ...theirs]]);
        const { lines, name } = trail!;
        const at = where % (lines.length - 1);
        const swapped = lines.toSpliced(at, 2, lines[at + 1]!, lines[at]!);
        const doubled = lines.toSpliced(at, 0, lines[at]!);
        const foreign = lines.toSpliced(at + 1, 0, other!.lines[1]!);
        for (const bad of [swapped, doubled, foreign]) {
          if (bad.slice(0, at + 2).join('\n') === lines.slice(0, at + 2).join('\n')) continue;
          firstFault([{ name, lines: bad }]);
        }
      }),
    );
  });

  it('sees missing, renamed, swapped and doubled segment files', () => {
    const [a, b, c] = buildTrail([[denial], [denial], [denial]]) as [
      BuiltSegment,
      BuiltSegment,
      BuiltSegment,
    ];
    assert.match(firstFault([b, c]).problem, /000001 is not there/);
    assert.match(firstFault([a, c]).problem, /000002 is not there/);
    assert.match(firstFault([a, { ...c, name: '000002' }]).problem, /belongs to segment 000003/);
    assert.equal(firstFault([a, { ...b, lines: [] }, c]).segment, '000003');
    assert.equal(
      verifyTrail([a, b].map(asSegment), sha256).ok,
      true,
      'a cut-off end cannot be seen',
    );
  });

  it('names the line, the number and what may be missing', () => {
    const [segment] = buildTrail([[denial, denial, denial, denial]]);
    const { lines, name } = segment!;
    const fault = firstFault([{ name, lines: lines.toSpliced(2, 2) }]);
    const time = '2026-01-02T03:04:05.678Z';
    assert.deepEqual(fault, {
      segment: '000001',
      line: 3,
      seq: 5,
      problem: 'It does not follow the record before it: records were removed, added or moved.',
      missing: `Missing or untrue: records 3 to 4 (2), written between ${time} and ${time}.`,
      numbers: { first: 3, last: 4 },
      after: time,
      before: time,
    });
  });

  it('goes on after a fault and finds one in each segment', () => {
    const trail = buildTrail([[denial, denial], [denial], [denial]]);
    const bad = trail.map((segment, index) =>
      index === 1 ? segment : { ...segment, lines: segment.lines.with(1, 'garbage') },
    );
    const result = verifyTrail(bad.map(asSegment), sha256);
    assert.ok(!result.ok);
    assert.deepEqual(
      result.faults.map(({ segment, line }) => [segment, line]),
      [
        ['000001', 2],
        ['000003', 2],
      ],
    );
  });

  it('survives hostile lines', () => {
    const [{ lines, name }] = buildTrail([[denial]]) as [BuiltSegment];
    const deep = `${lines[1]!.slice(0, -1)},"z":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const hostile = [
      deep,
      'null',
      '[]',
      '"x"',
      '{}',
      '',
      ' ',
      lines[1]!.replace('"version":1', '"version":2'),
    ];
    for (const line of hostile)
      assert.equal(firstFault([{ name, lines: [lines[0]!, line] }]).line, 2);
    assert.match(firstFault([{ name, lines: [lines[0]!, hostile.at(-1)!] }]).problem, /version 2/);
  });
});
