import assert from 'node:assert/strict';
import type { Decision } from '../../src/core/actions/decision.ts';
import type { ReferenceAnswer } from './referencePolicy.ts';

const severity = (word: string): number => ['allow', 'ask', 'deny'].indexOf(word);

/** The product's decision says what the reference says, also of what was observed and relaxed. */
export function assertAgrees(decision: Decision, expected: ReferenceAnswer): void {
  assert.equal(decision.verdict, expected.verdict);
  const unobserved = decision.observed?.verdict ?? decision.verdict;
  assert.equal(unobserved, expected.unobserved, 'what it would have been without observing');
  // A relaxation is named exactly where it made a difference, and never makes one for the worse.
  const { unrelaxed } = expected;
  const changed =
    unrelaxed.verdict !== expected.verdict || unrelaxed.unobserved !== expected.unobserved;
  assert.equal(decision.relaxed !== undefined, changed, 'relaxed');
  assert.ok(severity(unrelaxed.verdict) >= severity(expected.verdict));
}
