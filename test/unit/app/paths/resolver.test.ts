import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { AccessKind, StatementOf } from '../../../../src/core/actions/action.ts';
import { createPathResolver, type ResolvedPath } from '../../../../src/app/paths/resolver.ts';
import { compilePolicy } from '../../../../src/core/policy/compile.ts';
import { createPolicy } from '../../../../src/core/policy/decide.ts';
import { noScanCache } from '../../../../src/ports/scanCache.ts';
import { type Entry, memoryFiles } from '../../../support/memoryFiles.ts';
import { usualSurroundings, usualTree, workspace } from '../../../support/pathCases.ts';

const policy = createPolicy(
  compilePolicy({
    layers: [],
    sources: [],
    homes: ['/home/u'],
    own: { state: '/home/u/state', data: '/home/u/data', config: '/home/u/config' },
    fold: false,
    build: 'test',
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  }),
);

const tree: Readonly<Record<string, Entry>> = {
  ...usualTree,
  [`${workspace}/.git/hooks/pre-commit`]: '#!/bin/sh',
  [`${workspace}/.claude/settings.json`]: '{}',
  [`${workspace}/hook`]: { hard: `${workspace}/.git/hooks/pre-commit` },
  [`${workspace}/settings`]: { hard: `${workspace}/.claude/settings.json` },
  [`${workspace}/key`]: { hard: '/home/u/.ssh/id_rsa' },
  [`${workspace}/docs`]: { link: '/home/u/.ssh' },
};

type Changes = Partial<StatementOf<AccessKind>>;

function resolve(kind: AccessKind, text: string, changes: Changes = {}): readonly ResolvedPath[] {
  const resolver = createPathResolver({
    surroundings: usualSurroundings(),
    files: memoryFiles(tree),
    git: { ignored: () => new Set() },
    policy,
    agent: 'claude-code',
    scans: noScanCache,
    now: () => 1_000_000,
  });
  const path = { text, cwd: workspace, glob: /[*?[]/.test(text) };
  return resolver.resolve({ kind, path, via: 'test', certainty: 'surely', ...changes });
}

function locations(found: readonly ResolvedPath[]): readonly string[] {
  return found
    .flatMap((one) => (one.kind === 'path' ? [one.fact.path, ...one.fact.faces] : [`? ${one.why}`]))
    .toSorted();
}

describe('what a statement leads to', () => {
  it('includes the other names of files that may be read and not written', () => {
    assert.ok(locations(resolve('write', 'hook')).includes(`${workspace}/.git/hooks/pre-commit`));
    assert.ok(
      locations(resolve('write', 'settings')).includes(`${workspace}/.claude/settings.json`),
    );
    assert.ok(locations(resolve('read', 'key')).includes('/home/u/.ssh/id_rsa'));
  });

  it('is every match of a pattern, through links too', () => {
    assert.deepEqual(locations(resolve('read', 'docs/id_*')), [
      '/home/u/.ssh/id_rsa',
      `${workspace}/docs/id_rsa`,
    ]);
    assert.deepEqual(locations(resolve('read', '.en?')), [`${workspace}/.env`]);
    assert.deepEqual(locations(resolve('read', '*.none')), [`${workspace}/*.none`]);
  });

  it('is the link, and nothing behind it, for a deletion', () => {
    assert.deepEqual(locations(resolve('delete', 'docs')), [`${workspace}/docs`]);
    assert.ok(locations(resolve('delete', 'docs/')).includes('/home/u/.ssh'));
  });

  it('shows the protected files of a search, unless its globs leave them out', () => {
    const shows = (changes: Changes): readonly string[] =>
      resolve('search', '.', changes).flatMap((one) =>
        one.kind === 'path' ? (one.fact.shows ?? []) : [],
      );
    assert.ok(shows({}).includes(`${workspace}/.env`));
    assert.ok(!shows({ globs: ['*.ts'] }).includes(`${workspace}/.env`));
    assert.deepEqual(shows({ namesOnly: true }), []);
  });

  it('is unresolved only for what is surely a path', () => {
    assert.deepEqual(
      resolve('read', 'a\0b').map((one) => one.kind),
      ['unresolved'],
    );
    assert.deepEqual(resolve('read', 'a\0b', { certainty: 'perhaps' }), []);
  });
});
