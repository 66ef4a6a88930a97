import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Effect, Place } from '../../src/core/actions/effect.ts';
import type { BuiltInRule } from '../../src/core/policy/builtin/builtInRule.ts';
import { builtInRules } from '../../src/core/policy/builtin/index.ts';
import { compilePolicy, type LayerInput } from '../../src/core/policy/compile.ts';
import { createPolicy, type Policy } from '../../src/core/policy/decide.ts';
import { parsePolicy } from '../../src/core/policy/parse.ts';
import { relaxableRules } from '../../src/core/policy/relaxable.ts';
import type { PolicyFile } from '../../src/core/policy/schema.ts';
import type { ReferenceLayer, ReferenceMachine } from './referencePolicy.ts';

/**
 * Policies and actions drawn from few names and paths, so that most rules meet.
 */

export const home = '/home/u';
export const root = `${home}/ws`;

export function machineOf(builtIn: readonly BuiltInRule[]): ReferenceMachine {
  const own = { state: `${home}/.state`, data: `${home}/.data`, config: `${home}/.config/pinfold` };
  return { root, homes: [home], own, builtIn };
}

export function policyOf(
  layers: readonly (ReferenceLayer & Pick<LayerInput, 'path' | 'version'>)[],
  machine: ReferenceMachine,
): Policy {
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

export const path = fc.constantFrom(...paths);

export function target(at: string, faces: readonly string[], shows: readonly string[]) {
  const place = places.find(([prefix]) => at.startsWith(prefix))?.[1] ?? 'system';
  const inside = at.startsWith(`${root}/`);
  const also = shows.length === 0 ? {} : { shows };
  return { stated: at, path: at, faces, place, root: inside ? root : null, ...also };
}

export const effect: fc.Arbitrary<Effect> = fc.oneof(
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

/** A policy file of a layer, as the parser gives it. */
export function policyFile(name: ReferenceLayer['name']): fc.Arbitrary<PolicyFile> {
  return fileOf(name).map((content) => {
    const parsed = parsePolicy(JSON.stringify(content), { file: 'p', layer: name });
    assert.ok(parsed.ok, JSON.stringify(parsed));
    return parsed.value;
  });
}

export function layerOf(name: ReferenceLayer['name']): fc.Arbitrary<readonly ReferenceLayer[]> {
  const there = fc
    .tuple(policyFile(name), name === 'organisation' ? fc.constant(true) : fc.boolean())
    .map(([file, trusted]): readonly ReferenceLayer[] => [{ name, file, trusted }]);
  return fc.oneof(fc.constant([]), there, there);
}

export const layers = fc
  .tuple(layerOf('organisation'), layerOf('user'), layerOf('workspace'))
  .map((each) => each.flat());

function split(text: string): readonly string[] {
  return text.split(/\s+/);
}

/** The protections that the drawn paths meet. */
export const fewBuiltIn: readonly BuiltInRule[] = builtInRules.filter(({ id }) =>
  split(`credentials.ssh credentials.git controls.agents project.pinfold devices.lab instructions.user
    secrets.dotenv project.hooks`).includes(id),
);
