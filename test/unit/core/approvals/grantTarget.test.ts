import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { Effect } from '../../../../src/core/actions/effect.ts';
import { type GrantCall, grantTargetOf } from '../../../../src/core/approvals/grantTarget.ts';

const action: GrantCall['action'] = {
  agent: 'claude-code',
  session: 's1',
  cwd: '/w',
  tool: 'Bash',
  input: { command: 'make deploy' },
  statements: [{ kind: 'shell', command: 'make deploy', cwd: '/w', via: 'Bash' }],
};

function call(effects: readonly Effect[], change: Partial<GrantCall['action']> = {}): GrantCall {
  return { action: { ...action, ...change }, facts: { agent: '', tool: '', effects } };
}

function read(path: string, more: object = {}, about: object = {}): Effect {
  const target = { stated: path, path, faces: [], place: 'home', root: null, ...more } as const;
  return { kind: 'read', target, via: 'Read', certainty: 'surely', ...about };
}

const unresolved: Effect = { kind: 'unresolved', why: 'w', via: 'make' };
const script = (digest: string): Effect => ({
  kind: 'run',
  program: './x.sh',
  args: [],
  via: 'sh',
  script: { path: '/w/x.sh', digest: digest.repeat(64) },
});

const subjectOf = (effect: Effect, at: GrantCall) => grantTargetOf(effect, at, sha256Hex)?.subject;

describe('what a grant is for', () => {
  const path = read('/home/u/notes.txt');
  const same: readonly (readonly [string, Effect])[] = [
    ['another tool', read('/home/u/notes.txt', {}, { via: 'cat' })],
    ['other words for it', read('/home/u/notes.txt', { stated: '~/notes.txt' })],
    ['less certainty', read('/home/u/notes.txt', {}, { certainty: 'given' })],
  ];
  for (const [name, effect] of same) {
    it(`is the same path, by ${name}`, () => {
      assert.equal(subjectOf(effect, call([effect])), subjectOf(path, call([path])));
    });
  }

  const others: readonly (readonly [string, Effect])[] = [
    ['a longer path', read('/home/u/notes.txt2')],
    ['its folder', read('/home/u')],
    ['a link to it', read('/home/u/notes.txt', { faces: ['/w/link'] })],
    ['what it would show', read('/home/u/notes.txt', { shows: ['/home/u/.env'] })],
    ['only using it', read('/home/u/notes.txt', {}, { uses: true })],
    ['only its names', read('/home/u/notes.txt', {}, { namesOnly: true })],
  ];
  for (const [name, effect] of others) {
    it(`is another thing: ${name}`, () => {
      assert.notEqual(subjectOf(effect, call([effect])), subjectOf(path, call([path])));
    });
  }

  it('is one path for one kind of effect, agent and session', () => {
    const target = grantTargetOf(path, call([path]), sha256Hex)!;
    assert.deepEqual([target.agent, target.session, target.effect], ['claude-code', 's1', 'read']);
    const write = { ...path, kind: 'write' } as Effect;
    assert.equal(grantTargetOf(write, call([write]), sha256Hex)?.effect, 'write');
    assert.equal(grantTargetOf(path, call([path], { session: '' }), sha256Hex), null);
  });

  const before = subjectOf(unresolved, call([unresolved]));
  const changes: readonly (readonly [string, GrantCall])[] = [
    ['one byte more', call([unresolved], { input: { command: 'make deploy ' } })],
    ['another directory', call([unresolved], { cwd: '/w/sub' })],
    [
      'another directory for the command alone',
      call([unresolved], {
        statements: [{ kind: 'shell', command: 'make deploy', cwd: '/x', via: 'Bash' }],
      }),
    ],
    ['another tool', call([unresolved], { tool: 'Monitor' })],
    [
      // A forged request may show one command beside the input of another.
      'a command that was not shown',
      call([unresolved], {
        statements: [{ kind: 'shell', command: 'ls', cwd: '/w', via: 'Bash' }],
      }),
    ],
    [
      'outside the sandbox',
      call([unresolved], { input: { ...(action.input as object), x: true } }),
    ],
    ['more that is open', call([unresolved, { ...unresolved, why: 'more' }])],
    ['a script', call([unresolved, script('a')])],
  ];
  for (const [name, each] of changes) {
    it(`is the exact call: ${name} is another one`, () => {
      assert.notEqual(subjectOf(unresolved, each), before);
    });
  }

  it('is another call once a script that it runs was changed', () => {
    const one = subjectOf(unresolved, call([unresolved, script('a')]));
    assert.notEqual(one, subjectOf(unresolved, call([unresolved, script('b')])));
    assert.equal(one, subjectOf(unresolved, call([unresolved, script('a')])));
  });

  it('is one thing for all effects of one kind in one call', () => {
    const more: Effect = { ...unresolved, why: 'more' };
    const both = call([unresolved, more]);
    assert.equal(subjectOf(unresolved, both), subjectOf(more, both));
  });

  it('is nothing where the call cannot be written down exactly', () => {
    let deep: unknown = {};
    for (let depth = 0; depth < 100; depth++) deep = { deep };
    for (const input of [deep, { number: Infinity }, { never: () => 1 }]) {
      assert.equal(grantTargetOf(unresolved, call([unresolved], { input }), sha256Hex), null);
    }
  });

  it('tells any two inputs apart', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [one, two] = [a, b].map((input) =>
          subjectOf(unresolved, call([unresolved], { input })),
        );
        // -0 and 0 are one number to JSON.
        assert.equal(one === two, JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
      }),
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(sorted)];
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return ['object', ...members.map(([name, member]) => [name, sorted(member)])];
}
