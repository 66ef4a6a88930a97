import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Effect, Place } from '../../../../src/core/actions/effect.ts';
import type { BuiltInRule } from '../../../../src/core/policy/builtin/builtInRule.ts';
import { builtInRules } from '../../../../src/core/policy/builtin/index.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { createPolicy, decide, type Policy } from '../../../../src/core/policy/decide.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';
import { relaxableRules } from '../../../../src/core/policy/relaxable.ts';
import {
  referenceAnswer,
  type ReferenceLayer,
  type ReferenceMachine,
} from '../../../support/referencePolicy.ts';

/**
 * The product against a second, slow reading of what a policy means. Policies are drawn from few names and paths, so
 * that most rules meet.
 */

const home = '/home/u';
const root = `${home}/ws`;

function machineOf(builtIn: readonly BuiltInRule[]): ReferenceMachine {
  const own = { state: `${home}/.state`, data: `${home}/.data`, config: `${home}/.config/pinfold` };
  return { root, homes: [home], own, builtIn };
}

function policyOf(layers: readonly ReferenceLayer[], machine: ReferenceMachine): Policy {
  const index = compilePolicy({
    layers: layers.map((layer) => ({
      ...layer,
      anchor: layer.name === 'workspace' ? root : null,
    })),
    sources: [],
    homes: machine.homes,
    own: machine.own,
    builtIn: machine.builtIn,
    fold: false,
    build: 'test',
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  return createPolicy(JSON.parse(JSON.stringify(index)));
}

const places: readonly (readonly [prefix: string, place: Place])[] = [
  [`${root}/scratch/`, 'scratch'],
  [`${root}/node_modules/`, 'dependency'],
  [`${root}/`, 'workspace'],
  [`${home}/.claude/plans/`, 'scratch'],
  [`${home}/`, 'home'],
  ['/tmp/', 'temporary'],
  ['/', 'system'],
];

const inWorkspace =
  split(`src/a.py src/deep/b.md lab lab/run.py lab/notes/n.md docs/a.md .env sub/.env.local lab/.env
  config/prod/key config/prod/README.md node_modules/m/x.js scratch/p.md x .pinfold/policy.jsonc .claude/settings.json`);
const inHome =
  split(`notes/a.md .ssh/id_rsa .ssh/id_rsa.pub other/lab/a other/docs/b.md .bashrc other/.env
  .config/pinfold/policy.jsonc .state/keys .data/bin/x .claude/plans/p.md .claude/CLAUDE.md .git-credentials`);
const paths = [
  ...inWorkspace.map((each) => `${root}/${each}`),
  ...inHome.map((each) => `${home}/${each}`),
  ...split('/tmp/x.md /usr/share/docs/a /usr/lab/y /dev/sda1 /dev/ttyUSB0 /srv/a'),
];

const path = fc.constantFrom(...paths);

function target(at: string, faces: readonly string[], shows: readonly string[]) {
  const place = places.find(([prefix]) => at.startsWith(prefix))?.[1] ?? 'system';
  const inside = at.startsWith(`${root}/`);
  const also = shows.length === 0 ? {} : { shows };
  return { stated: at, path: at, faces, place, root: inside ? root : null, ...also };
}

const effect: fc.Arbitrary<Effect> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom('read', 'write', 'delete', 'search'),
        path,
        fc.array(path, { maxLength: 1 }),
        fc.array(path, { maxLength: 1 }),
      )
      .map(([kind, at, faces, shows]) => ({
        kind,
        target: target(at, faces, shows),
        via: 'Test',
        certainty: 'surely' as const,
      })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('make', 'git', '/usr/bin/git'), words(3), fc.boolean(), fc.boolean())
      .map(([program, args, isRun, isOpaque]): Effect => {
        if (!isRun) return { kind: 'unresolved', why: 'w', via: 'v', of: { program, args } };
        const opaque = isOpaque ? ({ opaque: true } as const) : {};
        return { kind: 'run', program, args, via: 'Bash', ...opaque };
      }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('a.example.com', 'example.com', 'b.test', '169.254.169.254'),
        fc.boolean(),
      )
      .map(([host, sends]) => ({ kind: 'connect' as const, host, sends, via: 'curl' })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('escalate', 'persist', 'tamper', 'expose', 'unresolved')
      .map((kind) => ({ kind, why: 'w', via: 'v' })),
  },
  {
    weight: 1,
    arbitrary: fc
      .boolean()
      .map((recoverable) => ({ kind: 'destroy' as const, why: 'w', via: 'v', recoverable })),
  },
);

function words(maxLength: number): fc.Arbitrary<string[]> {
  return fc.array(fc.constantFrom('push', '--force', 'status', '-C'), { maxLength });
}

const verdict = fc.constantFrom('allow', 'ask', 'deny');
const agents = fc.constantFrom(undefined, undefined, undefined, ['claude-code'], ['codex']);
const optional = { requiredKeys: [] };

function fileOf(name: ReferenceLayer['name']): fc.Arbitrary<object> {
  const inside = ['**', 'src/**', 'lab', 'lab/notes/**', '**/*.md', 'docs', '**/.env', 'config'];
  const outside = ['~/notes/**', '~/other', '/usr/share/docs', '~/.ssh', '/**', '~/.bashrc'];
  const pattern = fc.constantFrom(...inside, ...(name === 'workspace' ? [] : outside));
  const zone = fc.record({
    paths: fc.array(pattern, { minLength: 1, maxLength: 2 }),
    edit: fc.option(verdict, { nil: undefined }),
    read: verdict,
    agents,
  });
  const rules = fc.constantFrom(
    ...relaxableRules.filter(
      (rule) => name === 'organisation' || !/^built-in\.(?:pinfold|tamper)/.test(rule),
    ),
  );
  const loosening = {
    relax: fc.array(
      rules.map((rule) => ({ rule, why: 'Test.' })),
      { maxLength: 4 },
    ),
    mode: fc.constantFrom(undefined, undefined, undefined, 'observe'),
  };
  return fc
    .record(
      {
        preset: fc.constantFrom('balanced', 'balanced', 'strict', 'docs-only'),
        zones: fc
          .array(zone, { maxLength: 4 })
          .map((zones) => zones.map((each, i) => ({ name: `z${i}`, ...each }))),
        secrets: fc.record(
          {
            paths: fc.array(pattern, { minLength: 1, maxLength: 2 }),
            except: fc.array(fc.constantFrom('**/README.md', '**/*.md', 'lab/notes'), {
              maxLength: 1,
            }),
            access: fc.constantFrom('ask', 'deny'),
          },
          { requiredKeys: ['paths'] },
        ),
        commands: fc.array(
          fc.record({
            match: fc
              .tuple(fc.constantFrom('git', 'make'), words(2))
              .map(([program, rest]) => [program, ...rest]),
            verdict,
            agents,
          }),
          { maxLength: 3 },
        ),
        network: fc.record(
          {
            fetch: verdict,
            send: verdict,
            deny: fc.array(fc.constantFrom('b.test', '*.example.com'), { maxLength: 1 }),
            allow: fc.array(fc.constantFrom('b.test', 'a.example.com'), { maxLength: 1 }),
          },
          optional,
        ),
        ...(name === 'workspace' ? {} : loosening),
      },
      optional,
    )
    .map((file) => ({ version: 1, ...file }));
}

function layerOf(name: ReferenceLayer['name']): fc.Arbitrary<readonly ReferenceLayer[]> {
  const there = fc
    .tuple(fileOf(name), name === 'organisation' ? fc.constant(true) : fc.boolean())
    .map(([content, trusted]): readonly ReferenceLayer[] => {
      const source = { file: 'p', layer: name, approved: trusted };
      const parsed = parsePolicy(JSON.stringify(content), source);
      assert.ok(parsed.ok, JSON.stringify(parsed));
      return [{ name, file: parsed.value, trusted }];
    });
  return fc.oneof(fc.constant([]), there, there);
}

const layers = fc
  .tuple(layerOf('organisation'), layerOf('user'), layerOf('workspace'))
  .map((each) => each.flat());

function split(text: string): readonly string[] {
  return text.split(/\s+/);
}

const severity = (word: string): number => ['allow', 'ask', 'deny'].indexOf(word);

function agree(
  drawn: readonly ReferenceLayer[],
  effects: readonly Effect[],
  policy: Policy,
  machine: ReferenceMachine,
): void {
  const expected = referenceAnswer(effects, 'claude-code', drawn, machine);
  const decision = decide({ agent: 'claude-code', tool: 'Test', effects }, policy);
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

const few = new Set(
  split(`credentials.ssh credentials.git controls.agents project.pinfold devices.lab instructions.user
    secrets.dotenv project.hooks`),
);

describe('decide, against the slow reference', function () {
  this.timeout(180_000);
  for (const [what, builtIn, policies, each] of [
    ['a small part of what is built in', builtInRules.filter(({ id }) => few.has(id)), 500, 20],
    ['all that is built in', builtInRules, 10, 20],
  ] as const) {
    const machine = machineOf(builtIn);
    it(`${policies} random layers, ${each} random actions each, on ${what}`, () => {
      const actions = fc.array(fc.array(effect, { maxLength: 3 }), {
        minLength: each,
        maxLength: each,
      });
      fc.assert(
        fc.property(layers, actions, (drawn, effectLists) => {
          const policy = policyOf(drawn, machine);
          for (const effects of effectLists) agree(drawn, effects, policy, machine);
        }),
        { numRuns: policies },
      );
    });
  }
});
