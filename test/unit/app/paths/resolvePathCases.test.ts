import assert from 'node:assert/strict';
import { resolvePath } from '../../../../src/app/paths/resolvePath.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import {
  type PathCase,
  readCases,
  usualSurroundings,
  usualTree,
  workspace,
} from '../../../support/pathCases.ts';

for (const table of ['posix', 'proc', 'case', 'places']) {
  describe(`paths as they are written: ${table}`, () => {
    for (const row of readCases<PathCase>(table)) {
      it(row.name, () => {
        const found = resolveCase(row);
        if (row.unresolved !== undefined) {
          assert.equal(found.kind, 'unresolved', JSON.stringify(found));
          assert.equal(found.kind === 'unresolved' && found.code, row.unresolved);
          return;
        }
        assert.ok(row.paths, 'a case expects paths or says `unresolved`');
        assert.equal(found.kind, 'resolved', JSON.stringify(found));
        if (found.kind !== 'resolved') return;
        assert.deepEqual(
          found.facts.map((fact) => fact.path),
          row.paths,
        );
        const [first] = found.facts;
        if (row.faces) assert.deepEqual(first.faces, row.faces);
        if (row.place !== undefined) assert.equal(first.place, row.place);
        if (row.root !== undefined) assert.equal(first.root, row.root);
      });
    }
  });
}

function resolveCase(row: PathCase): ReturnType<typeof resolvePath> {
  const files = memoryFiles(
    { ...usualTree, ...row.tree },
    row.foldCase === undefined ? {} : { foldCase: row.foldCase },
  );
  for (const [path, code] of Object.entries(row.fail ?? {})) files.fail(path, code);
  const cwd = row.cwd === undefined ? workspace : row.cwd;
  return resolvePath({ text: row.stated, cwd, glob: false }, usualSurroundings(row), files);
}
