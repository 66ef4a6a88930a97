import assert from 'node:assert/strict';
import {
  type Diagnostic,
  formatDiagnostics,
  quoted,
} from '../../../../src/core/policy/diagnostics.ts';

const diagnostic: Diagnostic = {
  severity: 'error',
  code: 'PF-POLICY-VALUE',
  file: '.pinfold/policy.jsonc',
  line: 2,
  column: 8,
  length: 4,
  path: 'zones[0].edit',
  message: 'A sentence.',
  remedy: 'Do that.',
};

describe('formatDiagnostics', () => {
  it('shows the place, the line with a mark, and the remedy', () => {
    assert.equal(
      formatDiagnostics([diagnostic], '{\n  "a": "no"\n}'),
      [
        '.pinfold/policy.jsonc:2:8: error PF-POLICY-VALUE: A sentence.',
        '  2 |   "a": "no"',
        '    |        ^^^^',
        '  → Do that.',
      ].join('\n'),
    );
  });

  it('keeps tabs, so that the mark stands under its text', () => {
    const text = formatDiagnostics([{ ...diagnostic, line: 1, column: 3, length: 1 }], '\t\tx');
    assert.deepEqual(text.split('\n').slice(1, 3), ['  1 | \t\tx', '    | \t\t^']);
  });

  it('does not count a byte-order mark', () => {
    const text = formatDiagnostics([{ ...diagnostic, line: 1, column: 1, length: 1 }], '\uFEFF{}');
    assert.deepEqual(text.split('\n').slice(1, 3), ['  1 | {}', '    | ^']);
  });

  it('shows a window of a long line', () => {
    const source = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
    const text = formatDiagnostics([{ ...diagnostic, line: 1, column: 501 }], source);
    const [, line, mark] = text.split('\n');
    assert(line!.length < 120);
    assert.equal(line!.indexOf('HERE'), mark!.indexOf('^^^^'));
    assert.equal(mark!.trimEnd().length, line!.indexOf('HERE') + 4);
  });

  it('prints nothing that steers a terminal', () => {
    const source = '\u001b[2J\u009b31m\u202e"x"';
    const text = formatDiagnostics(
      [{ ...diagnostic, line: 1, column: 10, file: 'a\u001b]0;x' }],
      source,
    );
    assert.doesNotMatch(text, /[^\P{Cc}\n]|\p{Cf}/u);
  });

  it('does without a line that is not there', () => {
    assert.equal(formatDiagnostics([{ ...diagnostic, line: 9 }], 'x').split('\n').length, 2);
  });
});

describe('quoted', () => {
  it('escapes and caps', () => {
    assert.equal(quoted('a\u0000`b'), "`a\\u0000'b`");
    assert.equal(quoted('x'.repeat(100)).length, 60);
  });
});
