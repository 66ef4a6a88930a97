import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Entry } from '../../../support/memoryFiles.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import { gitPatch } from '../../../support/gitPatch.ts';
import { judge, judgeOn, usualTree } from '../scripts/machine.ts';
import { policies } from './project.ts';

const harmless = fc.array(fc.constantFrom('src/a.ts', 'docs/x.md', 'b.txt', 'lib/q/z', 'labs/n'), {
  maxLength: 8,
});
const inLab = fc
  .array(fc.constantFrom('notes.md', 'a', 'deep', 'x y', 'é'), { minLength: 1, maxLength: 3 })
  .map((parts) => `lab/${parts.join('/')}`);

/** Other spellings of one relative path. */
const spelled = fc
  .tuple(inLab, fc.constantFrom('', './', 'src/../', 'x/./../', './/'))
  .map(([path, before]) => before + path);

/** Calls that bring the entries of `a.tgz`. */
const extracting = [
  'tar xf a.tgz',
  'tar -xzvf a.tgz -C .',
  'tar --extract --file a.tgz --directory=/home/u/ws',
  'cd src && tar xf ../a.tgz -C ..',
  'cat a.tgz | tar xz',
  'unzip -o a.tgz',
  'bsdtar xf a.tgz',
  'cpio -idu < a.tgz',
  'python3 -m tarfile -e a.tgz .',
  'jar xf a.tgz',
  'sh -c "tar xf a.tgz"',
  'nohup tar xf a.tgz > log 2>&1 &',
];

const applying = [
  'git apply x.patch',
  'git apply --3way --whitespace=fix x.patch',
  'git -C src apply ../x.patch',
  'git am x.patch',
  'git apply - < x.patch',
  'patch -p1 < x.patch',
  'patch -Np1 -i x.patch',
  'cat x.patch | patch -p1 -s',
  'cd src && git apply ../x.patch',
  'timeout 9 git apply x.patch',
];

const copying = [
  'cp -r x/. .',
  'cp -a x/* .',
  'rsync -a x/ .',
  'mv x/* .',
  'cp -rT x .',
  'cd x && cp -r . ..',
];

function stops(command: string, files: Readonly<Record<string, Entry>>): void {
  const { decision } = judge(command, { ...policies.lab, ...files });
  assert.equal(decision.verdict, 'deny', `${command}: ${decision.reason}`);
}

function passes(command: string, files: Readonly<Record<string, Entry>>): void {
  const { decision } = judge(command, { ...policies.lab, ...files });
  assert.equal(decision.verdict, 'allow', `${command}: ${decision.reason}`);
}

describe('a closed zone stays closed', function () {
  this.timeout(60_000);

  it('to whatever an archive holds, among anything else', () => {
    fc.assert(
      fc.property(
        harmless,
        spelled,
        harmless,
        fc.constantFrom(...extracting),
        (a, path, b, command) => {
          stops(command, { '/home/u/ws/a.tgz': ['ARCHIVE', ...a, path, ...b].join('\n') });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('to whatever a patch names, among anything else', () => {
    const ordinary = inLab.filter((path) => !path.includes('é'));
    fc.assert(
      fc.property(
        harmless,
        ordinary,
        harmless,
        fc.constantFrom(...applying),
        (a, path, b, command) => {
          stops(command, { '/home/u/ws/x.patch': gitPatch([...a, path, ...b]) });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('to whatever a folder holds', () => {
    fc.assert(
      fc.property(harmless, inLab, fc.constantFrom(...copying), (others, path, command) => {
        const files = Object.fromEntries(
          [...others, path].map((each) => [`/home/u/ws/x/${each}`, 'n'] as const),
        );
        stops(command, files);
      }),
      { numRuns: 100 },
    );
  });

  it('to archives whose own links lead there', () => {
    const way = fc.constantFrom(
      ['l -> lab', 'l/n'],
      ['l -> /home/u/ws/lab', 'l/n'],
      ['a/l -> ../lab', 'a/l/n'],
      ['l -> .', 'l/lab/n'],
      ['a -> b', 'b -> c', 'c -> lab', 'a/n'],
      ['l -> src/..', 'l/lab/n'],
      ['l => lab/notes.md', 'l'],
    );
    fc.assert(
      fc.property(harmless, way, fc.constantFrom(...extracting), (others, entries, command) => {
        stops(command, { '/home/u/ws/a.tgz': ['ARCHIVE', ...others, ...entries].join('\n') });
      }),
      { numRuns: 80 },
    );
  });

  it('and opens for all else', () => {
    fc.assert(
      fc.property(harmless, fc.constantFrom(...extracting, ...applying), (names, command) => {
        passes(command, {
          '/home/u/ws/a.tgz': ['ARCHIVE', ...names].join('\n'),
          '/home/u/ws/x.patch': gitPatch(names),
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('looking into what a call brings', () => {
  it('is left to the calls that bring something', () => {
    // The first call of all compiles the policy.
    judge('true');
    const ordinary = 'cat src/a.ts; ls; grep -r x src; cp src/a.ts src/b.ts; tar tf a.tgz';
    const { files } = judge(ordinary);
    assert.equal(files.calls.readText, 0);
  });

  it('keeps facts few and names the source', () => {
    const entries = Array.from({ length: 5_000 }, (_, at) => `src/f${at}`);
    const { facts, decision } = judge('tar xf a.tgz', {
      ...policies.lab,
      '/home/u/ws/a.tgz': ['ARCHIVE', ...entries, 'lab/x'].join('\n'),
    });
    assert.equal(decision.verdict, 'deny');
    assert.ok(facts.effects.length < 10, `${facts.effects.length} effects`);
    const brought = facts.effects.filter((effect) => 'from' in effect);
    assert.deepEqual(
      brought.map((effect) => ('target' in effect ? effect.target.path : '')),
      ['/home/u/ws/lab/x'],
    );
    const all = Array.from({ length: 500 }, (_, at) => `lab/f${at}`);
    const closed = judge('tar xf a.tgz', {
      ...policies.lab,
      '/home/u/ws/a.tgz': ['ARCHIVE', ...all].join('\n'),
    });
    assert.ok(closed.facts.effects.length < 40);
  });

  it('keeps the text of a patch out of the facts', () => {
    const command = `git apply <<'EOF'\n${gitPatch(['lab/notes.md'])}+hunter2\nEOF`;
    const { facts } = judge(command, policies.lab);
    assert.ok(!JSON.stringify(facts).includes('hunter2'));
  });

  for (const code of ['EACCES', 'EIO', 'ELOOP']) {
    it(`asks when the source or its folder cannot be read (${code})`, () => {
      for (const [command, failing] of [
        ['git apply x.patch', '/home/u/ws/x.patch'],
        ['cp -r x/. .', '/home/u/ws/x'],
      ] as const) {
        const tree = memoryFiles({
          ...usualTree,
          ...policies.lab,
          '/home/u/ws/x.patch': '',
          '/home/u/ws/x/a': '',
        });
        tree.fail(failing, code);
        const { decision } = judgeOn(tree, command);
        // What this user cannot list, `cp` cannot copy.
        if (command.startsWith('git')) assert.equal(decision.verdict, 'ask', decision.reason);
      }
    });
  }
});
