import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { type PatchedFile, readEditPatch } from '../../../../src/core/patches/editPatch.ts';
import { patchStatements } from '../../../../src/core/patches/patchStatements.ts';
import { appliedFiles } from '../../../support/codexPatches.ts';

interface Case {
  readonly name: string;
  readonly patch: string;
  readonly does: readonly string[];
  readonly trouble?: string;
}

const cases = readFileSync(join(import.meta.dirname, '../../../cases/patches/edit.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);

function shown({ act, name, perhaps }: PatchedFile): string {
  return `${perhaps ? 'perhaps ' : ''}${act} ${name}`;
}

describe('patches of apply_patch', function () {
  this.timeout(20_000);

  for (const { name, patch, does, trouble } of cases) {
    it(name, () => {
      const read = readEditPatch(patch);
      assert.deepEqual(read.files.map(shown).toSorted(), [...does].toSorted());
      assert.equal(read.trouble, trouble ?? null);
    });
  }

  it('asks about a patch of very many files instead of looking at each', () => {
    const files = Array.from({ length: 3_000 }, (_, n) => `*** Delete File: ${String(n)}\n`);
    const { trouble } = readEditPatch(`*** Begin Patch\n${files.join('')}*** End Patch\n`);
    assert.equal(trouble, 'the patch has too many files');
  });

  const name = fc.oneof(
    fc.constantFrom('a.txt', '.env', '../x', '/etc/hosts', '~/.bashrc', 'a b', ' a', 'a ', '$HOME'),
    fc.string({ minLength: 1, maxLength: 12 }),
  );
  const blank = fc.constantFrom('', '', '', ' ', '\t', '\u00a0', '\u0085', '\u2003', '\v');
  const line = fc.oneof(
    { weight: 4, arbitrary: name.map((each) => `*** Add File: ${each}`) },
    { weight: 4, arbitrary: name.map((each) => `*** Update File: ${each}`) },
    { weight: 3, arbitrary: name.map((each) => `*** Delete File: ${each}`) },
    { weight: 3, arbitrary: name.map((each) => `*** Move to: ${each}`) },
    { weight: 6, arbitrary: fc.constantFrom('+x', '-x', ' x', '@@', '@@ f', '') },
    fc.constantFrom('*** Begin Patch', '*** End Patch', '*** End of File', '*** ', 'x'),
  );
  const patch = fc
    .tuple(
      fc.constantFrom('', '', "<<'EOF'\n", '<<EOF\n'),
      fc.array(
        fc.tuple(blank, line, blank).map((parts) => parts.join('')),
        { maxLength: 10 },
      ),
      fc.constantFrom('\n', '\n', '\r\n'),
      fc.boolean(),
    )
    .map(([opening, lines, end, whole]) => {
      const all = whole ? ['*** Begin Patch', ...lines, '*** End Patch'] : lines;
      return `${opening}${all.join(end)}\n${opening === '' ? '' : 'EOF\n'}`;
    });

  it('miss nothing of what Codex would do with one, whatever it looks like', () => {
    let taken = 0;
    fc.assert(
      fc.property(patch, (text) => {
        const applied = appliedFiles(text);
        if (applied === null) return;
        taken += 1;
        const read = readEditPatch(text).files.map(({ act, name: file }) => `${act} ${file}`);
        for (const each of applied) assert.ok(read.includes(each), `${each} in ${read.join(', ')}`);
      }),
      { numRuns: 3_000 },
    );
    assert.ok(taken > 100, `only ${String(taken)} patches were taken`);
  });

  it('are read whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { files, trouble } = readEditPatch(text);
        assert.ok(files.length > 0 || trouble !== null);
        for (const each of patchStatements({ files, trouble }, '/p', 'x')) {
          assert.ok(!('path' in each) || !each.path.glob);
        }
      }),
    );
  });
});
