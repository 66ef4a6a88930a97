import assert from 'node:assert/strict';
import { answerRecord, conclude } from '../../../../src/app/approvals/conclude.ts';
import type { Effect } from '../../../../src/core/actions/effect.ts';
import type { Answer } from '../../../../src/core/approvals/approval.ts';
import type { WaitEnd } from '../../../../src/core/approvals/wait.ts';
import type { Verdict } from '../../../../src/core/actions/decision.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { createPolicy, type Policy } from '../../../../src/core/policy/decide.ts';
import { sampleRequest, sha256 } from '../../../support/approvalRequests.ts';

const answer = (verdict: Answer['verdict']): WaitEnd => ({
  how: 'answered',
  answer: {
    format: 1,
    kind: 'answer',
    key: 'k'.repeat(16),
    nonce: 'a'.repeat(32),
    issuedAt: '',
    signature: '',
    request: 'r',
    callId: null,
    facts: 'f',
    verdict,
  },
});
/** A policy that has one rule, about `terraform apply`. */
function askingPolicy(verdict: Verdict): Policy {
  const commands = [{ match: ['terraform', 'apply'], verdict, why: 'It changes things.' }];
  const file = { version: 1, commands } as const;
  const index = compilePolicy({
    layers: [{ name: 'organisation', file, anchor: null, trusted: true }],
    sources: [],
    homes: ['/home/u'],
    own: { state: '/home/u/.state', data: '/home/u/.data', config: '/home/u/.config/pinfold' },
    fold: false,
    build: 'test',
    sha256,
  });
  return createPolicy(index);
}

const traces = [{ path: '/w/x', origin: 'download' }] as const;

describe('what comes of a wait', () => {
  const request = sampleRequest();
  const again =
    (effects: readonly Effect[] = request.facts.effects, policy: Policy = askingPolicy('ask')) =>
    () => ({ facts: { ...request.facts, effects }, policy, traces });
  const never = (): never => assert.fail('judged again without need');

  it('is silence after a yes for what is still the same', () => {
    const { decision, how, traces: left } = conclude(request, answer('allow'), again());
    assert.deepEqual([decision.verdict, decision.rule, how], ['allow', 'grant.answer', 'answered']);
    assert.deepEqual(left, traces);
  });

  it('is a denial after a yes for what is no longer the same, or denied by now', () => {
    const more: Effect = { kind: 'connect', host: 'example.com', via: 'curl', sends: true };
    for (const judged of [
      again([]),
      again([...request.facts.effects, more]),
      again(undefined, askingPolicy('deny')),
    ]) {
      const { decision, how, traces: left } = conclude(request, answer('allow'), judged);
      assert.deepEqual([decision.verdict, how, left], ['deny', 'changed', []]);
      assert.match(decision.reason, /PF-APPROVAL-CHANGED/);
    }
  });

  it('is silence, too, when the policy allows it by now', () => {
    const { decision } = conclude(
      request,
      answer('allow'),
      again(undefined, askingPolicy('allow')),
    );
    assert.equal(decision.verdict, 'allow');
  });

  it('is a denial that says why for everything else, and leaves no trace', () => {
    const ends: readonly [WaitEnd, RegExp][] = [
      [answer('deny'), /said no/],
      [{ how: 'timed-out' }, /PF-APPROVAL-TIMEOUT/],
      [{ how: 'lost' }, /PF-APPROVAL-LOST/],
      [{ how: 'abandoned' }, /PF-APPROVAL-ABANDONED/],
    ];
    for (const [end, words] of ends) {
      const { decision, traces: left } = conclude(request, end, never);
      assert.deepEqual([decision.verdict, left], ['deny', []]);
      assert.match(decision.reason, words);
      assert.match(decision.reason, /Changes real infrastructure/);
      assert.notEqual(decision.remedy, '');
    }
  });

  it('is the question itself where nobody could be asked, and then the call may run', () => {
    const { decision, traces: left } = conclude(request, { how: 'unreachable' }, again());
    assert.deepEqual([decision, left], [request.decision, traces]);
  });

  it('is recorded with whose answer it was', () => {
    const origin = {
      agent: 'claude-code',
      agentVersion: null,
      session: 's',
      subagent: null,
      callId: 'c',
      event: 'PreToolUse',
      tool: 'Bash',
      cwd: '/w',
      notes: ['the last approved policy is in force'],
    };
    const end = answer('allow');
    const record = answerRecord(origin, 'n'.repeat(32), end, conclude(request, end, again()), {
      waitedMs: 5,
      notes: ['3 more'],
    });
    assert.deepEqual(
      [record.verdict, record.how, record.key, record.answer, record.request],
      ['allow', 'answered', 'k'.repeat(16), 'a'.repeat(32), 'n'.repeat(32)],
    );
    assert.deepEqual(record.notes, ['the last approved policy is in force', '3 more']);
  });
});
