import assert from 'node:assert/strict';
import { resolvePath, type Resolved } from '../../src/app/paths/resolvePath.ts';
import { findRoots } from '../../src/app/paths/roots.ts';
import { type Files, FilesError } from '../../src/ports/files.ts';
import type { Entry } from './memoryFiles.ts';
import { usualSurroundings } from './pathCases.ts';

/** A tree under a base folder, made either in memory or on a real disk. */
export interface PreparedTree {
  readonly files: Files;
  /** Absolute canonical folder in which the tree lies. */
  readonly base: string;
  readonly dispose: () => void;
}

/** What every implementation of the Files port must do. `prepare` takes entries by path relative to the base. */
export function filesContract(
  name: string,
  prepare: (tree: Readonly<Record<string, Entry>>) => PreparedTree,
): void {
  describe(`files: ${name}`, () => {
    const tree: Readonly<Record<string, Entry>> = {
      'ws/.git': { folder: true },
      'ws/a.txt': 'content ü',
      'ws/same.txt': { hard: 'ws/a.txt' },
      'ws/empty': { folder: true },
      'ws/link': { link: 'a.txt' },
      'ws/away': { link: '../keys' },
      'ws/gone': { link: '../keys/new' },
      'ws/round': { link: 'round' },
      'keys/id': 'key',
    };
    let prepared: PreparedTree;
    const at = (path: string): string => `${prepared.base}/${path}`;
    const resolved = (text: string): Resolved => {
      const found = resolvePath(
        { text, cwd: at('ws'), glob: false },
        usualSurroundings({ roots: [at('ws')], homes: [prepared.base], temporary: [] }),
        prepared.files,
      );
      assert.ok(found.kind === 'resolved', JSON.stringify(found));
      return found;
    };
    before(() => {
      prepared = prepare(tree);
    });
    after(() => prepared.dispose());

    it('tells the kinds of entries apart', () => {
      assert.equal(prepared.files.lstat(at('ws/a.txt'))?.kind, 'file');
      assert.equal(prepared.files.lstat(at('ws/empty'))?.kind, 'directory');
      assert.equal(prepared.files.lstat(at('ws/link'))?.kind, 'link');
    });

    it('says null for what is missing, and for names below a file', () => {
      for (const path of ['ws/none', 'ws/none/x', 'ws/a.txt/x']) {
        assert.equal(prepared.files.lstat(at(path)), null, path);
        assert.equal(prepared.files.readlink(at(path)), null, path);
        assert.equal(prepared.files.list(at(path)), null, path);
        assert.equal(prepared.files.readText(at(path), 10), null, path);
      }
      assert.equal(prepared.files.list(at('ws/a.txt')), null);
      assert.equal(prepared.files.readText(at('ws/empty'), 10), null);
    });

    it('throws for what cannot be looked at', () => {
      assert.throws(
        () => prepared.files.lstat(at('x'.repeat(300))),
        (error) => error instanceof FilesError && error.code === 'ENAMETOOLONG',
      );
      assert.throws(() => prepared.files.readlink(at('ws/a.txt')), FilesError);
      assert.throws(() => prepared.files.list(at('ws/round')), FilesError);
    });

    it('gives two names of one file the same identity, and no other file', () => {
      const one = prepared.files.lstat(at('ws/a.txt'));
      const two = prepared.files.lstat(at('ws/same.txt'));
      assert.equal(one?.identity, two?.identity);
      assert.equal(one?.links, 2);
      assert.notEqual(one?.identity, prepared.files.lstat(at('keys/id'))?.identity);
    });

    it('reads links and lists folders without following', () => {
      assert.equal(prepared.files.readlink(at('ws/away')), '../keys');
      const names = prepared.files
        .list(at('ws'))
        ?.map(({ name: entry, kind }) => `${entry} ${kind}`);
      assert.deepEqual(names?.toSorted(), [
        '.git directory',
        'a.txt file',
        'away link',
        'empty directory',
        'gone link',
        'link link',
        'round link',
        'same.txt file',
      ]);
    });

    it('reads text up to a limit', () => {
      assert.equal(prepared.files.readText(at('ws/a.txt'), 100), 'content ü');
      assert.equal(prepared.files.readText(at('ws/a.txt'), 7), 'content');
    });

    it('looks behind a link with `/.` at its end', () => {
      assert.equal(
        prepared.files.lstat(at('ws/away/.'))?.identity,
        prepared.files.lstat(at('keys'))?.identity,
      );
    });

    it('carries the resolver through links, missing names and circles', () => {
      assert.equal(resolved('away/id').facts[0].path, at('keys/id'));
      assert.equal(resolved('gone').facts[0].path, at('keys/new'));
      assert.equal(resolved('away/new/deep').facts[0].path, at('keys/new/deep'));
      assert.deepEqual(resolved('link').facts[0].faces, [at('ws/link')]);
      const round = resolvePath(
        { text: 'round', cwd: at('ws'), glob: false },
        usualSurroundings(),
        prepared.files,
      );
      assert.equal(round.kind === 'unresolved' && round.code, 'loop');
    });

    it('finds the root from below', () => {
      const context = { platform: 'linux', homes: ['/home/none'], temporary: [] } as const;
      assert.deepEqual(findRoots(at('ws/empty'), context, prepared.files), [
        { path: at('ws'), worktrees: [] },
      ]);
    });
  });
}
