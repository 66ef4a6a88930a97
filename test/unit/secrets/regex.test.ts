import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorsOf } from '../../../scripts/secrets/regex/anchors.ts';
import { chanceOf, generate } from '../../../scripts/secrets/regex/generate.ts';
import { parseRe2 } from '../../../scripts/secrets/regex/parse.ts';
import { printJs } from '../../../scripts/secrets/regex/print.ts';
import { bounded, withoutLead } from '../../../scripts/secrets/regex/simplify.ts';
import { attempt } from '../../../scripts/secrets/regex/steps.ts';
import { widthOf } from '../../../scripts/secrets/regex/tree.ts';

const js = (source: string) => printJs(parseRe2(source));

describe('expressions of RE2 as JavaScript', () => {
  const printed: [source: string, expected: string, what: string][] = [
    ['(?i)ab1', '[Aa][Bb]1', 'a flag for all'],
    ['a(?i:b)c', 'a[Bb]c', 'a flag for a group'],
    ['(?i)a(?-i:b)c', '[Aa]b[Cc]', 'a flag taken back'],
    ['(a(?i)b)c', '(a[Bb])c', 'a flag from the middle of a group to its end'],
    ['(?i)[a-f_]', '[A-F_a-f]', 'a flag and a class'],
    ['.', '[^\\n]', 'a dot'],
    ['(?s:.)', '[\\s\\S]', 'a dot that takes line breaks'],
    ['\\s', '[\\t\\n\\f\\r ]', 'blanks are fewer than in JavaScript'],
    ['a\\z', 'a$', 'the end'],
    ['(?m)^a$', '(?<![^\\n])a(?![^\\n])', 'ends of lines, without a flag for all'],
    ['(?P<name>a)\\x60', '(a)`', 'a named group, a number for a character'],
    ['[[:alnum:]_]', '\\w', 'a POSIX class'],
    ['[^]]', '[^\\]]', 'a bracket in the first place'],
    ['[\\w.=-]', '[\\-.0-9=A-Z_a-z]', 'a hyphen in the last place'],
    ['a{2}b{2,}c{2,3}?', 'a{2}b{2,}c{2,3}?', 'counts'],
    ['(?:ab)+|c*?', '(?:ab)+|c*?', 'repetitions of several'],
    ['{', '\\{', 'a brace that counts nothing'],
  ];
  for (const [source, expected, what] of printed) {
    it(`${what}: ${source}`, () => {
      assert.equal(js(source), expected);
      assert.equal(js(expected), expected, 'and is read again as it is printed');
    });
  }

  for (const source of ['(?U)a', 'a)', '(a', '[a', '\\pL', '*a', '(?=a)', '[z-a]']) {
    it(`refuses ${source}`, () => {
      assert.throws(() => parseRe2(source), SyntaxError);
    });
  }

  // Small expressions over few letters, so that they meet.
  const expression = fc.letrec<{ any: string; one: string }>((tie) => ({
    one: fc.oneof(
      fc.constantFrom('a', 'b', '(?i:a)', '[ab]', '[^a]', '.', '\\b', '\\w', '\\s', '$', '^'),
      fc.tuple(tie('any')).map(([inner]) => `(${inner})`),
      fc
        .tuple(tie('any'), fc.constantFrom('?', '*', '+', '{1,2}', '??', '+?'))
        .map(([inner, count]) => `(?:${inner})${count}`),
    ),
    any: fc.oneof(
      { depthSize: 'small' },
      tie('one'),
      fc.tuple(tie('any'), tie('any')).map(([left, right]) => left + right),
      fc.tuple(tie('any'), tie('any')).map(([left, right]) => `(?:${left}|${right})`),
    ),
  })).any;
  const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', ' ', '\n'), maxLength: 8 });

  it('the counting matcher matches what the engine matches', () => {
    fc.assert(
      fc.property(expression, text, (source, subject) => {
        const tree = parseRe2(source);
        const pattern = new RegExp(printJs(tree), 'y');
        const found = pattern.exec(subject);
        const counted = attempt(tree, subject, 0, 100_000);
        fc.pre(counted.steps <= 100_000);
        assert.equal(counted.end, found === null ? null : found[0].length, printJs(tree));
      }),
      { numRuns: 2_000 },
    );
  });

  it('limits change nothing for a text that is shorter', () => {
    fc.assert(
      fc.property(expression, text, (source, subject) => {
        const tree = parseRe2(source);
        const limited = bounded(tree, { blank: 10, other: 10 });
        assert.equal(
          attempt(limited, subject, 0, 1e6).end,
          attempt(tree, subject, 0, 1e6).end,
          printJs(limited),
        );
        assert.ok(widthOf(limited)[1] < Infinity);
      }),
    );
  });

  it('every match has an anchor in its place', () => {
    const rules = [
      '(?i)x{0,3}?(?:key|token)[=:]',
      '[0-9]{3}(?:live|test)_',
      'a?-sk[0-9]',
      'ey[A-Z]{4}',
    ];
    for (const source of rules) {
      const tree = withoutLead(parseRe2(source));
      const anchors = anchorsOf(tree) ?? assert.fail(source);
      for (let seed = 0; seed < 50; seed += 1) {
        const match = generate(tree, chanceOf(seed), { extra: 3 }).toLowerCase();
        const stands = anchors.some(({ text: anchor, at }) => {
          const [from, to] = at ?? [0, match.length];
          const place = match.indexOf(anchor, from);
          return place >= 0 && place <= to;
        });
        assert.ok(stands, `${match} of ${source}`);
      }
    }
  });
});
