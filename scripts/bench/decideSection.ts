import { sha256Hex } from '../../src/adapters/digest/sha256.ts';
import { nodeFiles } from '../../src/adapters/files/nodeFiles.ts';
import { resolvePath } from '../../src/app/paths/resolvePath.ts';
import type { PathFact } from '../../src/core/actions/effect.ts';
import type { Facts } from '../../src/core/actions/facts.ts';
import { compilePolicy } from '../../src/core/policy/compile.ts';
import { createPolicy, decide, type Policy } from '../../src/core/policy/decide.ts';
import type { Surroundings } from '../../src/core/zones/surroundings.ts';
import { createWorkspace, type Workspace } from '../../test/support/workspace.ts';
import { timeCalls } from './measure.ts';
import { atMost, type Row, type Section } from './report.ts';

const parts = 50;

/** Time of one decision in a warm process: how the judgement itself grows with the policy. */
export function decideSection(): Section {
  const project: Record<string, string> = {};
  for (const file of projectFiles()) project[file] = '\n';
  const workspace = createWorkspace({ project });
  try {
    return {
      title: 'decide',
      how: 'one file call in a warm process, medians of batches over many paths',
      rows: [100, 1000].flatMap((zones) => rowsFor(zones, workspace)),
    };
  } finally {
    workspace.dispose();
  }
}

function rowsFor(zones: number, workspace: Workspace): readonly Row[] {
  const policy = policyWith(zones, workspace);
  const surroundings = surroundingsOf(workspace);
  const stated = projectFiles().map((file) => workspace.path(file));
  const facts = stated.map((path) => factsOf(resolve(path, surroundings)));
  const pure = timeCalls((turn) => {
    decide(pick(facts, turn), policy);
  });
  const resolved = timeCalls((turn) => {
    decide(factsOf(resolve(pick(stated, turn), surroundings)), policy);
  });
  const what = `${String(zones)} zones`;
  const large = zones >= 1000;
  return [
    {
      what,
      unit: 'µs',
      sample: pure,
      ...(large ? { aim: atMost(20, 'µs', pure.median) } : {}),
    },
    {
      what: `${what}, with path resolution`,
      unit: 'µs',
      sample: resolved,
      ...(large ? { aim: atMost(100, 'µs', resolved.median) } : {}),
    },
  ];
}

/** Zones in the shapes that people write: folders, kinds of files, single files, names at any depth. */
function policyWith(count: number, workspace: Workspace): Policy {
  const shapes = [
    (n: number) => `packages/part${String(n)}/**`,
    (n: number) => `packages/*/src/kind${String(n)}/*.ts`,
    (n: number) => `**/*.kind${String(n)}.json`,
    (n: number) => `docs/chapter${String(n)}.md`,
    (n: number) => `**/generated${String(n)}/**`,
  ];
  const zones = Array.from({ length: count }, (_, n) => ({
    name: `zone${String(n)}`,
    paths: [pick(shapes, n)(Math.floor(n / shapes.length))],
    edit: n % 3 === 0 ? ('deny' as const) : ('ask' as const),
  }));
  const state = `${workspace.home}/.local/state/pinfold`;
  return createPolicy(
    compilePolicy({
      layers: [
        {
          name: 'workspace',
          file: { version: 1, zones },
          anchor: workspace.root,
          trusted: true,
        },
      ],
      sources: [],
      homes: [workspace.home],
      own: {
        state,
        data: state.replace('state', 'share'),
        config: `${workspace.home}/.config/pinfold`,
      },
      fold: false,
      build: 'bench',
      sha256: sha256Hex,
    }),
  );
}

function projectFiles(): readonly string[] {
  return Array.from({ length: parts }, (_, n) => [
    `packages/part${String(n)}/src/kind${String(n)}/module.ts`,
    `packages/part${String(n)}/data/table.kind${String(n)}.json`,
    `docs/chapter${String(n)}.md`,
    `plain/folder${String(n)}/file.py`,
  ]).flat();
}

function surroundingsOf(workspace: Workspace): Surroundings {
  return {
    platform: process.platform === 'darwin' ? 'darwin' : 'linux',
    roots: [{ path: workspace.root, worktrees: [] }],
    homes: [workspace.home],
    temporary: [workspace.temporary],
    scratch: [],
    user: 'developer',
    foldCase: false,
  };
}

function resolve(path: string, surroundings: Surroundings): PathFact {
  const stated = { text: path, cwd: null, glob: false };
  const resolution = resolvePath(stated, surroundings, nodeFiles);
  if (resolution.kind === 'unresolved') throw new Error(`${path}: ${resolution.why}`);
  return resolution.facts[0];
}

function factsOf(target: PathFact): Facts {
  const effect = { kind: 'write', target, via: 'Write', certainty: 'surely' } as const;
  return { agent: 'claude-code', tool: 'Write', effects: [effect] };
}

function pick<T>(items: readonly T[], turn: number): T {
  const item = items[turn % items.length];
  if (item === undefined) throw new RangeError('Nothing to pick from.');
  return item;
}
