import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EventDraft, RecordDraft } from '../../../../src/core/audit/record.ts';
import {
  addActivity,
  countRepeats,
  countWords,
  isInterruption,
  type Activity,
} from '../../../../src/core/present/activity.ts';
import { activityRecord, type ActivityRecord } from '../../../../src/core/present/activityEntry.ts';
import { anyDraft, buildTrail, denial, origin } from '../audit/samples.ts';

const home = '/home/ada';

function shown(draft: RecordDraft): ActivityRecord | null {
  return activityRecord(buildTrail([[draft]])[0]!.records[1]!, home);
}

/** Records of decisions, a second apart, that differ in what is said. */
function told(changes: readonly Partial<EventDraft>[], from = 0): ActivityRecord[] {
  return changes.map((change, index) => {
    const record = shown({ ...denial, ...change } as EventDraft)!;
    const at = new Date(Date.UTC(2026, 0, 1) + (from + index) * 1000).toISOString();
    const id = `${String(from + index)}`;
    const own = { at, since: at, id, record: from + index };
    const repeats = [{ record: from + index, count: 0 }];
    return { ...record, entry: { ...record.entry, ...own, repeats } };
  });
}

function readOf(path: string): Partial<EventDraft> {
  const { effect } = denial.decision;
  assert.ok(effect !== null && 'target' in effect);
  const moved = { ...effect, target: { ...effect.target, path } };
  return { decision: { ...denial.decision, effect: moved } } as Partial<EventDraft>;
}

describe('activityRecord', () => {
  const lines: readonly (readonly [what: string, EventDraft, kind: string, label: string])[] = [
    ['a denied read', denial, 'denied', 'read .env'],
    [
      'an allowed one',
      { ...denial, decision: { ...denial.decision, verdict: 'allow' } },
      'allowed',
      'read .env',
    ],
    [
      'one that was only observed',
      {
        ...denial,
        decision: {
          ...denial.decision,
          verdict: 'allow',
          observed: { verdict: 'deny', rule: 'r', layer: 'built-in' },
        },
      },
      'observed',
      'read .env',
    ],
    [
      'a path outside the project',
      { ...denial, ...readOf('/home/ada/.ssh/id_rsa') } as EventDraft,
      'denied',
      'read ~/.ssh/id_rsa',
    ],
    [
      'a prompt',
      {
        ...denial,
        event: 'UserPromptSubmit',
        tool: 'UserPromptSubmit',
        decision: { ...denial.decision, verdict: 'allow', effect: null },
      },
      'allowed',
      'prompt',
    ],
    [
      'a path that led elsewhere',
      {
        ...origin,
        kind: 'race',
        facts: denial.facts,
        decision: denial.decision,
        policy: denial.policy,
        changes: [{ stated: 'a', before: '/w/a', after: '/w/b' }],
      },
      'changed',
      'a led elsewhere after the call',
    ],
    [
      'tampering',
      { ...origin, kind: 'tampering', what: 'grant', path: '/s/g.json', why: 'is not signed' },
      'tampering',
      'grant is not ours',
    ],
  ];
  for (const [what, draft, kind, label] of lines) {
    it(`shows ${what}`, () => {
      const { entry } = shown(draft)!;
      assert.deepEqual([entry.kind, entry.label], [kind, label]);
    });
  }

  it('leaves bookkeeping out', () => {
    const drafts: readonly RecordDraft[] = [
      { ...origin, kind: 'outcome', result: 'failed', withheld: true, durationMs: 3 },
      { ...origin, kind: 'lifecycle', event: 'SessionStart' },
      { kind: 'segment', previous: null, damage: null },
    ];
    for (const draft of drafts) assert.equal(shown(draft), null);
  });

  it('tells of damage', () => {
    const { entry, origin: who } = shown({ kind: 'segment', previous: null, damage: 'cut off' })!;
    assert.equal(entry.kind, 'note');
    assert.equal(who.agent, 'pinfold');
  });

  it('has no text that could move, turn or break a line, whatever an agent writes', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const record = shown(draft);
        if (record === null) return;
        const { label, rule, why } = record.entry;
        for (const text of [label, rule, ...why]) {
          assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        }
        assert.ok(label.length <= 160);
      }),
    );
  });
});

describe('countRepeats', () => {
  const later = '2026-01-01T00:05:00.000Z';
  const both = addActivity([], told([readOf('/home/ada/project/other'), {}]));

  it('adds what came again to the line of the record, which then stands first', () => {
    const [session] = countRepeats(both, [{ of: 0, count: 99, to: later }]);
    assert.deepEqual(
      session!.entries.map(({ label, times, at }) => [label, times, at]),
      [
        ['read other', 100, later],
        ['read .env', 1, '2026-01-01T00:00:01.000Z'],
      ],
    );
    assert.equal(session!.counts.denied, 101);
    assert.equal(session!.lastAt, later);
  });

  it('takes a count for all in all: told again, late or out of order, it adds nothing twice', () => {
    const counts = fc.array(fc.record({ of: fc.nat(3), count: fc.nat(50) }), { minLength: 1 });
    fc.assert(
      fc.property(counts, (list) => {
        const repeats = list.map((each) => ({ ...each, to: later }));
        const [session] = countRepeats(both, repeats);
        const most = (of: number): number =>
          Math.max(0, ...list.filter((each) => each.of === of).map(({ count }) => count));
        assert.equal(session!.counts.denied, 2 + most(0) + most(1));
      }),
    );
  });

  it('knows the records that one line stands for', () => {
    const folded = addActivity([], told([{}, {}]));
    const repeats = [
      { of: 0, count: 3, to: later },
      { of: 1, count: 4, to: later },
    ];
    assert.equal(countRepeats(folded, repeats)[0]!.entries[0]!.times, 9);
  });

  it('changes nothing for records that are not there', () => {
    assert.equal(countRepeats(both, [{ of: 7, count: 9, to: later }]), both);
    assert.equal(countRepeats(both, [{ of: 1, count: 0, to: later }])[0], both[0]);
  });
});

describe('a call that waits', () => {
  const request = 'c'.repeat(32);
  const asked = {
    ...denial,
    decision: { ...denial.decision, verdict: 'ask' },
    waiting: request,
  } as EventDraft;
  const end = (change: object = {}): EventDraft =>
    ({
      ...origin,
      kind: 'answer',
      request,
      verdict: 'allow',
      how: 'answered',
      key: 'a'.repeat(16),
      answer: 'b'.repeat(32),
      waitedMs: 1500,
      ...change,
    }) as EventDraft;
  const linesOf = (...drafts: readonly EventDraft[]): readonly unknown[] =>
    addActivity([], told(drafts))[0]!.entries.map(({ kind, label, wait }) => [
      kind,
      label,
      wait?.words ?? '',
    ]);

  const endings: readonly (readonly [change: object, kind: string, words: string])[] = [
    [{}, 'allowed', 'a person said yes'],
    [{ verdict: 'deny' }, 'denied', 'a person said no'],
    [{ verdict: 'deny', how: 'timed-out' }, 'denied', 'nobody answered in time'],
    [{ verdict: 'deny', how: 'lost' }, 'denied', 'the window that was asked is gone'],
    [{ verdict: 'ask', how: 'unreachable' }, 'asked', 'no window could be asked'],
  ];
  for (const [change, kind, words] of endings) {
    it(`is one line with its end: ${words}`, () => {
      assert.deepEqual(linesOf(asked), [['asked', 'read .env', 'waits for a person']]);
      assert.deepEqual(linesOf(asked, end(change)), [[kind, 'read .env', words]]);
      const [session] = addActivity([], told([asked, end(change)]));
      assert.equal(countWords(session!), `1 ${kind}`);
    });
  }

  it('is not mistaken for another one of the same words', () => {
    const other = { ...asked, waiting: 'd'.repeat(32) } as EventDraft;
    assert.deepEqual(linesOf(asked, other, end()), [
      ['allowed', 'read .env', 'a person said yes'],
      ['asked', 'read .env', 'waits for a person'],
    ]);
  });

  it('ends once, and an end without its call is a line of its own', () => {
    assert.equal(linesOf(asked, end(), end({ verdict: 'deny' })).length, 2);
    assert.deepEqual(linesOf(end()), [['allowed', 'Read: a person said yes', 'a person said yes']]);
  });
});

describe('addActivity', () => {
  it('groups by session, newest session and newest line first', () => {
    const one = told([{}, readOf('/home/ada/project/b')]);
    const two = told([{ session: 'session-2' }], 5);
    const activity = addActivity(addActivity([], one), two);
    assert.deepEqual(
      activity.map(({ key, entries }) => [key, entries.map(({ label }) => label)]),
      [
        ['claude-code session-2', ['read .env']],
        ['claude-code session-1', ['read b', 'read .env']],
      ],
    );
    const again = addActivity(activity, told([{}], 9));
    assert.equal(again[0]!.key, 'claude-code session-1');
  });

  it('counts what is the same within a short time as one line, also when others come between', () => {
    const storm = Array.from({ length: 1000 }, (_, index) =>
      index % 2 === 0 ? {} : readOf('/home/ada/project/other'),
    );
    const [session] = addActivity([], told(storm));
    assert.deepEqual(
      session!.entries.map(({ label, times }) => [label, times]),
      [
        ['read other', 500],
        ['read .env', 500],
      ],
    );
    assert.equal(session!.counts.denied, 1000);
    assert.equal(session!.entries[1]!.record, 998);
    assert.equal(session!.entries[1]!.id, '0');
  });

  it('keeps a storm of forty kinds in forty lines', () => {
    const storm = Array.from({ length: 400 }, (_, index) =>
      readOf(`/home/ada/project/${String(index % 40)}`),
    );
    const [session] = addActivity([], told(storm));
    assert.equal(session!.entries.length, 40);
    assert.equal(session!.counts.denied, 400);
  });

  it('is the very same when nothing is new: nobody shows it again', () => {
    const activity = addActivity([], told([{}]));
    assert.equal(addActivity(activity, []), activity);
  });

  it('does not count what comes much later as the same', () => {
    const [session] = addActivity([], [...told([{}]), ...told([{}], 3600)]);
    assert.equal(session!.entries.length, 2);
  });

  it('stays within its limits, and says what it let go', () => {
    const many = Array.from({ length: 900 }, (_, index) => ({
      ...readOf(`/home/ada/project/${String(index)}`),
      session: `session-${String(index % 3)}`,
    }));
    const activity = addActivity([], told(many as Partial<EventDraft>[]), {
      sessions: 2,
      entries: 100,
    });
    assert.deepEqual(
      activity.map(({ entries, letGo }) => [entries.length, letGo]),
      [
        [100, 200],
        [100, 200],
      ],
    );
    assert.equal(activity[0]!.entries[0]!.label, 'read 899');
  });

  it('comes to the same whether records come one by one or all at once', () => {
    const steps = fc.array(
      fc.record({
        session: fc.constantFrom('a', 'b', 'c'),
        path: fc.constantFrom('/x', '/y', '/z'),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(steps, (list) => {
        const records = told(
          list.map(({ session, path }) => ({ session, ...readOf(path) }) as Partial<EventDraft>),
        );
        const limits = { sessions: 2, entries: 3 };
        const slowly = records.reduce<Activity>(
          (activity, record) => addActivity(activity, [record], limits),
          [],
        );
        const counted = (activity: Activity): unknown =>
          activity.map(({ key, entries }) => [key, entries.map(({ id, times }) => [id, times])]);
        // Sessions that are let go in between start anew; with room for all there is no difference.
        const roomy = { sessions: 3, entries: 300 };
        const atOnce = addActivity([], records, roomy);
        const oneByOne = records.reduce<Activity>(
          (activity, record) => addActivity(activity, [record], roomy),
          [],
        );
        assert.deepEqual(counted(oneByOne), counted(atOnce));
        assert.ok(slowly.length <= 2 && slowly.every(({ entries }) => entries.length <= 3));
      }),
    );
  });

  it('says in words what came of a session', () => {
    const allowed = { decision: { ...denial.decision, verdict: 'allow' } } as Partial<EventDraft>;
    const [session] = addActivity([], told([{}, allowed, allowed]));
    assert.equal(countWords(session!), '1 denied, 2 allowed');
    assert.deepEqual(session!.entries.filter(isInterruption).length, 1);
  });
});
