import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { type CompiledRoot, compileRoot } from '../../../../src/app/policy/compileRoot.ts';
import type { Decision, LayerName, Verdict } from '../../../../src/core/actions/decision.ts';
import type { Effect, PathFact, Place } from '../../../../src/core/actions/effect.ts';
import { formatDiagnostics } from '../../../../src/core/policy/diagnostics.ts';
import { createPolicy, decide } from '../../../../src/core/policy/decide.ts';
import { policyNotes } from '../../../../src/core/policy/policyNotes.ts';
import { type Entry, memoryFiles } from '../../../support/memoryFiles.ts';
import { memoryPins } from '../../../support/memoryPins.ts';

type File = 'organisation' | 'user' | 'workspace' | 'settings';

/** A row of `test/cases/policy/layers`; see the README there. */
interface Case {
  readonly name: string;
  readonly files?: Partial<Record<File, string | Entry | object>>;
  /** Files whose content was approved just as it stands there. */
  readonly approved?: readonly File[];
  /** Contents that were approved before that, the newest last. An empty text: that the file is gone. */
  readonly before?: Partial<Record<File, readonly (string | object)[]>>;
  readonly shared?: readonly string[];
  readonly failing?: readonly [path: string, code: string];
  readonly do?: Record<string, string>;
  /** A person paused Pinfold. */
  readonly paused?: true;
  readonly verdict?: Verdict;
  readonly rule?: string;
  readonly layer?: LayerName;
  readonly relaxed?: readonly (readonly [rule: string, layer: string])[];
  readonly observed?: readonly [verdict: string, rule: string] | null;
  readonly waiting?: readonly string[];
  readonly standing?: Partial<Record<File, string>>;
  readonly notes?: readonly string[];
  readonly contains?: string;
  readonly broken?: string;
}

const home = '/home/u';
const root = `${home}/ws`;
const paths: Record<File, string> = {
  organisation: '/etc/pinfold/policy.jsonc',
  user: `${home}/.config/pinfold/policy.jsonc`,
  workspace: `${root}/.pinfold/policy.jsonc`,
  settings: `${root}/.vscode/settings.json`,
};

function compiled(each: Case): CompiledRoot {
  const files = memoryFiles({ [root]: { folder: true } });
  for (const [name, content] of Object.entries(each.files ?? {})) {
    files.add(paths[name as File], isEntry(content) ? content : JSON.stringify(content));
  }
  for (const path of each.shared ?? []) files.share(path);
  if (each.failing !== undefined) files.fail(...each.failing);
  const pinned = Object.entries(paths).map(([name, path]) => [
    path,
    [
      ...(each.before?.[name as File] ?? []),
      ...((each.approved ?? []).includes(name as File) ? [each.files?.[name as File] ?? ''] : []),
    ].map((content) => (typeof content === 'string' ? content : JSON.stringify(content))),
  ]);
  return compileRoot(
    {
      root,
      homes: [home],
      own: { state: `${home}/.state`, data: `${home}/.data`, config: `${home}/.config/pinfold` },
      organisation: paths.organisation,
      pins: memoryPins(Object.fromEntries(pinned)),
      fold: false,
      build: 'test',
      sha256: sha256Hex,
    },
    files,
  );
}

function isEntry(content: string | Entry | object): content is Entry {
  return typeof content === 'string' || ['link', 'folder', 'other'].some((key) => key in content);
}

function effectOf(action: Record<string, string>): Effect {
  const [kind, text] = Object.entries(action)[0]!;
  switch (kind) {
    case 'read':
    case 'write':
      return { kind, target: target(text), via: 'Test', certainty: 'surely' };
    case 'fetch':
    case 'send':
      return { kind: 'connect', host: text, sends: kind === 'send', via: 'curl' };
    case 'run':
    case 'opaque':
    case 'open': {
      const [program = '', ...args] = text.split(' ');
      if (kind === 'open') return { kind: 'unresolved', why: 'w', via: 'v', of: { program, args } };
      const opaque = kind === 'opaque' ? ({ opaque: true } as const) : {};
      return { kind: 'run', program, args, via: 'Bash', ...opaque };
    }
    default: {
      const words = { why: 'w', via: 'v' };
      if (text === 'destroy' || text === 'lose')
        return { kind: 'destroy', ...words, recoverable: text === 'lose' };
      return {
        kind: text as 'escalate' | 'persist' | 'tamper' | 'expose' | 'unresolved',
        ...words,
      };
    }
  }
}

function target(stated: string): PathFact {
  const path = stated.startsWith('/')
    ? stated
    : stated.startsWith('~/')
      ? `${home}/${stated.slice(2)}`
      : `${root}/${stated}`;
  const inside = path.startsWith(`${root}/`);
  const place: Place = inside ? 'workspace' : path.startsWith(`${home}/`) ? 'home' : 'system';
  return { stated, path, faces: [], place, root: inside ? root : null };
}

function rowsOf(name: string): readonly Case[] {
  const file = new URL(`../../../cases/policy/layers/${name}`, import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case);
}

describe('the layers of a policy', function () {
  this.timeout(60_000);
  for (const each of [...rowsOf('layers.jsonl'), ...rowsOf('pins.jsonl')]) {
    it(each.name, () => {
      const result = compiled(each);
      if (each.broken !== undefined) {
        assert.ok(!result.ok);
        const [{ diagnostics, text }] = result.broken;
        const words = formatDiagnostics(diagnostics, text);
        const wrong = diagnostics.find(({ severity }) => severity === 'error');
        assert.equal(wrong?.code, each.broken, words);
        assert.ok(words.includes(each.contains ?? ''), words);
        return;
      }
      assert.ok(result.ok, JSON.stringify(result));
      const effects = [effectOf(each.do ?? {})];
      const policy = createPolicy(JSON.parse(JSON.stringify(result.index)));
      const until = '2026-01-01T00:00:00.000Z';
      const paused = each.paused === true ? { paused: { nonce: 'a'.repeat(32), until } } : {};
      const decision = decide({ agent: 'claude-code', tool: 'Test', effects, ...paused }, policy);
      assert.equal(decision.verdict, each.verdict, JSON.stringify(decision));
      assert.deepEqual(partOf(decision, each), expectedPart(each));
      const { index } = result;
      if (each.waiting !== undefined) {
        assert.deepEqual(
          (index.waiting ?? []).map(({ entry }) => entry),
          each.waiting,
        );
      }
      for (const [file, standing] of Object.entries(each.standing ?? {})) {
        const source = index.sources.find(({ path }) => path === paths[file as File]);
        assert.equal(source?.standing, standing, file);
      }
      if (each.notes !== undefined) assert.deepEqual(policyNotes(index), each.notes);
      assert.ok(decision.reason.includes(each.contains ?? ''), decision.reason);
    });
  }

  it('names all broken files, not only the first', () => {
    const files = { organisation: '{', user: '[', settings: '{ "pinfold.zones": 1 }' };
    const result = compiled({ name: '', files });
    assert.ok(!result.ok);
    assert.deepEqual(
      result.broken.map(({ place }) => place.path),
      [paths.organisation, paths.user, paths.settings],
    );
  });

  it('keeps every place as a source, also those where nothing is', () => {
    const result = compiled({ name: '', files: { user: { version: 1 } }, approved: ['user'] });
    assert.ok(result.ok);
    assert.deepEqual(
      result.index.sources.map(({ path, digest, standing }) => [path, digest === null, standing]),
      [
        [paths.organisation, true, 'missing'],
        [paths.user, false, 'approved'],
        [paths.workspace, true, 'missing'],
        [paths.settings, true, 'missing'],
      ],
    );
  });

  it('tells apart in its digest what is approved and what is not', () => {
    const files = { user: { version: 1 } };
    const [one, two] = [
      compiled({ name: '', files }),
      compiled({ name: '', files, approved: ['user'] }),
    ];
    assert.ok(one.ok && two.ok);
    assert.notEqual(one.index.digest, two.index.digest);
  });
});

function partOf(decision: Decision, each: Case): object {
  const { rule, layer, relaxed, observed } = decision;
  return {
    ...(each.rule === undefined ? {} : { rule }),
    ...(each.layer === undefined ? {} : { layer }),
    ...(each.relaxed === undefined
      ? {}
      : { relaxed: (relaxed ?? []).map((r) => [r.rule, r.layer]) }),
    ...(each.observed === undefined
      ? {}
      : { observed: observed === undefined ? null : [observed.verdict, observed.rule] }),
  };
}

function expectedPart({ rule, layer, relaxed, observed }: Case): object {
  return Object.fromEntries(
    Object.entries({ rule, layer, relaxed, observed }).filter(([, value]) => value !== undefined),
  );
}
