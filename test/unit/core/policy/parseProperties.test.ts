import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LayerName } from '../../../../src/core/actions/decision.ts';
import { formatDiagnostics, splitLines } from '../../../../src/core/policy/diagnostics.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';
import { braceAlternatives } from '../../../../src/core/policy/policyFileBraces.ts';
import { policyFileSchema } from '../../../../src/core/policy/schema.ts';
import { editDistance, reach, suggest } from '../../../../src/core/policy/suggest.ts';
import { anyText } from '../../../support/anyText.ts';

const layers: readonly LayerName[] = ['built-in', 'organisation', 'user', 'workspace'];
const file = 'policy.jsonc';

/** Never throws; either a value or at least one error; every place lies in the text. */
function checkAnswer(text: string, layer: LayerName): void {
  const parsed = parsePolicy(text, { file, layer });
  const said = parsed.ok ? parsed.notes : parsed.diagnostics;
  assert.equal(
    parsed.ok,
    said.every(({ severity }) => severity === 'note'),
  );
  assert(said.length <= 50);
  const lines = splitLines(text.replace(/^\uFEFF/, ''));
  for (const { line, column, length } of said) {
    const width = lines[line - 1]?.length ?? -1;
    assert(column >= 1 && column <= width + 1, `${line}:${column} of ${width}`);
    assert(length === 1 || column - 1 + length <= width);
  }
  assert.doesNotMatch(formatDiagnostics(said, text), /[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\u202e]/u);
}

const key = fc.constantFrom(
  ...Object.keys(policyFileSchema.entries),
  'name',
  'paths',
  'edit',
  'read',
  'agents',
  'why',
  'match',
  'verdict',
  'access',
  'rule',
  '__proto__',
  'constructor',
  'toString',
  '',
);
const leaf = fc.oneof(
  fc.constantFrom('allow', 'ask', 'deny', 'strict', '**', '!a', '~/x', '../x', 'a/{b,c', '*.com'),
  fc.string(),
  fc.constantFrom(1, 2, -1, 1.5),
  fc.boolean(),
  fc.constant(null),
);
const nearlyPolicy = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc
      .array(fc.tuple(key, tie('node')), { maxLength: 5 })
      .map((pairs) => Object.fromEntries(pairs)),
  ),
})).node;

describe('parsePolicy, for any input', () => {
  it('answers any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...layers), (value, layer) => {
        checkAnswer(JSON.stringify(value), layer);
      }),
    );
  });

  it('answers values that look like a policy', () => {
    fc.assert(
      fc.property(nearlyPolicy, fc.constantFrom(...layers), (value, layer) => {
        checkAnswer(JSON.stringify(value, null, 1) ?? 'null', layer);
      }),
      { numRuns: 500 },
    );
  });

  it('answers any text, also pieces of JSON put together wrongly', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\\',
      '//',
      '/*',
      '*/',
      '\n',
      '\r',
      '\uFEFF',
      '\u0000',
      '"version"',
      '1',
      '"zones"',
      '"edit"',
      '"deny"',
      'null',
      '\ud800',
      '\u001b[31m',
      "'a'",
    );
    const text = fc.oneof(
      anyText(),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    );
    fc.assert(fc.property(text, fc.constantFrom(...layers), checkAnswer), { numRuns: 1500 });
  });

  it('says what a known key with one slip was meant to be', () => {
    const known = Object.keys(policyFileSchema.entries).filter((each) => each !== '$schema');
    const slip = fc
      .tuple(
        fc.constantFrom(...known),
        fc.nat(),
        fc.constantFrom('x', 'q', '_'),
        fc.nat({ max: 3 }),
      )
      .map(([word, at, letter, how]) => {
        const i = at % word.length;
        const changes = [
          word.slice(0, i) + word.slice(i + 1),
          word.slice(0, i) + letter + word.slice(i),
          word.slice(0, i) + letter + word.slice(i + 1),
          word.slice(0, i) + (word[i + 1] ?? '') + word[i]! + word.slice(i + 2),
        ];
        return { word, slipped: changes[how]! };
      })
      .filter(({ slipped }) => !known.includes(slipped));
    fc.assert(
      fc.property(slip, ({ word, slipped }) => {
        const text = JSON.stringify({ version: 1, [slipped]: 1 });
        // The one layer whose file may hold all of them.
        const parsed = parsePolicy(text, { file, layer: 'organisation' });
        assert(!parsed.ok);
        const found = parsed.diagnostics.find(({ code }) => code === 'PF-POLICY-UNKNOWN-KEY');
        const meant = /did you mean `(\w+)`\?$/.exec(found?.message ?? '')?.[1];
        assert(meant !== undefined, `${word} as ${slipped}`);
        assert(editDistance(slipped, meant) <= editDistance(slipped, word));
      }),
    );
  });

  it('never takes a value that holds an unknown key, however it is called', () => {
    const unknown = fc.string().filter((word) => !Object.hasOwn(policyFileSchema.entries, word));
    fc.assert(
      fc.property(unknown, (word) => {
        const text = `{"version":1,${JSON.stringify(word)}:1}`;
        assert(!parsePolicy(text, { file, layer: 'user' }).ok);
      }),
    );
  });
});

describe('editDistance', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

  it('is a metric', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        assert.equal(editDistance(a, b) === 0, a === b);
        assert.equal(editDistance(a, b), editDistance(b, a));
        assert(editDistance(a, c) <= editDistance(a, b) + editDistance(b, c));
        assert(editDistance(a, b) >= Math.abs(a.length - b.length));
        assert(editDistance(a, b) <= Math.max(a.length, b.length));
      }),
    );
  });

  it('is the number of steps of a search that tries every edit', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 });
    fc.assert(
      fc.property(short, short, (a, b) => assert.equal(editDistance(a, b), stepsBetween(a, b))),
      { numRuns: 60 },
    );
  });

  it('counts a swap as one, also when the pair is edited further', () => {
    assert.equal(editDistance('edti', 'edit'), 1);
    assert.equal(editDistance('ca', 'abc'), 2);
    assert.equal(editDistance('', 'abc'), 3);
  });
});

/** Breadth first over all words that one edit makes. */
function stepsBetween(from: string, to: string): number {
  let words = new Set([from]);
  for (let steps = 0; ; steps++) {
    if (words.has(to)) return steps;
    const next = new Set<string>();
    for (const word of words) {
      for (let i = 0; i <= word.length; i++) {
        next.add(word.slice(0, i) + word.slice(i + 1));
        if (i + 1 < word.length)
          next.add(word.slice(0, i) + word[i + 1]! + word[i]! + word.slice(i + 2));
        for (const letter of 'abc') {
          next.add(word.slice(0, i) + letter + word.slice(i + 1));
          if (word.length < 6) next.add(word.slice(0, i) + letter + word.slice(i));
        }
      }
    }
    words = next;
  }
}

describe('suggest', () => {
  it('offers the nearest candidate within reach, and nothing that is far', () => {
    const candidates = ['zones', 'secrets', 'commands', 'network', 'hardware'];
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('z', 'o', 'n', 'e', 's', 'c', 'r', 't'), maxLength: 9 }),
        (word) => {
          const within = candidates.filter((each) => editDistance(word, each) <= reach(each));
          const found = suggest(word, candidates);
          if (within.length > 0) {
            assert(found !== null);
            const least = Math.min(...within.map((each) => editDistance(word, each)));
            assert.equal(editDistance(word, found), least);
          } else if (found !== null) {
            assert(found.startsWith(word) || word.startsWith(found));
          }
        },
      ),
    );
    assert.equal(suggest('quantum', candidates), null);
    assert.equal(suggest('', candidates), null);
    assert.equal(suggest('x'.repeat(100_000), candidates), null);
  });

  it("knows other people's words, where ours may stand", () => {
    assert.equal(suggest('block', ['allow', 'ask', 'deny']), 'deny');
    assert.equal(suggest('block', ['allow', 'ask']), null);
  });
});

describe('braceAlternatives', () => {
  it('expands lists, nested lists and leaves other braces alone', () => {
    assert.deepEqual(braceAlternatives('a/{b,{c,d}}/e', 10), ['a/b/e', 'a/c/e', 'a/d/e']);
    assert.deepEqual(braceAlternatives('{a}/${b,c}', 10), ['{a}/${b,c}']);
    assert.deepEqual(braceAlternatives('{1..3}x', 10), ['1x']);
  });

  it('gives up in time', () => {
    assert.equal(braceAlternatives('{a,b}'.repeat(100), 256), null);
    assert.equal(braceAlternatives('{1..100}{1..100}', 256), null);
    assert.equal(braceAlternatives(`{${'{a,'.repeat(50)}`, 256)?.length, 1);
  });
});
