import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { nodeArchives } from '../../../src/adapters/archives/nodeArchives.ts';
import { type ArchiveListing, mostEntries } from '../../../src/ports/archives.ts';
import {
  type MadeEntry,
  makeCpio,
  makeTar,
  makeZip,
  paxHeader,
  seal,
  tarHeader,
} from '../../support/makeArchives.ts';
import { onlyOnLinux } from '../../support/skip.ts';

describe('listing archives', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'pinfold-archives-'))));
  after(() => rmSync(folder, { recursive: true }));

  function list(bytes: Uint8Array): ArchiveListing {
    const path = join(folder, 'a');
    writeFileSync(path, bytes);
    return nodeArchives.list(path);
  }

  /** `name`, `name -> target`, `name => target`. */
  function names(bytes: Uint8Array): readonly string[] {
    const listing = list(bytes);
    assert.equal(listing.kind, 'entries', JSON.stringify(listing));
    return listing.kind !== 'entries'
      ? []
      : listing.entries.map(({ name, kind, target }) =>
          target === null ? name : `${name} ${kind === 'link' ? '->' : '=>'} ${target}`,
        );
  }

  function unreadable(bytes: Uint8Array): string {
    const listing = list(bytes);
    assert.equal(listing.kind, 'unreadable', JSON.stringify(listing).slice(0, 300));
    return listing.kind === 'unreadable' ? listing.why : '';
  }

  describe('tar', () => {
    it('gives files, folders and links in their order, packed or not', () => {
      const bytes = makeTar([
        { name: 'a/' },
        { name: 'a/x', content: 'hello' },
        { name: 'l', type: '2', target: '../lab' },
        { name: 'h', type: '1', target: 'a/x' },
        { name: '/etc/x' },
        { name: '../up' },
      ]);
      const expected = ['a/', 'a/x', 'l -> ../lab', 'h => a/x', '/etc/x', '../up'];
      assert.deepEqual(names(bytes), expected);
      assert.deepEqual(names(gzipSync(bytes)), expected);
    });

    it('knows long names of GNU tar and pax, and the prefix of ustar', () => {
      const long = `${'d'.repeat(99)}/${'e'.repeat(99)}`;
      assert.deepEqual(
        names(
          makeTar([{ name: '././@LongLink', type: 'L', content: `${long}\0` }, { name: 'cut' }]),
        ),
        [long],
      );
      const target = 't'.repeat(150);
      assert.deepEqual(
        names(
          makeTar([
            { name: '././@LongLink', type: 'K', content: `${target}\0` },
            { name: 'l', type: '2', target: 'cut' },
          ]),
        ),
        [`l -> ${target}`],
      );
      assert.deepEqual(
        names(makeTar([paxHeader({ path: 'lab/é' }), { name: 'x' }, { name: 'y' }])),
        ['lab/é', 'y'],
      );
      assert.deepEqual(names(makeTar([paxHeader({ path: 'lab/g' }, 'g'), { name: 'x' }])), [
        'lab/g',
      ]);
      const header = tarHeader('x', 0, '0');
      header.write('lab/deep', 345);
      seal(header);
      assert.deepEqual(names(Buffer.concat([header, Buffer.alloc(1024)])), ['lab/deep/x']);
    });

    it('takes the size that pax gives, so that nothing hides in what looks like data', () => {
      const inner = makeTar([{ name: 'lab/hidden' }], false);
      const visible = { name: 'x', content: inner.toString('latin1') };
      // The header says that all of it is data, the extended one that there is none.
      const found = names(makeTar([paxHeader({ size: '0' }), visible]));
      assert.deepEqual(found, ['x', 'lab/hidden']);
    });

    it('reads on behind the mark of an end', () => {
      const bytes = Buffer.concat([makeTar([{ name: 'a' }]), makeTar([{ name: 'lab/b' }])]);
      assert.deepEqual(names(bytes), ['a', 'lab/b']);
    });

    it('does not list what programs read in two ways', () => {
      for (const type of ['1', '2', '3', '5']) {
        unreadable(makeTar([{ name: 'x', type, content: 'data', target: 'y' }]));
      }
      unreadable(Buffer.concat([makeTar([{ name: 'x' }], false), Buffer.from('P'.repeat(512))]));
      unreadable(Buffer.concat([makeTar([{ name: 'x' }]), makeZip([{ name: 'lab/x' }])]));
      unreadable(Buffer.concat([gzipSync(makeTar([{ name: 'x' }])), makeZip([{ name: 'lab/x' }])]));
    });

    it('lists what GNU tar writes, in each of its forms, as GNU tar does', function () {
      onlyOnLinux(this);
      const segment = fc.stringMatching(/^[a-z é.]{1,40}$/).filter((s) => !/^\.+$| $|^ /.test(s));
      const path = fc.array(segment, { minLength: 1, maxLength: 6 }).map((all) => all.join('/'));
      let run = 0;
      fc.assert(
        fc.property(
          fc.uniqueArray(path, { minLength: 1, maxLength: 12 }),
          fc.constantFrom('gnu', 'pax', 'ustar', 'v7', 'oldgnu'),
          fc.boolean(),
          (paths, format, packed) => {
            const place = join(folder, `tree${(run += 1)}`);
            mkdirSync(place);
            for (const each of paths) plant(place, each);
            const archive = join(folder, 'made');
            const args = [`--format=${format}`, packed ? '-czf' : '-cf', archive, '-C', place, '.'];
            try {
              execFileSync('tar', args, { stdio: 'pipe' });
            } catch {
              // A name that this form cannot hold.
              return;
            }
            const theirs = execFileSync('tar', ['--quoting-style=literal', '-tf', archive], {
              encoding: 'utf8',
              env: { ...process.env, LC_ALL: 'C.UTF-8' },
            });
            const ours = nodeArchives.list(archive);
            assert.equal(ours.kind, 'entries');
            if (ours.kind !== 'entries') return;
            assert.deepEqual(
              ours.entries.map(({ name, kind }) =>
                name.replace(/\/*$/, kind === 'folder' ? '/' : ''),
              ),
              theirs.split('\n').filter((line) => line !== ''),
            );
          },
        ),
        { numRuns: 20 },
      );
    });
  });

  describe('zip', () => {
    it('gives files, folders and links', () => {
      const bytes = makeZip(
        [{ name: 'a/' }, { name: 'a/x', content: 'hi' }, { name: 'l', link: true, content: 'lab' }],
        'a comment',
      );
      assert.deepEqual(names(bytes), ['a/', 'a/x', 'l -> lab']);
      assert.deepEqual(names(Buffer.concat([Buffer.from('MZ and a program'), bytes])), [
        'a/',
        'a/x',
        'l -> lab',
      ]);
      assert.deepEqual(names(makeZip([])), []);
    });

    it('gives both names where the headers of an entry disagree', () => {
      assert.deepEqual(names(makeZip([{ name: 'src/a', own: 'lab/a' }])), ['src/a', 'lab/a']);
    });

    it('does not list what does not fit together', () => {
      const bytes = makeZip([{ name: 'a' }, { name: 'b' }]);
      for (const [from, value] of [
        [bytes.length - 12, 1],
        [bytes.length - 10, 5],
        [bytes.length - 6, 9],
      ] as const) {
        const changed = Buffer.from(bytes);
        changed.writeUInt16LE(value, from);
        unreadable(changed);
      }
      unreadable(Buffer.concat([bytes, Buffer.from('more')]));
    });

    it('lists what Python writes', () => {
      const archive = join(folder, 'python.zip');
      const code = `import zipfile,sys
z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)
for n in ['a/b.txt', 'é/ü.md', '../up', '/abs']: z.writestr(n, 'x' * 1000)
z.close()`;
      execFileSync('python3', ['-c', code, archive]);
      const ours = nodeArchives.list(archive);
      assert.ok(ours.kind === 'entries');
      assert.deepEqual(
        ours.entries.map(({ name }) => name),
        ['a/b.txt', 'é/ü.md', '../up', '/abs'],
      );
    });
  });

  it('lists cpio archives', () => {
    const bytes = makeCpio([
      { name: 'a/' },
      { name: 'a/x', content: 'hi' },
      { name: 'l', target: 'lab' },
    ]);
    assert.deepEqual(names(bytes), ['a/', 'a/x', 'l -> lab']);
    assert.deepEqual(names(gzipSync(bytes)), ['a/', 'a/x', 'l -> lab']);
  });

  describe('faults', () => {
    const sound: readonly (readonly [string, Buffer])[] = [
      [
        'tar',
        makeTar([
          { name: 'a', content: 'x'.repeat(700) },
          { name: 'b', type: '2', target: 'c' },
        ]),
      ],
      ['tar.gz', gzipSync(makeTar([{ name: 'a', content: 'x'.repeat(700) }, { name: 'b' }]))],
      [
        'zip',
        makeZip([
          { name: 'a', content: 'hi' },
          { name: 'l', link: true, content: 'lab' },
        ]),
      ],
      ['cpio', makeCpio([{ name: 'a', content: 'hi' }, { name: 'b' }])],
    ];

    it('is total on truncated, damaged and random bytes', () => {
      const broken = fc
        .tuple(
          fc.constantFrom(...sound.map(([, bytes]) => bytes)),
          fc.nat(),
          fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
        )
        .map(([bytes, length, changes]) => {
          const copy = Buffer.from(bytes.subarray(0, length % (bytes.length + 1)));
          for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value;
          return copy;
        });
      fc.assert(
        fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 2_000 })), (bytes) => {
          assert.ok(['entries', 'unreadable'].includes(list(bytes).kind));
        }),
        { numRuns: 1_500 },
      );
    });

    it('refuses what is no archive that it knows', () => {
      for (const start of [
        '7z\xbc\xaf\x27\x1c',
        '\xfd7zXZ\0',
        'BZh9',
        'Rar!\x1a\x07',
        '\x28\xb5\x2f\xfd',
      ]) {
        assert.match(unreadable(Buffer.from(start.padEnd(600, 'x'), 'latin1')), /cannot be listed/);
      }
      unreadable(Buffer.from('hello'));
    });

    it('tells what is missing, a folder and a pipe apart from a file', () => {
      assert.deepEqual(nodeArchives.list(join(folder, 'nothing')), { kind: 'none' });
      assert.equal(nodeArchives.list(folder).kind, 'unreadable');
      symlinkSync('circle', join(folder, 'circle'));
      assert.equal(nodeArchives.list(join(folder, 'circle')).kind, 'unreadable');
    });

    it('stops at bombs', () => {
      const zeros = Buffer.alloc(8 * 1024 * 1024);
      const layer = gzipSync(zeros);
      const bomb = Buffer.concat(Array.from({ length: 40 }, () => layer));
      assert.match(unreadable(bomb), /too much/);
      // A buffer repeats what fills it.
      const times = (count: number, entry: MadeEntry): Buffer => {
        const one = makeTar([entry], false);
        return Buffer.alloc(count * one.length, one);
      };
      const many = times(mostEntries + 2, { name: 'f' });
      assert.match(unreadable(many), /more than/);
      assert.match(unreadable(gzipSync(many)), /more than/);
      assert.match(unreadable(times(4 * mostEntries + 2, { name: 'x', type: 'x' })), /more than/);
      unreadable(makeTar([paxHeader({ path: 'x'.repeat(2_000_000) })]));
      const empty = join(folder, 'empty');
      writeFileSync(empty, '');
      truncateSync(empty, 64 * 1024 * 1024);
      assert.equal(nodeArchives.list(empty).kind, 'unreadable');
    });
  });
});

function plant(place: string, path: string): void {
  try {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), path);
  } catch {
    // A folder of that name is there already, or a file where a folder should be.
  }
}
