import assert from 'node:assert/strict';
import fc from 'fast-check';
import { accept, judge, learn, learnOwn } from '../../../../src/core/integrity/judge.ts';
import { nothingRemembered, parseRemembered } from '../../../../src/core/integrity/remembered.ts';
import { isNews, passedAlarms, withPassed } from '../../../../src/core/integrity/standing.ts';
import {
  inOrder,
  integrityCases,
  knownIn,
  remembered,
  seenIn,
} from '../../../support/integrityCases.ts';

const keys = [{ id: 'ours', path: '/k/ours.key' }];
const sound = { ...inOrder, keys };
const tampered = integrityCases('tampering');

for (const name of ['tampering', 'harmless'] as const) {
  describe(`integrity: ${name}`, () => {
    for (const row of integrityCases(name)) {
      it(row.case, () => {
        const found = judge(knownIn(row), seenIn(row));
        assert.deepEqual(
          found.map(({ weight, kind }) => `${weight} ${kind}`),
          row.finds,
          JSON.stringify(found, null, 2),
        );
        const [first] = found;
        const words = `${first?.title} ${first?.path} ${first?.why} ${first?.meaning}`;
        assert.ok(words.includes(row.reads ?? ''), words);
      });
    }
  });
}

describe('what an extension learns', () => {
  it('is all of it from a sound installation, and a second look learns nothing', () => {
    const known = learn(nothingRemembered, inOrder);
    assert.deepEqual(known.programs?.files, remembered.programs?.files);
    const installed = inOrder.agents[0]?.installedAt;
    assert.deepEqual(known.agents, {
      'claude-code': { entries: 'claude-entries', record: 7, installed },
    });
    assert.deepEqual(learn(known, inOrder), known);
    assert.deepEqual(judge(known, inOrder), []);
    assert.deepEqual(parseRemembered(JSON.stringify(known)), known);
  });

  for (const row of tampered) {
    it(`is never what was found wrong: ${row.case}`, () => {
      const known = knownIn(row);
      const found = judge(known, seenIn(row));
      assert.deepEqual(judge(learn(known, seenIn(row)), seenIn(row)), found);
    });

    it(`and is told again when it comes again: ${row.case}`, () => {
      const known = learn(knownIn(row), seenIn(row));
      assert.ok(isNews(judge(known, seenIn(row)), []));
    });
  }

  it('is nothing of a second wrong thing when the first one is put right', () => {
    const wrong = withWrongHooks();
    const both = { ...wrong, launcher: { ...wrong.launcher, place: odd, made: null } };
    const known = learn(learn(remembered, both), wrong);
    assert.deepEqual(
      judge(known, wrong).map(({ kind }) => kind),
      ['hooks'],
    );
  });

  it('after its own work is what it put there, and of other agents what it knew', () => {
    const codex = { entries: 'codex-entries', record: 1, installed: null };
    const known = { ...remembered, agents: { ...remembered.agents, codex } };
    const launcher = { ...sound.launcher, place: { kind: 'file', digest: 'new' } as const };
    const after = learnOwn(known, sound, { ...sound, launcher }, ['claude-code']);
    assert.equal(after.programs?.launcher, 'new');
    assert.deepEqual(after.agents['codex'], codex);
    // Codex has no hooks and no record: nobody took them away in the open.
    assert.deepEqual(
      judge(after, { ...sound, launcher }).map(({ kind, agent }) => [kind, agent]),
      [['hooks', 'codex']],
    );
  });

  it('after its own work is nothing of programs that are not its own', () => {
    const files = { ...sound.programs.files, 'guard.cjs': { kind: 'file', digest: 'x' } as const };
    const after = { ...sound, programs: { ...sound.programs, files } };
    const known = learnOwn(remembered, sound, after, ['claude-code']);
    assert.deepEqual(
      judge(known, after).map(({ kind }) => kind),
      ['programs'],
    );
  });

  it('after its own work is no launcher with another node that was put there in that moment', () => {
    const made = { ...sound.expected, node: '/home/ada/x/node' };
    const place = { kind: 'file', digest: 'evil' } as const;
    const after = { ...sound, launcher: { ...sound.launcher, place, made } };
    for (const known of [remembered, nothingRemembered]) {
      const learnt = learnOwn(known, sound, after, ['claude-code']);
      const kinds = judge({ ...learnt, keys: ['ours'] }, after).map(({ kind }) => kind);
      assert.deepEqual(kinds, ['written-elsewhere']);
    }
  });

  it('after its own work is another node that a person accepted before', () => {
    const node = '/usr/bin/node';
    const made = { ...sound.expected, node };
    const launcher = { ...sound.launcher, made };
    const known = { ...remembered, programs: { ...remembered.programs!, node } };
    const after = { ...sound, launcher };
    assert.deepEqual(judge(learnOwn(known, sound, after, ['codex']), after), []);
  });

  it('is anew when it was protected anew: an `unprotect` of before is no excuse for what comes later', () => {
    const [claude, ...others] = sound.agents;
    assert.ok(claude !== undefined);
    const again = { ...claude, installedAt: '2026-11-26T09:00:00.000Z' };
    const known = learn(remembered, { ...sound, agents: [again, ...others], trailEnd: 12 });
    const bare = { ...claude, recorded: false, hooks: 'none', entries: null } as const;
    const seen = { ...sound, agents: [{ ...bare, installedAt: null, takenAway: 9 }, ...others] };
    assert.deepEqual(
      judge(known, seen).map(({ weight, kind }) => `${weight} ${kind}`),
      ['alarm hooks'],
    );
  });

  it('after its own unprotect is that nobody is guarded', () => {
    const [claude, codex] = sound.agents;
    assert.ok(claude !== undefined && codex !== undefined);
    const bare = { ...claude, recorded: false, hooks: 'none', entries: null } as const;
    const after = { ...sound, agents: [bare, codex] };
    assert.deepEqual(judge(learnOwn(remembered, sound, after, ['claude-code']), after), []);
  });

  it('is no longer every nonce that was ever issued: those of what is there, and the last ones', () => {
    const issued = Array.from({ length: 500 }, (_, at) => `n${String(at)}`);
    const there = { kind: 'pin', nonce: 'n3', key: 'ours', path: '/pins/n3.json' } as const;
    const keys = [{ id: 'ours', path: '/k/ours.key' }];
    const seen = { ...inOrder, keys, approvals: [there] };
    const after = learn({ ...remembered, issued }, seen);
    assert.deepEqual(after.issued, ['n3', ...issued.slice(300)]);
    assert.deepEqual(judge(after, seen), []);
    assert.equal(learn(after, seen).issued, after.issued);
  });

  it('cannot be any text', () => {
    for (const text of [
      '',
      '{}',
      'null',
      '{"format":2}',
      JSON.stringify({ ...remembered, keys: 1 }),
    ])
      assert.equal(parseRemembered(text), null);
  });
});

describe('what a person accepts', () => {
  for (const row of tampered.filter(({ finds }) => finds.length === 1)) {
    const [found] = judge(knownIn(row), seenIn(row));
    if (found === undefined || !found.ways.includes('accept')) continue;
    it(`is not told again: ${row.case}`, () => {
      const seen = seenIn(row);
      const left = judge(accept(knownIn(row), seen, found), seen);
      assert.deepEqual(
        left.filter(({ kind }) => kind === found.kind),
        [],
      );
    });
  }

  it('is what they were told of, not what was put there meanwhile', () => {
    const launcher = (digest: string, node: string) => ({
      ...sound.launcher,
      place: { kind: 'file', digest } as const,
      made: node === '' ? null : { ...sound.expected, node },
    });
    const told = { ...sound, launcher: launcher('theirs', '/usr/bin/node') };
    const [found] = judge(remembered, told);
    assert.equal(found?.kind, 'written-elsewhere');
    for (const other of [launcher('evil', ''), launcher('evil', '/home/ada/x/node')]) {
      const now = { ...sound, launcher: other };
      assert.deepEqual(accept(remembered, now, found), remembered);
    }
    assert.deepEqual(judge(accept(remembered, told, found), told), []);
  });

  it('is that change alone: the next one is told', () => {
    const switches = (code: string) => {
      const [claude, codex] = sound.agents;
      const each = { code, message: '', remedy: '', file: '/s' };
      return { ...sound, agents: [{ ...claude!, switches: [each] }, codex!] };
    };
    const [found] = judge(remembered, switches('obstacle-one'));
    const known = accept(remembered, switches('obstacle-one'), found!);
    assert.deepEqual(judge(known, switches('obstacle-one')), []);
    assert.equal(judge(known, switches('obstacle-two')).length, 1);
  });
});

describe('a change that was taken back', () => {
  const alarms = judge(remembered, withWrongHooks());

  it('stays told, in words', () => {
    const passed = passedAlarms(alarms, []);
    assert.deepEqual(Object.values(withPassed(remembered, passed).unseen), [
      'hooks of Claude Code were changed, and is as it was again',
    ]);
  });
  it('has not passed while something else is wrong with the same thing', () => {
    const other = judge(remembered, {
      ...sound,
      agents: [{ ...claudeNow(), hooks: 'none', entries: null }],
    });
    assert.deepEqual(passedAlarms(alarms, other), []);
  });
  it('is nothing for settings that were just being saved', () => {
    const saving = {
      ...sound,
      agents: [{ ...claudeNow(), hooks: 'unreadable', entries: null }],
    } as const;
    assert.deepEqual(passedAlarms(judge(remembered, saving), []), []);
  });
});

describe('every digest that is watched', () => {
  it('is found to be another one', () => {
    const programs = Object.keys(sound.programs.files);
    fc.assert(
      fc.property(fc.constantFrom(...programs), fc.string(), (name, digest) => {
        const file = { kind: 'file', digest: `${digest}!` } as const;
        const seen = {
          ...sound,
          programs: { ...sound.programs, files: { ...sound.programs.files, [name]: file } },
        };
        assert.equal(judge(remembered, seen)[0]?.weight, 'alarm');
      }),
    );
  });
});

const odd = { kind: 'odd', why: 'is a link' } as const;

function claudeNow() {
  const [claude] = sound.agents;
  assert.ok(claude !== undefined);
  return claude;
}

function withWrongHooks() {
  const wrong = { ...claudeNow(), hooks: 'changed', entries: 'x', why: 'has 1 changed' } as const;
  return { ...sound, agents: [wrong, ...sound.agents.slice(1)] };
}
