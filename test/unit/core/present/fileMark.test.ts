import assert from 'node:assert/strict';
import { compileRoot } from '../../../../src/app/policy/compileRoot.ts';
import { createPolicy, decide } from '../../../../src/core/policy/decide.ts';
import type { Place } from '../../../../src/core/actions/effect.ts';
import { fileMark, type FileMark } from '../../../../src/core/present/fileMark.ts';
import { sha256 } from '../audit/samples.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';

const root = '/home/ada/project';
const home = '/home/ada';

const policy = createPolicy(
  indexOf({
    version: 1,
    zones: [
      { name: 'pipelines', paths: ['pipelines/**'], edit: 'ask' },
      { name: 'lab', paths: ['lab/**'], edit: 'deny', read: 'ask' },
      { name: 'vault', paths: ['vault/**'], edit: 'deny', read: 'deny' },
      { name: 'for-codex', paths: ['shared/**'], edit: 'deny', agents: ['codex'] },
    ],
  }),
);

function indexOf(file: unknown) {
  const files = memoryFiles();
  files.add(`${root}/.pinfold/policy.jsonc`, JSON.stringify(file));
  const own = { state: '/s', data: '/d', config: '/c' };
  const compiled = compileRoot(
    { root, homes: [home], own, fold: false, build: 'test', sha256 },
    files,
  );
  assert.ok(compiled.ok);
  return compiled.index;
}

function markOf(path: string, agents: readonly string[] = ['claude-code']): FileMark | null {
  const inside = path.startsWith(`${root}/`);
  const place: Place = inside ? 'workspace' : 'home';
  return fileMark({ path, faces: [], place, root: inside ? root : null }, agents, policy);
}

describe('the mark of a file', () => {
  const marks: readonly (readonly [path: string, kind: string | null, tooltip: RegExp])[] = [
    ['src/circuit.py', null, /^$/],
    ['.env', 'closed', /may not read this, and must ask before they edit it \(.*secrets\.dotenv\)/],
    ['lab', 'read-only', /must ask before they read this, and may not edit it \(.*zones\.lab\)/],
    ['lab/a/b.json', 'read-only', /may not edit it/],
    ['pipelines/x.yml', 'ask', /agents may read this, and must ask before they edit it/],
    ['vault/key', 'closed', /agents may not read or edit this \(workspace\.zones\.vault\)/],
    ['.pinfold/policy.jsonc', 'ask', /must ask before they edit it/],
  ];
  for (const [path, kind, tooltip] of marks) {
    it(`of ${path} is ${String(kind)}`, () => {
      const mark = markOf(`${root}/${path}`);
      assert.equal(mark?.kind ?? null, kind);
      assert.match(mark?.tooltip ?? '', tooltip);
      assert.ok(Array.from(mark?.badge ?? '').length <= 2);
    });
  }

  it('is there for what protects outside the project, and not for mere defaults', () => {
    assert.equal(markOf(`${home}/.ssh/id_rsa`)?.kind, 'closed');
    assert.equal(markOf(`${home}/notes.txt`), null);
  });

  it('counts a rule for one agent when that agent is there', () => {
    assert.equal(markOf(`${root}/shared/a`), null);
    assert.equal(markOf(`${root}/shared/a`, ['claude-code', 'codex'])?.kind, 'read-only');
  });

  it('sees what a link leads to, and the link itself', () => {
    const path = `${root}/notes.txt`;
    const file = { path, faces: [`${root}/.env`], place: 'workspace', root } as const;
    assert.equal(fileMark(file, ['claude-code'], policy)?.kind, 'closed');
  });

  it('says what the hook says', () => {
    for (const [name] of marks) {
      const path = `${root}/${name}`;
      const target = { stated: path, path, faces: [], place: 'workspace', root } as const;
      const verdict = (kind: 'read' | 'write'): string =>
        decide(
          {
            agent: 'claude-code',
            tool: 'Read',
            effects: [{ kind, target, via: 'Read', certainty: 'surely' }],
          },
          policy,
        ).verdict;
      const expected =
        verdict('read') === 'deny'
          ? 'closed'
          : verdict('write') === 'deny'
            ? 'read-only'
            : [verdict('read'), verdict('write')].includes('ask')
              ? 'ask'
              : null;
      assert.equal(markOf(path)?.kind ?? null, expected, name);
    }
  });
});
