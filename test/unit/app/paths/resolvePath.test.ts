import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolvePath, type Resolved } from '../../../../src/app/paths/resolvePath.ts';
import { createTree } from '../../../../src/app/paths/tree.ts';
import { type Entry, memoryFiles, type MemoryFiles } from '../../../support/memoryFiles.ts';
import { usualSurroundings, usualTree, workspace } from '../../../support/pathCases.ts';

const folders = ['/home/u/ws/a', '/home/u/ws/a/b', '/home/u/ws/c', '/home/u/k', '/srv/d'];

/** A tree of folders, files and links in any direction, dangling and circular ones included. */
const trees = fc
  .array(
    fc.record({
      folder: fc.constantFrom(...folders),
      name: fc.constantFrom('l1', 'l2', 'l3'),
      target: fc.oneof(
        fc.constantFrom(...folders),
        fc.constantFrom(
          '../b',
          '..',
          '.',
          'f',
          'l1',
          'l2',
          '../../c/l3',
          '/none/x',
          'a/../../k',
          '../l1',
        ),
      ),
    }),
    { maxLength: 8 },
  )
  .map((links) => {
    const tree: Record<string, Entry> = { ...usualTree };
    for (const folder of folders) tree[`${folder}/f`] = '';
    for (const { folder, name, target } of links) tree[`${folder}/${name}`] = { link: target };
    return tree;
  });

const words = fc
  .array(fc.constantFrom('a', 'b', 'c', 'f', 'l1', 'l2', 'l3', '..', '.', '', 'new', 'k'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => `./${parts.join('/')}`);

function resolve(text: string, files: MemoryFiles): ReturnType<typeof resolvePath> {
  return resolvePath({ text, cwd: workspace, glob: false }, usualSurroundings(), files);
}

function surely(text: string, files: MemoryFiles): Resolved {
  const found = resolve(text, files);
  assert.ok(found.kind === 'resolved', `${text}: ${JSON.stringify(found)}`);
  return found;
}

describe('resolving a path', () => {
  it('comes to rest: a canonical path resolves to itself', () => {
    fc.assert(
      fc.property(trees, words, (tree, text) => {
        const files = memoryFiles(tree);
        const found = resolve(text, files);
        if (found.kind !== 'resolved') return;
        for (const { path } of found.facts) {
          const again = surely(path, files);
          assert.deepEqual([again.facts.length, again.facts[0].path], [1, path]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('never leaves a link, a dot or a doubled slash in a canonical path', () => {
    fc.assert(
      fc.property(trees, words, (tree, text) => {
        const files = memoryFiles(tree);
        const found = resolve(text, files);
        if (found.kind !== 'resolved') return;
        for (const { path, faces } of found.facts) {
          assert.doesNotMatch(path, /\/\/|\/\.{1,2}(?:\/|$)|(?!^)\/$/);
          assert.ok(!faces.includes(path));
          const parts = path.split('/').slice(1);
          for (let at = 1; at <= parts.length; at += 1) {
            const prefix = `/${parts.slice(0, at).join('/')}`;
            assert.notEqual(files.lstat(prefix)?.kind, 'link', prefix);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('agrees with the kernel about what is opened', () => {
    fc.assert(
      fc.property(trees, words, (tree, text) => {
        const files = memoryFiles(tree);
        let opened: string | undefined;
        try {
          opened = files.lstat(`${workspace}/${text}/.`)?.identity;
        } catch {
          return;
        }
        if (opened === undefined) return;
        assert.equal(files.lstat(surely(text, files).facts[0].path)?.identity, opened);
      }),
      { numRuns: 400 },
    );
  });

  it('does not mind what makes no difference', () => {
    const noise = fc.constantFrom('./', '', '/', 'a/../', 'a/b/../../', './/');
    fc.assert(
      fc.property(trees, words, noise, (tree, text, extra) => {
        const files = memoryFiles({ ...tree, '/home/u/ws/a/b': { folder: true } });
        const plain = resolve(text.replace(/^\/+/, ''), files);
        const noisy = resolve(`./${extra}${text.replace(/^\/+/, '')}`, files);
        assert.equal(noisy.kind, plain.kind);
        if (plain.kind !== 'resolved' || noisy.kind !== 'resolved') return;
        assert.equal(noisy.facts[0].path, plain.facts[0].path);
      }),
      { numRuns: 300 },
    );
  });

  it('comes to the same file through a link to its folder', () => {
    fc.assert(
      fc.property(fc.constantFrom(...folders), words, (folder, text) => {
        const tail = text.replaceAll(/\.\.|^\/+/g, 'x');
        const files = memoryFiles({
          ...usualTree,
          [`${folder}/f`]: '',
          '/home/u/ws/way': { link: folder },
        });
        const direct = surely(`${folder}/${tail}`, files).facts[0];
        const around = surely(`way/${tail}`, files).facts[0];
        assert.equal(around.path, direct.path);
        assert.equal(around.faces.length, 1);
      }),
    );
  });

  it('keeps the link itself where it is what is meant', () => {
    const files = memoryFiles({ ...usualTree, '/home/u/ws/l': { link: '../.ssh' } });
    const keep = (text: string): string | undefined => {
      const found = resolvePath({ text, cwd: workspace, glob: false }, usualSurroundings(), files, {
        last: 'keep',
      });
      return found.kind === 'resolved' ? found.facts[0].path : undefined;
    };
    assert.equal(keep('l'), '/home/u/ws/l');
    assert.equal(keep('l/'), '/home/u/.ssh');
    assert.equal(keep('l/.'), '/home/u/.ssh');
    assert.equal(keep('l/id_rsa'), '/home/u/.ssh/id_rsa');
  });

  it('adds the other names of a hard-linked file as faces', () => {
    const files = memoryFiles({ ...usualTree, '/home/u/ws/note': { hard: '/home/u/.ssh/id_rsa' } });
    const stated = { text: 'note', cwd: workspace, glob: false };
    const found = resolvePath(stated, usualSurroundings(), files, {
      aliases: (stat, path) => ({ paths: [`${path} ${stat.links}`], certain: false }),
    });
    assert.ok(found.kind === 'resolved');
    assert.deepEqual(found.facts[0].faces, ['/home/u/ws/note 2']);
    assert.match(found.unsure ?? '', /other names/);
  });

  it('does not ask for other names of a file that has one', () => {
    const stated = { text: 'src/a.ts', cwd: workspace, glob: false };
    const found = resolvePath(stated, usualSurroundings(), memoryFiles(usualTree), {
      aliases: () => assert.fail('asked'),
    });
    assert.equal(found.kind, 'resolved');
  });

  it('judges `~` in every home', () => {
    const stated = { text: '~/.ssh/id_rsa', cwd: workspace, glob: false };
    const surroundings = usualSurroundings({ homes: ['/home/u', '/srv/agent'] });
    const found = resolvePath(stated, surroundings, memoryFiles(usualTree));
    assert.ok(found.kind === 'resolved');
    assert.deepEqual(
      found.facts.map((fact) => fact.path),
      ['/home/u/.ssh/id_rsa', '/srv/agent/.ssh/id_rsa'],
    );
  });

  it('asks the machine for the home of another account when it may', () => {
    const of = (user: string): string => {
      const found = resolvePath(
        { text: `~${user}/x`, cwd: workspace, glob: false },
        usualSurroundings(),
        memoryFiles(usualTree),
        { homeOf: (name) => (name === 'postgres' ? '/var/lib/postgresql' : null) },
      );
      return found.kind === 'resolved' ? found.facts[0].path : found.code;
    };
    assert.equal(of('postgres'), '/var/lib/postgresql/x');
    assert.equal(of('nobody-here'), 'user');
  });

  it('escapes and caps what is shown', () => {
    const { stated } = surely(`\u202e${'x'.repeat(500)}`, memoryFiles(usualTree)).facts[0];
    assert.match(stated, /^\\u\{202e\}x+…$/);
    assert.ok(stated.length <= 200);
  });

  it('looks every entry up once for all paths of an action', () => {
    const files = memoryFiles(usualTree);
    const tree = createTree(files);
    const stated = { text: 'src/a.ts', cwd: workspace, glob: false };
    resolvePath(stated, usualSurroundings(), files, { tree });
    const before = files.calls.lstat;
    assert.ok(before > 0);
    resolvePath({ ...stated, text: 'src/../src/a.ts' }, usualSurroundings(), files, { tree });
    assert.equal(files.calls.lstat, before);
  });
});

describe('resolving a path when the tree misbehaves', () => {
  it('goes on as text where it cannot look, and says so', () => {
    const files = memoryFiles({ ...usualTree, '/home/u/ws/closed/in/x': '' });
    files.fail('/home/u/ws/closed/in', 'EACCES');
    const found = surely('closed/in/../../.env', files);
    assert.equal(found.facts[0].path, '/home/u/ws/.env');
    assert.equal(found.existing?.kind, 'file');
    assert.match(found.unsure ?? '', /closed\/in cannot be looked at/);
    assert.equal(surely('closed/in/x', files).facts[0].path, '/home/u/ws/closed/in/x');
    assert.equal(surely('closed/in/x', files).existing, null);
  });

  it('says so when a link cannot be read', () => {
    const files = memoryFiles({ ...usualTree, '/home/u/ws/l': { link: '\ufffd/x' } });
    const found = surely('l/y', files);
    assert.equal(found.facts[0].path, '/home/u/ws/l/y');
    assert.match(found.unsure ?? '', /\/l cannot be looked at/);
  });

  it('takes a link that vanishes between two looks for missing', () => {
    const files = memoryFiles({ ...usualTree, '/home/u/ws/l': { link: '/home/u/.ssh' } });
    const vanishing = { ...files, readlink: () => null };
    const found = resolvePath(
      { text: 'l/x', cwd: workspace, glob: false },
      usualSurroundings(),
      vanishing,
    );
    assert.ok(found.kind === 'resolved');
    assert.equal(found.facts[0].path, '/home/u/ws/l/x');
  });

  it('does not mistake the text of a link for a failure', () => {
    const files = memoryFiles({ ...usualTree, '/home/u/ws/l': { link: 'unseen' } });
    const found = surely('l', files);
    assert.deepEqual([found.facts[0].path, found.unsure], ['/home/u/ws/unseen', null]);
  });

  it('lets a fault of its own through instead of hiding it', () => {
    const files = memoryFiles(usualTree);
    const broken = {
      ...files,
      lstat: () => {
        throw new RangeError('a bug');
      },
    };
    assert.throws(
      () => resolve('a', Object.assign(broken, files, { lstat: broken.lstat })),
      RangeError,
    );
  });

  it('counts a folder that cannot be looked at as a project', () => {
    const files = memoryFiles({ ...usualTree, '/tmp/x/a': '' });
    files.fail('/tmp/x/.git', 'EACCES');
    assert.equal(surely('/tmp/x/a', files).facts[0].place, 'home');
  });

  it('stops at forty links', () => {
    const tree: Record<string, Entry> = { ...usualTree };
    for (let at = 0; at < 60; at += 1) tree[`/home/u/ws/n${at}`] = { link: `n${at + 1}` };
    const files = memoryFiles(tree);
    assert.equal(surely('n21', files).facts[0].path, '/home/u/ws/n60');
    const found = resolve('n5', files);
    assert.equal(found.kind === 'unresolved' && found.code, 'loop');
  });
});
