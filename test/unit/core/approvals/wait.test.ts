import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Answer } from '../../../../src/core/approvals/approval.ts';
import { settleMs } from '../../../../src/core/approvals/limits.ts';
import {
  beginWait,
  endOf,
  nextLook,
  type Wait,
  type WaitEvent,
  withEvent,
} from '../../../../src/core/approvals/wait.ts';

const deadline = 10_000;
const answer = (verdict: Answer['verdict'], nonce = 'n'): Answer => ({
  format: 1,
  kind: 'answer',
  key: 'k',
  nonce,
  issuedAt: '',
  signature: '',
  request: 'r',
  callId: null,
  facts: 'f',
  verdict,
});
const asked = (window: string): WaitEvent => ({ kind: 'asked', window });
const closed = (window: string): WaitEvent => ({ kind: 'closed', window });
const says = (window: string, verdict: Answer['verdict'], at: number): WaitEvent => ({
  kind: 'answer',
  window,
  answer: answer(verdict, window),
  at,
});
const after = (windows: readonly string[], ...events: readonly WaitEvent[]): Wait =>
  events.reduce(withEvent, beginWait(windows, deadline));
const how = (wait: Wait, now: number): string => {
  const end = endOf(wait, now);
  if (end === null) return 'waits';
  return end.how === 'answered' ? `${end.answer.verdict} of ${end.answer.nonce}` : end.how;
};

describe('waiting for an answer', () => {
  it('ends with the yes of the only window at once', () => {
    assert.equal(how(after(['a'], asked('a'), says('a', 'allow', 5)), 5), 'allow of a');
  });

  it('lets a no of another window win for a moment, and not for longer', () => {
    const yes = after(['a', 'b'], asked('a'), asked('b'), says('a', 'allow', 5));
    assert.equal(how(yes, 5), 'waits');
    assert.equal(nextLook(yes, 5), settleMs);
    assert.equal(how(withEvent(yes, says('b', 'deny', 20)), 20), 'deny of b');
    assert.equal(how(yes, 5 + settleMs), 'allow of a');
  });

  it('does not wait for a second yes that is here, nor for windows that are gone', () => {
    const yes = after(['a', 'b'], asked('a'), asked('b'), says('a', 'allow', 5));
    assert.equal(how(withEvent(yes, says('b', 'allow', 6)), 6), 'allow of a');
    assert.equal(how(withEvent(yes, closed('b')), 6), 'allow of a');
  });

  it('ends with a no at once', () => {
    assert.equal(
      how(after(['a', 'b'], asked('a'), asked('b'), says('a', 'deny', 5)), 5),
      'deny of a',
    );
  });

  it('tells windows that went away from windows that never were', () => {
    assert.equal(how(after(['a', 'b'], asked('a'), closed('a')), 1), 'waits');
    assert.equal(how(after(['a', 'b'], asked('a'), closed('a'), closed('b')), 1), 'lost');
    assert.equal(how(after(['a', 'b'], closed('a'), closed('b')), 1), 'unreachable');
    assert.equal(how(after([]), 1), 'unreachable');
  });

  it('ends at the deadline, whatever hangs', () => {
    assert.equal(how(after(['a', 'b'], asked('a')), deadline - 1), 'waits');
    assert.equal(how(after(['a', 'b'], asked('a')), deadline), 'timed-out');
    assert.equal(nextLook(after(['a']), 0), deadline);
  });

  it('hears nobody who was not asked, or is not known, or has spoken', () => {
    assert.equal(how(after(['a'], says('a', 'allow', 1)), 1), 'waits');
    assert.equal(how(after(['a'], asked('a'), says('x', 'allow', 1)), 1), 'waits');
    const no = after(['a', 'b'], asked('a'), asked('b'), says('a', 'allow', 1));
    assert.equal(how(withEvent(no, says('a', 'deny', 2)), 2), 'waits');
  });

  const windows = ['a', 'b', 'c'];
  const anyEvent: fc.Arbitrary<(at: number) => WaitEvent> = fc
    .tuple(fc.constantFrom('asked', 'closed', 'allow', 'deny'), fc.constantFrom(...windows, 'x'))
    .map(([what, window]) => (at: number) => {
      if (what === 'asked' || what === 'closed') return { kind: what, window };
      return says(window, what as Answer['verdict'], at);
    });

  it('never ends with a yes that nobody said, or while a no is there', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), fc.nat(20_000), (makers, later) => {
        const events = makers.map((make, at) => make(at));
        const wait = after(windows, ...events);
        const end = endOf(wait, events.length + later);
        const spoken = (verdict: string): boolean =>
          wait.answers.some((each) => each.answer.verdict === verdict);
        if (end?.how !== 'answered') return !spoken('deny');
        return end.answer.verdict === 'deny' ? spoken('deny') : spoken('allow') && !spoken('deny');
      }),
    );
  });

  it('always ends, at the time at which it says that it looks again at the latest', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), (makers) => {
        let wait = beginWait(windows, deadline);
        makers.forEach((make, at) => (wait = withEvent(wait, make(at))));
        let now = makers.length;
        for (let looks = 0; looks < 3 && endOf(wait, now) === null; looks += 1) {
          now += nextLook(wait, now);
        }
        assert.notEqual(endOf(wait, now), null);
      }),
    );
  });
});
