import assert from 'node:assert/strict';
import { raceRecord } from '../../../src/app/recordOutcome.ts';
import { decisionRecord, originOf } from '../../../src/app/recordOf.ts';
import type { Guarded } from '../../../src/app/guardAction.ts';
import type { Effect } from '../../../src/core/actions/effect.ts';
import type { AuditRecord } from '../../../src/core/audit/record.ts';
import type { HookCall } from '../../../src/ports/agent.ts';

const call: HookCall = {
  event: 'PostToolUse',
  phase: 'after-tool',
  permissionMode: null,
  transcript: null,
  action: {
    agent: 'claude-code',
    session: 's',
    cwd: '/ws',
    tool: 'Read',
    callId: 'c1',
    subagent: null,
    statements: [],
    content: null,
    input: null,
  },
};
const origin = originOf(call, '2.1.330');

function read(stated: string, path: string): Effect {
  const target = { stated, path, faces: [], place: 'workspace' as const, root: '/ws' };
  return { kind: 'read', target, via: 'Read', certainty: 'surely' };
}

function guarded(...effects: Effect[]): Guarded {
  return {
    facts: { agent: 'claude-code', tool: 'Read', effects },
    decision: {
      verdict: 'allow',
      rule: 'default.workspace.read',
      layer: 'built-in',
      effect: effects.at(-1) ?? null,
      reason: '',
      remedy: '',
    },
    traces: [],
  };
}

function recorded(...effects: Effect[]): AuditRecord {
  const link = { version: 1, seq: 1, at: '', segment: '000001', prev: '', hash: '' } as const;
  return { ...decisionRecord(origin, guarded(...effects), 'p', null, 1), ...link };
}

describe('a race between decision and use', () => {
  it('is what leads elsewhere afterwards', () => {
    const race = raceRecord(
      call,
      recorded(read('x', '/ws/a')),
      guarded(read('x', '/ws/.env')),
      origin,
    );
    assert.deepEqual(race?.changes, [{ stated: 'x', before: '/ws/a', after: '/ws/.env' }]);
  });

  it('is not what leads to the same place, or was not judged before', () => {
    const before = recorded(read('x', '/ws/a'));
    assert.equal(raceRecord(call, before, guarded(read('x', '/ws/a')), origin), null);
    assert.equal(raceRecord(call, before, guarded(read('y', '/ws/b')), origin), null);
  });

  it('is not claimed without the record of the same call', () => {
    const now = guarded(read('x', '/ws/b'));
    assert.equal(raceRecord(call, null, now, origin), null);
    const other = { ...recorded(read('x', '/ws/a')), callId: 'c2' } as AuditRecord;
    assert.equal(raceRecord(call, other, now, origin), null);
  });
});

describe('the record of a decision', () => {
  it('keeps the deciding effect however many there are, and says how many it left out', () => {
    const effects = Array.from({ length: 500 }, (_, i) => read(`f${i}`, `/ws/f${i}`));
    const record = decisionRecord(origin, guarded(...effects), 'p', null, 1);
    assert.equal(record.facts.effects.length, 200);
    assert.ok(record.facts.effects.includes(effects.at(-1)!));
    assert.match(record.notes?.[0] ?? '', /300 further effects/);
  });
});
