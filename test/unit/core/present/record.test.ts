import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainRecord } from '../../../../src/core/present/explainRecord.ts';
import { recordLine } from '../../../../src/core/present/record.ts';
import type { EventDraft, RecordDraft } from '../../../../src/core/audit/record.ts';
import { anyDraft, buildTrail, denial, origin } from '../audit/samples.ts';

function recordOf(draft: RecordDraft): Parameters<typeof recordLine>[0] {
  return buildTrail([[draft]])[0]!.records[1]!;
}

describe('recordLine', () => {
  const lines: readonly (readonly [EventDraft, string])[] = [
    [
      denial,
      '#2  03:04:05  claude-code  deny  Read  read /home/ada/project/.env  [built-in.secrets.dotenv]',
    ],
    [
      { ...origin, kind: 'outcome', result: 'failed', withheld: true, durationMs: 3 },
      '#2  03:04:05  claude-code  failed  Read  output withheld',
    ],
    [
      { ...origin, kind: 'lifecycle', event: 'SessionStart', notes: ['firing'] },
      '#2  03:04:05  claude-code  SessionStart  firing',
    ],
    [
      {
        ...origin,
        kind: 'race',
        facts: denial.facts,
        decision: denial.decision,
        policy: denial.policy,
        changes: [{ stated: 'a', before: '/w/a', after: null }],
      },
      '#2  03:04:05  claude-code  race  Read  a was /w/a, is not there  [built-in.secrets.dotenv]',
    ],
    [
      { ...origin, kind: 'tampering', what: 'grant', path: '/s/g.json', why: 'is not signed' },
      '#2  03:04:05  claude-code  tampering  grant  /s/g.json  is not signed',
    ],
  ];
  for (const [draft, expected] of lines) {
    it(`shows ${draft.kind} in one line`, () => {
      assert.equal(recordLine(recordOf(draft)), expected);
    });
  }

  it('shows what the trail itself writes', () => {
    const first = buildTrail([[]])[0]!.records[0]!;
    assert.equal(recordLine(first), '#1  03:04:05  pinfold  segment 000001 begins');
    const place = {
      segment: '000001',
      seq: 7,
      hash: 'a'.repeat(64),
      at: '2026-01-02T03:04:05.678Z',
    };
    const { at: _, ...late } = place;
    const own: readonly (readonly [RecordDraft, string])[] = [
      [
        { kind: 'segment', previous: '000001', damage: null, reserved: 8 },
        'segment 000001 begins  8 numbers are left to a writer that does not get on',
      ],
      [
        { kind: 'repeat', of: 7, count: 1234, from: place.at, to: place.at },
        'repeat  #7 was denied again 1,234 times, from 03:04:05 to 03:04:05',
      ],
      [{ kind: 'late', late }, 'late  #7 came late, in segment 000001'],
      [
        {
          kind: 'pruned',
          keepDays: 30,
          removed: {
            from: '000001',
            to: '000002',
            records: 9,
            bytes: 99,
            faults: 0,
            first: place,
            last: { ...place, seq: 15 },
          },
          next: late,
        },
        `pruned  9 records removed, #7 to #15, of ${place.at} to ${place.at}; 30 days are kept`,
      ],
    ];
    for (const [draft, words] of own) {
      assert.equal(recordLine(recordOf(draft)), `#2  03:04:05  pinfold  ${words}`);
      assert.match(explainRecord(recordOf(draft)), /^What: /m);
    }
    const torn = { bytes: 12, digest: 'a'.repeat(64) };
    const sealed = recordOf({ kind: 'seal', reason: 'cut', torn });
    assert.equal(
      recordLine(sealed),
      '#2  03:04:05  pinfold  seal  12 bytes of an interrupted write',
    );
  });

  it('is one line that nothing in a record can turn around, move or break, and keeps the rule in sight', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const line = recordLine(recordOf(draft));
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
    );
    const path = `/home/ada/\u202e\u001b[2K\n${'x'.repeat(5000)}`;
    const effect = { ...denial.decision.effect!, target: { ...denial.facts.effects[0]!, path } };
    const hostile = {
      ...denial,
      decision: { ...denial.decision, effect },
    } as unknown as EventDraft;
    const line = recordLine(recordOf(hostile));
    assert.match(
      line,
      /\/home\/ada\/\\u\{202e\}\\u\{1b\}\[2K\\u\{a\}x+…  \[built-in\.secrets\.dotenv\]$/,
    );
  });
});

describe('explainRecord', () => {
  it('says what, by which rule and layer, why and what to do instead', () => {
    const record = recordOf({ ...denial, content: { length: 42, mac: 'b'.repeat(64) } });
    assert.equal(
      explainRecord(record),
      [
        'Record:     #2 of 2026-01-02T03:04:05.678Z',
        'Verdict:    deny',
        'Because of: read /home/ada/project/.env',
        'Why:        This file holds secrets.',
        'Instead:    Read .env.example instead.',
        'Rule:       built-in.secrets.dotenv (built-in)',
        'Effect:     read /home/ada/project/.env (by Read), in place: workspace, stated as ./.env',
        'Content:    42 bytes, not kept',
        'Agent:      claude-code 2.1.0',
        'Session:    session-1',
        'Event:      PreToolUse',
        'Tool:       Read',
        'Call:       call-1',
        'Folder:     /home/ada/project',
        `Policy:     ${denial.policy.slice(0, 16)}…`,
        `Hash:       ${record.hash.slice(0, 16)}…`,
      ].join('\n'),
    );
  });

  it('has as many lines as it has things to say, whatever stands in the record', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        for (const line of explainRecord(recordOf(draft)).split('\n')) {
          assert.match(line, /^[A-Z][a-z ]+: /);
          assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        }
      }),
    );
  });
});
