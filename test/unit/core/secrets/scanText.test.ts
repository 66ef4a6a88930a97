import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileAllowList, type AllowEntry } from '../../../../src/core/secrets/allowList.ts';
import { openRules } from '../../../../src/core/secrets/compileRules.ts';
import {
  type ScanOptions,
  type ScanResult,
  stepBudget,
} from '../../../../src/core/secrets/finding.ts';
import { packedSecretRules } from '../../../../src/core/secrets/rules/packed.ts';
import { PartScanner } from '../../../../src/core/secrets/scanParts.ts';
import { scanText } from '../../../../src/core/secrets/scanText.ts';

const rules = openRules(packedSecretRules);
const now = Date.UTC(2027, 0, 15);

/** A token of a form that no service issues to anybody. */
const token = ['gh', 'p_', 'Zk3fQ9vX2mT7bL5cR8wN1yH4sJ6dG0pAeUoI'].join('');
const key = [
  '-----BEGIN EC ',
  'PRIVATE KEY-----\n',
  ...Array.from({ length: 5 }, (_, n) => `${'MHcCAQEEIIf3n9Qw7Zx'.repeat(3)}${String(n)}\n`),
  '-----END EC ',
  'PRIVATE KEY-----',
].join('');

function scan(text: string, options: Partial<ScanOptions> = {}): ScanResult {
  return scanText(text, rules, { now, ...options });
}

/** Line and column counted the slow way. */
function positionOf(text: string, offset: number) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

const surroundings = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom(
      'key',
      ' = ',
      '"',
      '\n',
      '\r\n',
      'token',
      'é',
      '\0',
      '{',
      'a1b2',
      '-----BEGIN',
    ),
    maxLength: 60,
  }),
);

describe('a scan of one text', () => {
  it('finds a planted token in any surroundings, at its place', () => {
    fc.assert(
      fc.property(surroundings, surroundings, (before, after) => {
        const text = `${before}\n${token} ${after}`;
        const { findings, skipped } = scan(text);
        const start = before.length + 1;
        const finding = findings.find((each) => each.start === start);
        assert.deepEqual(skipped, []);
        assert.equal(finding?.rule, 'github-pat');
        assert.equal(finding.end, start + token.length);
        assert.deepEqual({ line: finding.line, column: finding.column }, positionOf(text, start));
      }),
    );
  });

  it('never says the value', () => {
    fc.assert(
      fc.property(surroundings, surroundings, (before, after) => {
        const said = JSON.stringify(
          scan(`${before}\n${token} # pinfold:allow x y ${after}\n${key}`),
        );
        // Nothing longer than what many tokens have in common.
        for (const secret of [token, ...key.split('\n')]) {
          for (let at = 0; at + 8 < secret.length; at += 1) {
            assert.ok(!said.includes(secret.slice(at, at + 9)) || secret.startsWith('-----'));
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('findings lie inside the text, in order and apart', () => {
    fc.assert(
      fc.property(surroundings, (text) => {
        let last = 0;
        for (const { start, end } of scan(text + token + text).findings) {
          assert.ok(last <= start && start < end && end <= 2 * text.length + token.length);
          last = end;
        }
      }),
    );
  });

  it('finds the same in parts as in one', () => {
    const plain = fc.constantFrom(
      '\n',
      'a key: b\n',
      'x'.repeat(70_000),
      `${'y'.repeat(100)}\n`.repeat(900),
    );
    const piece = fc.oneof(
      plain,
      fc.constantFrom(` ${token}\n`, `\n${key}\n`, `\napi_key = "q8Zr4Tn1Vb6Lm3Kc9Wd2"\n`),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.array(fc.nat(200_000), { maxLength: 6 }),
        (pieces, cuts) => {
          const text = pieces.join('');
          const scanner = new PartScanner(rules, { now });
          let at = 0;
          for (const cut of cuts) {
            scanner.add(text.slice(at, at + cut));
            at += cut;
          }
          scanner.add(text.slice(at));
          assert.deepEqual(scanner.end(), scan(text));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a key longer than any window is one finding', () => {
    const long = key.replace(
      '\n',
      `\n${'QmFzZTY0IG9mIGEga2V5IHRoYXQgaXMgbG9uZw7x\n'.repeat(1_000)}`,
    );
    const { findings } = scan(`x\n${long}\ny`);
    assert.deepEqual(
      findings.map(({ rule, start, end }) => [rule, start, end]),
      [['private-key', 2, 2 + long.length]],
    );
  });

  it('of two rules that see the same the one that knows what it is speaks', () => {
    assert.deepEqual(
      scan(`secret_token = "${token}"`).findings.map(({ rule }) => rule),
      ['github-pat'],
    );
  });

  it('gives what the caller makes of a value, and nothing of it otherwise', () => {
    const [finding] = scan(token, { digest: (value) => `#${String(value.length)}` }).findings;
    assert.equal(finding?.digest, `#${String(token.length)}`);
    assert.ok(!('digest' in (scan(token).findings[0] ?? {})));
  });
});

describe('a budget', () => {
  it('ends the scan, keeps what was found, and says what was not looked at', () => {
    const text = `${token}\n${'api_key: nothing\n'.repeat(20_000)}${token}`;
    const { findings, skipped } = scan(text, { budget: stepBudget(1_000_000) });
    assert.equal(findings.length, 1);
    assert.equal(skipped.length, 1);
    assert.equal(skipped[0]?.why, 'budget');
    assert.ok((skipped[0]?.end ?? 0) >= text.length);
    assert.ok((skipped[0]?.start ?? text.length) < text.lastIndexOf(token));
  });

  it('holds for all parts together', () => {
    const scanner = new PartScanner(rules, { now, budget: stepBudget(1_000_000) });
    let parts = 0;
    while (parts < 1_000 && scanner.add('api_key: nothing\n'.repeat(20_000))) parts += 1;
    assert.ok(parts < 5);
    assert.equal(scanner.end(99_000_000).skipped[0]?.end, 99_000_000);
  });

  it('no text makes a scan take more steps than it was given', () => {
    const hostile = fc.constantFrom(
      'key',
      'curl -u ',
      'token =',
      '-----BEGIN PRIVATE KEY-----',
      'ey',
      '://',
      'dwave ',
      'data:\n',
    );
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 20_000 }), (unit, times) => {
        let taken = 0;
        const budget = {
          take: (steps: number) => {
            if (taken + steps > 500_000) return false;
            taken += steps;
            return true;
          },
        };
        scan(unit.repeat(times), { budget });
        assert.ok(taken <= 500_000);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what allows a finding', () => {
  const cases: [line: string, expected: 'found' | 'allowed' | RegExp, what: string][] = [
    ['T # pinfold:allow github-pat revoked in March', 'allowed', 'a comment with a reason'],
    ['T // pinfold:allow jwt,github-pat made for a test', 'allowed', 'one of several rules'],
    ['T # pinfold:allow github-pat revoked until 2027-01-31', 'allowed', 'a day to come'],
    ['T # pinfold:allow github-pat revoked until 2027-01-15', 'allowed', 'the last day'],
    [
      'T # pinfold:allow github-pat revoked until 2027-01-13',
      /until 2027-01-13/,
      'a day that is over',
    ],
    [
      'T # pinfold:allow github-pat revoked until 2027-02-31',
      /no day/,
      'a day that does not exist',
    ],
    ['T # pinfold:allow github-pat revoked until tomorrow', /no day/, 'a day in words'],
    ['T # pinfold:allow github-pat', /no reason/, 'no reason'],
    ['T # pinfold:allow github-pat until 2027-01-31', /no reason/, 'a day and no reason'],
    ['T # pinfold:allow jwt made for a test', 'found', 'another rule'],
    ['T # pinfold:allow github-pa typed wrong', 'found', 'a part of a name'],
    ['T # pinfold:allow * everything', 'found', 'no rule at all'],
    ['T # gitleaks:allow', 'allowed', "gitleaks' own comment"],
    [
      '# pinfold:allow github-pat on the line before\nT',
      'allowed',
      'a comment alone on the line before',
    ],
    ['/* pinfold:allow github-pat on the line before */\nT', 'allowed', 'a comment of C'],
    ['<!-- pinfold:allow github-pat on the line before -->\nT', 'allowed', 'a comment of HTML'],
    ['x = 1 # pinfold:allow github-pat about x\nT', 'found', 'a comment about another line'],
    ['T\n# pinfold:allow github-pat on the line behind', 'found', 'a comment on the line behind'],
    ['# pinfold:allow github-pat far away\n\nT', 'found', 'a line between'],
  ];
  for (const [line, expected, what] of cases) {
    it(`${what}: ${line.replaceAll('\n', '⏎')}`, () => {
      const { findings, allowed } = scan(line.replace('T', token));
      assert.equal(findings.length, expected === 'allowed' ? 0 : 1);
      assert.equal(allowed.length, expected === 'allowed' ? 1 : 0);
      if (expected instanceof RegExp) assert.match(findings[0]?.note ?? '', expected);
      else assert.equal(findings[0]?.note, undefined);
    });
  }

  it('comments do not count where the caller says so', () => {
    const line = `${token} # pinfold:allow github-pat I said so`;
    assert.equal(scan(line, { comments: false }).findings.length, 1);
  });

  it('a comment at the other end of a minified line is not found', () => {
    const line = `${token} ${'x'.repeat(5_000)} # pinfold:allow github-pat far away`;
    assert.equal(scan(line).findings.length, 1);
  });

  const entries: [entry: Omit<AllowEntry, 'reason'>, allowed: boolean, what: string][] = [
    [{ rule: 'github-pat' }, true, 'the rule'],
    [{ rule: 'jwt' }, false, 'another rule'],
    [{ paths: ['test/**'] }, true, 'the folder'],
    [{ paths: ['src/**', '**/*.txt'] }, true, 'one of two globs'],
    [{ paths: ['src/**'] }, false, 'another folder'],
    [{ paths: ['!src/**'] }, false, 'a glob that begins with a !'],
    [{ digest: '40' }, true, 'the value'],
    [{ digest: '41' }, false, 'another value'],
    [{ rule: 'github-pat', paths: ['src/**'] }, false, 'the rule in another folder'],
    [{ until: '2027-01-31' }, true, 'a day to come'],
    [{ until: '2026-12-31' }, false, 'a day that is over'],
  ];
  for (const [entry, counts, what] of entries) {
    it(`an entry for ${what} ${counts ? 'counts' : 'does not count'}`, () => {
      const allow = compileAllowList([{ ...entry, reason: 'made for a test' }]);
      const digest = (value: string) => String(value.length);
      const result = scan(token, { path: 'test/.data/a.txt', allow, digest });
      assert.equal(result.allowed.length, counts ? 1 : 0);
      assert.equal(result.findings.length, counts ? 0 : 1);
    });
  }

  it('an entry for files does not count for a text that is none', () => {
    const allow = compileAllowList([{ paths: ['**'], reason: 'made for a test' }]);
    assert.equal(scan(token, { allow }).findings.length, 1);
  });
});
