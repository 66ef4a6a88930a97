import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Grant } from '../../../../src/core/approvals/approval.ts';
import { endOf, outOfForce } from '../../../../src/core/approvals/inForce.ts';

const minute = 60_000;
const issued = Date.parse('2026-03-01T12:00:00.000Z');
const iso = (time: number): string => new Date(time).toISOString();

function grant(scope: Grant['scope'], until: string, issuedAt = iso(issued)): Grant {
  const target = { agent: 'a', session: 's', effect: 'read', subject: '0'.repeat(64) } as const;
  const signed = { format: 1, key: '', nonce: '', signature: '', issuedAt } as const;
  return { ...signed, kind: 'grant', target, scope, callId: null, until };
}

describe('how long an approval holds', () => {
  const rows: readonly (readonly [string, Grant, minutes: number, inForce: boolean])[] = [
    ['a yes for one call', grant('once', iso(issued + minute)), 0.5, true],
    ['a yes for one call, at its end', grant('once', iso(issued + minute)), 1, false],
    ['a yes for one call that says a year', grant('once', '2027-03-01T00:00:00.000Z'), 16, false],
    ['a quarter of an hour', grant('minutes', iso(issued + 15 * minute)), 14.9, true],
    [
      'a quarter of an hour that says a day',
      grant('minutes', iso(issued + 1440 * minute)),
      15,
      false,
    ],
    ['a session', grant('session', iso(issued + 600 * minute)), 500, true],
    ['a session that says a year', grant('session', '2027-03-01T00:00:00.000Z'), 1441, false],
    ['a clock that went back a little', grant('once', iso(issued + minute)), -0.9, true],
    ['a clock that went back a lot', grant('once', iso(issued + minute)), -2, false],
    ['an end that is no time', grant('once', '2026-99-99T99:99:99.999Z'), 0, false],
    [
      'a beginning that is no time',
      grant('once', iso(issued), '2026-99-99T99:99:99.999Z'),
      0,
      false,
    ],
  ];
  for (const [name, each, minutes, inForce] of rows) {
    it(`${inForce ? 'holds' : 'holds not'}: ${name}`, () => {
      assert.equal(outOfForce(each, issued + minutes * minute) === null, inForce);
    });
  }

  it('is never longer than the rule says, whatever the approval says', () => {
    const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(
        fc.constantFrom('once', 'minutes', 'session'),
        time,
        time,
        (scope, until, now) => {
          const each = grant(scope, iso(until));
          assert.ok(endOf(each) <= issued + 1440 * minute);
          if (outOfForce(each, now) !== null) return;
          assert.ok(now < until && now < endOf(each) && now >= issued - minute);
        },
      ),
    );
  });
});
