import assert from 'node:assert/strict';
import { programGroups } from '../../../../src/core/shell/programs/groups.ts';
import { factsIn, namesIn, packPrograms } from '../../../../src/core/shell/programs/packing.ts';

describe('the packed programs', () => {
  const packed = packPrograms(programGroups);
  const names = programGroups.flatMap((group) =>
    Object.keys(group).flatMap((key) => key.split('|')),
  );

  it('hold the facts of every name, of the last group that knows it', () => {
    assert.ok(names.length > 1_000);
    for (const name of names) {
      const group = programGroups.findLast((each) =>
        Object.keys(each).some((key) => key.split('|').includes(name)),
      );
      const key = Object.keys(group ?? {}).findLast((each) => each.split('|').includes(name));
      assert.deepEqual(factsIn(packed, name), group?.[key ?? ''], name);
    }
    assert.deepEqual(namesIn(packed), [...new Set(names)]);
  });

  it('know nothing else', () => {
    for (const name of [
      '',
      'no-such-program',
      'operands',
      '"read"',
      '\u0001',
      'cat\u0001tac',
      '{',
      '\n',
    ]) {
      assert.equal(factsIn(packed, name), null, JSON.stringify(name));
    }
  });
});
