import assert from 'node:assert/strict';
import { fuzzShell } from '../../../../scripts/fuzz/fuzz.ts';
import { createDice, hostileText } from '../../../../scripts/fuzz/inputs.ts';

describe('hostile texts', () => {
  it('break no promise of the shell analysis', () => {
    // A new seed each time; it is in the message.
    const seed = Date.now() % 2 ** 32;
    const { failures, unparsable, count } = fuzzShell(seed, 4_000);
    assert.deepEqual(failures, [], `seed ${String(seed)}`);
    assert.ok(unparsable > count / 10, `only ${String(unparsable)} were hostile to the parser`);
  });

  it('are the same for the same seed', () => {
    const texts = (seed: number): string[] => {
      const dice = createDice(seed);
      return Array.from({ length: 50 }, () => hostileText(dice, ['cat a', 'ls | wc']));
    };
    assert.deepEqual(texts(1), texts(1));
    assert.notDeepEqual(texts(1), texts(2));
  });

  it('find an analysis that throws, one that lets pass, and one that says too much', () => {
    const first = (analyse: Parameters<typeof fuzzShell>[2]): string | undefined =>
      fuzzShell(1, 300, analyse).failures[0]?.what;
    assert.match(
      first(() => {
        throw new Error('a bug');
      }) ?? '',
      /^throws: .*a bug/,
    );
    assert.match(first(() => []) ?? '', /passes, although|is lost/);
    const much = { kind: 'unresolved', why: 'x', via: 'x' } as const;
    assert.equal(
      first(() => Array.from({ length: 2_000 }, () => much)),
      '2000 statements',
    );
  });
});
