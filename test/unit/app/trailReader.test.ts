import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createTrailReader } from '../../../src/app/trailReader.ts';
import type { AuditRecord } from '../../../src/core/audit/record.ts';
import { buildTrail, denial } from '../core/audit/samples.ts';

const [segment] = buildTrail([Array.from({ length: 400 }, () => denial)]);
const all = segment!.records;

/** A trail that grows, and counts the records that it was asked for. */
function growing() {
  const state = { length: 0, asked: 0 };
  const trail = {
    last: (count: number): readonly AuditRecord[] => {
      const records = all.slice(Math.max(0, state.length - count), state.length);
      state.asked += records.length;
      return records;
    },
  };
  return { state, trail };
}

function numbers(records: readonly AuditRecord[]): readonly number[] {
  return records.map(({ seq }) => seq);
}

describe('a reader of the trail', () => {
  it('gives the newest records first, and then what is new', () => {
    const { state, trail } = growing();
    state.length = 10;
    const reader = createTrailReader(trail, { first: 3 });
    assert.deepEqual(numbers(reader.next().records), [8, 9, 10]);
    assert.deepEqual(reader.next(), { records: [], missed: false, untold: [] });
    state.length = 12;
    assert.deepEqual(numbers(reader.next().records), [11, 12]);
  });

  it('gives each record once and in order, however many come at a time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(90), { maxLength: 12 }), fc.nat(20), (steps, first) => {
        const { state, trail } = growing();
        state.length = 20;
        const reader = createTrailReader(trail, { first });
        const begun = reader.next().records.length;
        const seen: number[] = [];
        for (const step of steps) {
          state.length = Math.min(all.length, state.length + step);
          const { records, missed } = reader.next();
          assert.equal(missed, false);
          seen.push(...numbers(records));
        }
        // Nothing was known when nothing was read first: then all that is there is new.
        const from = begun === 0 ? 1 : 21;
        const expected = Array.from({ length: state.length - from + 1 }, (_, i) => from + i);
        if (begun > 0 || steps.length > 0) assert.deepEqual(seen, expected);
      }),
    );
  });

  it('reads little when little is new', () => {
    const { state, trail } = growing();
    state.length = 300;
    const reader = createTrailReader(trail, { first: 50 });
    reader.next();
    state.asked = 0;
    state.length += 1;
    reader.next();
    assert.ok(state.asked <= 16, `${String(state.asked)} records were read`);
  });

  it('says when more came than it reads at once', () => {
    const { state, trail } = growing();
    state.length = 5;
    const reader = createTrailReader(trail, { first: 5, most: 100 });
    reader.next();
    state.length = 300;
    const { records, missed } = reader.next();
    assert.equal(missed, true);
    assert.deepEqual(numbers(records).slice(0, 1), [201]);
    state.length = 301;
    assert.deepEqual(reader.next().missed, false);
  });

  it('begins anew when the trail was removed', () => {
    const { state, trail } = growing();
    state.length = 20;
    const reader = createTrailReader(trail, { first: 20 });
    reader.next();
    const other = buildTrail([[{ ...denial, callId: 'another' }]])[0]!.records;
    trail.last = () => other;
    const { records, missed } = reader.next();
    assert.equal(missed, false);
    assert.deepEqual(records.at(-1), other.at(-1));
  });
});
