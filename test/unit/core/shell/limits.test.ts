import assert from 'node:assert/strict';
import { analyseShell, type ShellContext } from '../../../../src/core/shell/index.ts';
import { limits } from '../../../../src/core/shell/limits.ts';
import { meets } from './statements.ts';

const context: ShellContext = {
  cwd: '/home/u/ws',
  home: '/home/u',
  user: 'u',
  variables: new Map(),
};

function isUnresolved(command: string): boolean {
  return analyseShell(command, context).some(({ kind }) => kind === 'unresolved');
}

const padded = (length: number): string => `echo ${'a'.repeat(length - 5)}`;
const nested = (levels: number): string => `${'( '.repeat(levels)}true${' )'.repeat(levels)}`;
const shells = (levels: number): string => {
  let text = 'true';
  for (let level = 0; level < levels; level += 1) text = `eval ${JSON.stringify(text)}`;
  return text;
};

describe('limits of the shell analysis', () => {
  /** The largest text of a kind that is followed, and one that is too large. */
  const edges: Readonly<Record<string, readonly [within: string, over: string]>> = {
    'length of the text': [padded(limits.text), padded(limits.text + 1)],
    'commands in commands': [shells(8), shells(limits.depth + 2)],
    steps: ['true; '.repeat(100), 'true a b c; '.repeat(5_000)],
    'words of a brace': ['cat {a..z}{a,b,c}', 'cat {a..z}{a..z}'],
    subshells: [nested(10), nested(30_000)],
  };
  for (const [name, [within, over]] of Object.entries(edges)) {
    it(`asks beyond its bound, and not before it: ${name}`, () => {
      assert.equal(isUnresolved(within), false);
      assert.equal(isUnresolved(over), true);
    });
  }

  it('keeps what was found before the bound', () => {
    for (const [, over] of Object.values(edges)) {
      if (over.length > limits.text - 100) continue;
      const statements = analyseShell(`cat ~/.ssh/id_rsa; ${over}`, context);
      assert.ok(
        statements.some((statement) => meets(statement, 'read ~/.ssh/id_rsa', true)),
        over.slice(0, 40),
      );
    }
  });

  const damaged: Readonly<Record<string, string>> = {
    'a NUL character': 'ls \0 src',
    'half a surrogate pair': 'ls \ud83d',
    'a stray closing brace': 'ls; }',
    'a here-document without an end': 'cat <<EOF\nx',
    'a million parentheses': '('.repeat(1_000_000),
    'a quote without an end': "ls 'src",
    'a substitution without an end': 'ls $(pwd',
    'an if without an end': 'if true; then ls',
  };
  for (const [name, command] of Object.entries(damaged)) {
    it(`asks about ${name}`, () => {
      assert.equal(isUnresolved(command), true);
    });
  }
});
