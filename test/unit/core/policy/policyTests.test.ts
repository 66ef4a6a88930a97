import assert from 'node:assert/strict';
import { parsePolicyTests } from '../../../../src/core/policy/policyTests.ts';

describe('cases beside a policy', () => {
  it('say what an agent does in one of four ways', () => {
    const parsed = parsePolicyTests(`[
      // what must hold
      { "name": "a", "command": "make", "expected": "allow" },
      { "name": "b", "read": ".env", "expected": "deny", "rule": "built-in.secrets.dotenv" },
      { "name": "c", "write": "lab/x", "expected": "ask" },
      { "name": "d", "tool": "WebFetch", "input": { "url": "https://example.com" }, "expected": "allow" },
    ]`);
    assert.ok(parsed.ok);
    assert.deepEqual(
      parsed.tests.map(({ tool, rule }) => [tool, rule]),
      [
        ['Bash', undefined],
        ['Read', 'built-in.secrets.dotenv'],
        ['Write', undefined],
        ['WebFetch', undefined],
      ],
    );
  });

  for (const [what, text, words] of [
    ['no list', '{}', /list of cases/],
    ['no JSON', '[\n{ "name": }]', /Line 2 is not JSON/],
    [
      'an unknown verdict',
      '[{ "name": "a", "read": "x", "expected": "no" }]',
      /Case 1, `expected`/,
    ],
    ['an unknown key', '[{ "name": "a", "reed": "x", "expected": "deny" }]', /Case 1, `reed`/],
    ['nothing to do', '[{ "name": "a", "expected": "deny" }]', /Case 1 must say one of/],
    [
      'two things to do',
      '[{ "name": "a", "read": "x", "write": "y", "expected": "deny" }]',
      /one of/,
    ],
  ] as const) {
    it(`are refused in words: ${what}`, () => {
      const parsed = parsePolicyTests(text);
      assert.ok(!parsed.ok);
      assert.match(parsed.errors.join(' '), words);
    });
  }
});
