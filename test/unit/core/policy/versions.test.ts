import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Verdict } from '../../../../src/core/actions/decision.ts';
import type { Effect, PathEffect } from '../../../../src/core/actions/effect.ts';
import type { LayerInput } from '../../../../src/core/policy/compile.ts';
import { closedBelow } from '../../../../src/core/policy/closedZones.ts';
import {
  decide,
  judgeEffect,
  type Policy,
  ruleVerdict,
} from '../../../../src/core/policy/decide.ts';
import type { PolicyFile } from '../../../../src/core/policy/schema.ts';
import { waitingEntries } from '../../../../src/core/policy/waiting.ts';
import { assertAgrees } from '../../../support/assertAgrees.ts';
import {
  effect,
  fewBuiltIn,
  layerOf,
  machineOf,
  path,
  policyFile,
  policyOf,
  root,
  target,
} from '../../../support/randomPolicies.ts';
import { referenceAnswer } from '../../../support/referencePolicy.ts';
import {
  combinationsOf,
  type ReferenceFile,
  referenceVersions,
  stricter,
} from '../../../support/referenceVersions.ts';

/** 500 make 10,000 random actions, in a minute or two: `PINFOLD_RUNS=500 npx mocha <this file>`. */
const runs = Number(process.env['PINFOLD_RUNS'] ?? 150);

const machine = machineOf(fewBuiltIn);
const agent = 'claude-code';

/** A later version: another file, the same with a few keys of another, or none. */
function laterThan(file: PolicyFile, other: PolicyFile): fc.Arbitrary<PolicyFile | null> {
  const keys = [...new Set([...Object.keys(file), ...Object.keys(other)])];
  const mixed = fc.subarray(keys).map((taken): PolicyFile => {
    const from = Object.entries(file).filter(([key]) => !taken.includes(key));
    const to = Object.entries(other).filter(([key]) => taken.includes(key));
    return { version: 1, ...Object.fromEntries([...from, ...to]) };
  });
  return fc.oneof(
    { weight: 3, arbitrary: mixed },
    { weight: 1, arbitrary: fc.constantFrom(null, other) },
  );
}

function pairOf(name: ReferenceFile['name']): fc.Arbitrary<ReferenceFile> {
  return fc
    .tuple(policyFile(name), policyFile(name))
    .chain(([approved, other]) =>
      laterThan(approved, other).map((file): ReferenceFile => ({ name, file, approved })),
    );
}

function pinnedFile(name: ReferenceFile['name']): fc.Arbitrary<readonly ReferenceFile[]> {
  const single = layerOf(name).map((layers) =>
    layers.map(({ file, trusted }): ReferenceFile => ({ name, file, approved: trusted })),
  );
  const pair = pairOf(name).map((each) => [each]);
  return fc.oneof({ weight: 1, arbitrary: single }, { weight: 2, arbitrary: pair });
}

/** Organisation, user, workspace, and the settings of the workspace's editor. */
const drawnFiles = fc
  .tuple(
    layerOf('organisation').map((layers) =>
      layers.map(({ name, file }): ReferenceFile => ({ name, file, approved: true })),
    ),
    pinnedFile('user'),
    pinnedFile('workspace'),
    fc.oneof(fc.constant([]), pinnedFile('workspace')),
  )
  .map((each) => each.flat());

/** The layers that the app makes of such files. */
function layersOf(files: readonly ReferenceFile[]): readonly LayerInput[] {
  return files.flatMap(({ name, file, approved }, position): LayerInput[] => {
    const anchor = name === 'workspace' ? root : null;
    const place = { name, anchor, path: `/policy-${position}` };
    if (typeof approved === 'boolean') {
      return file === null ? [] : [{ ...place, file, trusted: approved }];
    }
    const versions: LayerInput[] = [
      { ...place, file: approved, trusted: true, version: 'approved' },
    ];
    if (file !== null) versions.push({ ...place, file, trusted: true, version: 'waiting' });
    return versions;
  });
}

function actions(count: number): fc.Arbitrary<Effect[][]> {
  return fc.array(fc.array(effect, { maxLength: 3 }), { minLength: count, maxLength: count });
}

const facts = (effects: readonly Effect[]) => ({ agent, tool: 'Test', effects });

describe('a changed file beside its last approved version', function () {
  this.timeout(2_000 * runs);

  it(`${runs} random sets of files, 20 random actions each, against the slow reference`, () => {
    fc.assert(
      fc.property(drawnFiles, actions(20), (files, effectLists) => {
        const policy = policyOf(layersOf(files), machine);
        for (const effects of effectLists) {
          const expected = referenceVersions(effects, agent, files, machine);
          assertAgrees(decide(facts(effects), policy), expected);
        }
      }),
      { numRuns: runs },
    );
  });

  it('is a first version where nothing was approved before', () => {
    fc.assert(
      fc.property(
        layerOf('organisation'),
        layerOf('user'),
        policyFile('workspace'),
        actions(20),
        (organisation, user, file, effectLists) => {
          const others = [...organisation, ...user];
          const name = 'workspace' as const;
          for (const effects of effectLists) {
            const verdictWith = (
              ...more: { name: typeof name; file: PolicyFile; trusted: boolean }[]
            ) => referenceAnswer(effects, agent, [...others, ...more], machine).verdict;
            assert.equal(
              verdictWith({ name, file, trusted: false }),
              stricter(verdictWith(), verdictWith({ name, file, trusted: true })),
            );
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('protects in every search and listing what either version protects', () => {
    const drawn = fc.tuple(drawnFiles, fc.array(path, { minLength: 8, maxLength: 8 }));
    fc.assert(
      fc.property(drawn, ([files, paths]) => {
        const policy = policyOf(layersOf(files), machine);
        const each = combinationsOf(files).map((layers) => policyOf(layers, machine));
        for (const at of paths) {
          const { place } = target(at, [], []);
          for (const access of ['read', 'write', 'delete'] as const) {
            assert.equal(
              ruleVerdict(at, access, place, agent, policy),
              strictestOf(each.map((one) => ruleVerdict(at, access, place, agent, one))),
            );
          }
          for (const certainty of ['perhaps', 'given'] as const) {
            const given: PathEffect = {
              kind: 'read',
              target: target(at, [], []),
              via: 'x',
              certainty,
            };
            assert.equal(
              isSpokenOf(given, policy),
              each.some((one) => isSpokenOf(given, one)),
            );
          }
          const folder = { folder: at, inWorkspace: at.startsWith(root) };
          assert.equal(
            closedBelow(folder, agent, policy) !== null,
            each.some((one) => closedBelow(folder, agent, one) !== null),
          );
        }
      }),
      { numRuns: runs / 2 },
    );
  });

  it('has everything that loosens on the list for a person', () => {
    const drawn = fc.tuple(layerOf('organisation'), pairOf('user'), pairOf('workspace'));
    fc.assert(
      fc.property(
        drawn,
        fc.boolean(),
        actions(20),
        ([organisation, user, workspace], which, lists) => {
          const others = organisation.map(({ name, file }): ReferenceFile => ({
            name,
            file,
            approved: true,
          }));
          const changed = which ? user : workspace;
          const layers = layersOf([...others, changed]);
          const listed = waitingEntries(layers).length > 0;
          const loosened = lists.some((effects) => {
            const verdicts = [changed.approved as PolicyFile, changed.file].map((file) => {
              const files =
                file === null ? others : [...others, { ...changed, file, approved: true }];
              return referenceVersions(effects, agent, files, machine).verdict;
            });
            return stricter(verdicts[0]!, verdicts[1]!) !== verdicts[1];
          });
          assert.ok(listed || !loosened, JSON.stringify(changed));
        },
      ),
      { numRuns: 2 * runs },
    );
  });
});

function strictestOf(verdicts: readonly (Verdict | null)[]): Verdict | null {
  return verdicts.reduce((a, b) => (a === null || b === null ? (a ?? b) : stricter(a, b)));
}

function isSpokenOf(given: Effect, policy: Policy): boolean {
  const { verdict, relaxed } = judgeEffect(given, agent, policy);
  return verdict !== 'allow' || relaxed !== undefined;
}
