import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type Decision, verdicts } from '../../../../src/core/actions/decision.ts';
import type { Effect } from '../../../../src/core/actions/effect.ts';
import type { Facts, Given, GrantScope } from '../../../../src/core/actions/facts.ts';
import { compilePolicy, type LayerInput } from '../../../../src/core/policy/compile.ts';
import {
  askingEffects,
  createPolicy,
  decide,
  type Policy,
} from '../../../../src/core/policy/decide.ts';
import type { PolicyFile } from '../../../../src/core/policy/schema.ts';
import { explainRecord } from '../../../../src/core/present/explainRecord.ts';
import { buildTrail, denial } from '../audit/samples.ts';

const home = '/home/u';
const root = `${home}/ws`;

function policyOf(file: PolicyFile): Policy {
  const layers: LayerInput[] = [{ name: 'organisation', file, anchor: null, trusted: true }];
  const index = compilePolicy({
    layers,
    sources: [],
    homes: [home],
    own: { state: `${home}/.state`, data: `${home}/.data`, config: `${home}/.config/pinfold` },
    fold: false,
    build: 'test',
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  return createPolicy(JSON.parse(JSON.stringify(index)));
}

const balanced = policyOf({ version: 1 });
const policies = [
  balanced,
  policyOf({ version: 1, preset: 'strict' }),
  policyOf({ version: 1, mode: 'observe' }),
  policyOf({ version: 1, pause: 'forbid', network: { fetch: 'ask' } }),
  policyOf({ version: 1, relax: [{ rule: 'built-in.secrets.dotenv', why: 'Test.' }] }),
];

function at(kind: 'read' | 'write' | 'delete', path: string): Effect {
  const inside = path.startsWith(`${root}/`);
  const place = inside ? 'workspace' : path.startsWith(`${home}/`) ? 'home' : 'system';
  const target = { stated: path, path, faces: [], place, root: inside ? root : null } as const;
  return { kind, target, via: 'Test', certainty: 'surely' };
}

const anEffect: fc.Arbitrary<Effect> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('read' as const, 'write' as const, 'delete' as const),
      fc.constantFrom(
        `${root}/src/a.py`,
        `${root}/.env`,
        `${root}/.github/workflows/ci.yml`,
        `${root}/.claude/settings.json`,
        `${home}/notes.txt`,
        `${home}/.ssh/id_rsa`,
        '/etc/hosts',
      ),
    )
    .map(([kind, path]) => at(kind, path)),
  fc
    .constantFrom('escalate', 'persist', 'tamper', 'expose', 'unresolved')
    .map((kind): Effect => ({ kind, why: 'w', via: 'v' })),
  fc.boolean().map((sends): Effect => ({ kind: 'connect', host: 'x.test', sends, via: 'curl' })),
  fc.boolean().map((recoverable): Effect => ({ kind: 'destroy', why: 'w', via: 'v', recoverable })),
);

const scope = fc.constantFrom<GrantScope>('once', 'minutes', 'session', 'answer');
const given: fc.Arbitrary<Given> = fc.record({
  nonce: fc.constantFrom('a'.repeat(32), 'b'.repeat(32)),
  scope,
  // Positions of effects that are not there, and the same one twice, must do no harm.
  effects: fc.array(fc.nat({ max: 6 }), { maxLength: 5 }),
});
const paused = { nonce: 'c'.repeat(32), until: '2026-01-01T00:00:00.000Z' };
const facts: fc.Arbitrary<Facts> = fc
  .record({
    effects: fc.array(anEffect, { maxLength: 5 }),
    granted: fc.array(given, { maxLength: 4 }),
    pause: fc.boolean(),
  })
  .map(({ effects, granted, pause }) => ({
    agent: 'claude-code',
    tool: 'Test',
    effects,
    granted,
    ...(pause ? { paused } : {}),
  }));

function withoutYes({ granted, ...bare }: Facts): Facts {
  return granted === undefined ? bare : { ...bare };
}

const severity = ({ verdict }: Decision): number => verdicts.indexOf(verdict);

describe('decide, with what a person granted', () => {
  const policy = fc.constantFrom(...policies);
  const granting = ({ effects, ...rest }: Facts, positions: readonly number[]): Facts => ({
    ...rest,
    effects,
    granted: [{ nonce: 'a'.repeat(32), scope: 'once', effects: positions }],
  });

  it('never changes a denial in any way', () => {
    fc.assert(
      fc.property(facts, policy, ({ granted, ...bare }, each) => {
        const before = decide(bare, each);
        if (before.verdict !== 'deny') return;
        assert.deepEqual(decide({ ...bare, granted: granted ?? [] }, each), before);
      }),
      { numRuns: 2000 },
    );
  });

  it('never gets stricter by a grant, and never looser by taking one away', () => {
    fc.assert(
      fc.property(facts, policy, fc.nat(), (some, each, index) => {
        const { granted = [] } = some;
        if (granted.length === 0) return;
        const fewer = granted.toSpliced(index % granted.length, 1);
        const less = decide({ ...some, granted: fewer }, each);
        assert.ok(severity(less) >= severity(decide(some, each)));
      }),
      { numRuns: 2000 },
    );
  });

  it('passes what asks once all of it is granted, and not before', () => {
    fc.assert(
      fc.property(facts, policy, fc.nat(), (some, each, index) => {
        const bare = withoutYes(some);
        if (decide(bare, each).verdict !== 'ask') return;
        const asking = askingEffects(bare, each);
        assert.ok(asking.length > 0);
        const decision = decide(granting(bare, asking), each);
        assert.equal(decision.verdict, 'allow');
        assert.equal(decision.granted?.nonce, 'a'.repeat(32));
        const fewer = asking.toSpliced(index % asking.length, 1);
        assert.equal(decide(granting(bare, fewer), each).verdict, 'ask');
      }),
      { numRuns: 2000 },
    );
  });

  it('takes a pause as observe mode, unless the organisation forbids it', () => {
    const [, , observing, forbidding] = policies;
    fc.assert(
      fc.property(facts, (some) => {
        const { agent, tool, effects } = some;
        const bare = { agent, tool, effects };
        const decision = decide({ ...bare, paused }, balanced);
        const observed = decide(bare, observing!);
        assert.deepEqual(
          [decision.verdict, decision.rule, decision.observed],
          [observed.verdict, observed.rule, observed.observed],
        );
        const forbidden = decide({ ...bare, paused }, forbidding!);
        assert.deepEqual(forbidden, decide(bare, forbidding!));
      }),
    );
  });

  it('says whose yes it was and what had asked', () => {
    const effects = [at('read', `${root}/src/a.py`), at('read', `${home}/notes.txt`)];
    const decision = decide(
      granting({ agent: 'claude-code', tool: 'Read', effects }, [1]),
      balanced,
    );
    const { verdict, rule, layer, granted, effect } = decision;
    assert.deepEqual(
      [verdict, rule, layer, effect],
      ['allow', 'grant.once', 'built-in', effects[1]],
    );
    assert.deepEqual(granted, {
      nonce: 'a'.repeat(32),
      scope: 'once',
      rule: 'default.home.read',
      layer: 'built-in',
    });
    assert.match(decision.reason, /^A person allowed this once: /);
    const shown = explainRecord(buildTrail([[{ ...denial, decision }]])[0]!.records[1]!);
    assert.match(
      shown,
      /Granted: {4}once, by grant a{32}; would have been ask by default\.home\.read \(built-in\)/,
    );
  });

  it('names a pause in words', () => {
    const effects = [at('write', `${home}/notes.txt`)];
    const some = { agent: 'claude-code', tool: 'Write', effects, paused };
    const decision = decide(some, balanced);
    assert.match(decision.reason, /^Pinfold is paused, not held up: /);
    const shown = explainRecord(
      buildTrail([[{ ...denial, decision, facts: some }]])[0]!.records[1]!,
    );
    assert.match(shown, /Paused: {5}until 2026-01-01T00:00:00\.000Z, by pause c{32}/);
    assert.match(shown, /Observed: {3}would have been deny by default\.home\.write/);
  });
});
