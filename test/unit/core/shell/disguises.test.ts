import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyseShell, type ShellContext } from '../../../../src/core/shell/index.ts';
import { meets, shown } from './statements.ts';

const context: ShellContext = {
  cwd: '/home/u/ws',
  home: '/home/u',
  user: 'u',
  variables: new Map(),
};

/** Plain commands and what each must state, whatever it is wrapped in. */
const plain: readonly (readonly [words: readonly string[], wanted: string])[] = [
  [['cat', '.env'], 'read .env'],
  [['cat', '/home/u/.ssh/id_rsa'], 'read ~/.ssh/id_rsa'],
  [['cp', '/home/u/.aws/credentials', 'x'], 'read ~/.aws/credentials'],
  [['tee', '/home/u/.bashrc'], 'write ~/.bashrc'],
  [['sed', '-i', 's/a/b/', '/home/u/.profile'], 'write ~/.profile'],
  [['rm', '-rf', '/home/u/x'], 'delete ~/x'],
  [['grep', '-r', 'key', '/home/u/.aws'], 'contents search ~/.aws'],
  [['tar', 'cf', 'x.tar', '/home/u/.ssh'], 'contents search ~/.ssh'],
  [['dd', 'if=/home/u/.netrc', 'of=x'], 'read ~/.netrc'],
  [['git', 'show', 'HEAD:.env'], 'read .env'],
  [['frobnicate', '.env'], 'perhaps read .env'],
];

/** Ways to write one word so that the shell sees the same word. */
const spellings: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => `'${word}'`,
  (word) => `"${word}"`,
  (word) => `${word.slice(0, 1)}"${word.slice(1)}"`,
  (word) => `${word.slice(0, -1)}'${word.slice(-1)}'`,
  (word) => word.replaceAll(/[a-z]/g, (letter) => `\\${letter}`),
  (word) =>
    `$'${word.replaceAll(/[a-z]/g, (letter) => `\\x${letter.charCodeAt(0).toString(16)}`)}'`,
  (word) => `${word.slice(0, 1)}\\\n${word.slice(1)}`,
  (word) => `""${word}''`,
  (word) => `$(echo ${word})`,
  (word) => `"$(printf %s '${word}')"`,
  (word) => `{${word},}`,
  (word) => `\${unset_variable:-${word}}`,
];

/** Words that run the simple command after them. */
const prefixes: readonly string[] = [
  '',
  'sudo ',
  'sudo -u bob ',
  'env A=1 nice -n 3 ',
  'timeout 9 nohup ',
  'command ',
  'A=1 B=2 ',
  '! ',
  'time ',
  'exec ',
  '2>&1 ',
  'xargs ',
];

/** Surroundings that run the command inside them. */
const surroundings: readonly ((command: string) => string)[] = [
  (command) => command,
  (command) => `${command}; true`,
  (command) => `true && ${command}`,
  (command) => `( ${command} )`,
  (command) => `{ ${command}; }`,
  (command) => `if true; then ${command}; fi`,
  (command) => `for i in 1; do ${command}; done`,
  (command) => `f() { ${command}; }; f`,
  (command) => `x=$( ${command} )`,
  (command) => `echo "$( ${command} )"`,
  (command) => `eval ${quote(command)}`,
  (command) => `sudo bash -c ${quote(command)}`,
  (command) => `sh -c ${quote(`eval ${quote(command)}`)}`,
  (command) => `bash <<'E${command.length}'\n${command}\nE${command.length}\ntrue`,
  (command) => `echo ${quote(command)} | sh`,
  (command) => `{ ${command} & }`,
  (command) => `trap ${quote(command)} EXIT`,
  (command) => `cat <(${command})`,
  (command) => `case a in *) ${command};; esac`,
  (command) => `while ${command}; do break; done`,
];

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

describe('disguises do not hide a literal path', () => {
  it('in any spelling and behind a prefix and inside two surroundings', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...plain),
        fc.array(fc.nat(spellings.length - 1), { minLength: 5, maxLength: 5 }),
        fc.constantFrom(...prefixes),
        fc.constantFrom(...surroundings),
        fc.constantFrom(...surroundings),
        ([words, wanted], choices, prefix, inner, outer) => {
          const spelled = words.map((word, index) => {
            const spell = spellings[choices[index] ?? 0] ?? quote;
            return /^[-\w./=:]+$/.test(word) ? spell(word) : quote(word);
          });
          const command = outer(inner(prefix + spelled.join(' ')));
          const statements = analyseShell(command, context);
          const found = statements.some((statement) => meets(statement, wanted, true));
          assert.ok(
            found,
            `${command}\nmissing: ${wanted}\n${statements.map((s) => shown(s)).join('\n')}`,
          );
        },
      ),
      { numRuns: 6_000 },
    );
  });

  it('when a variable carries part of it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('/home/u/.ssh/id_rsa', '.env', 'a/b.txt'),
        fc.nat(20),
        (path, cut) => {
          const at = Math.min(cut, path.length);
          const command = `a=${quote(path.slice(0, at))}; b=${quote(path.slice(at))}; cat "$a$b"`;
          const statements = analyseShell(command, context);
          assert.ok(
            statements.some((statement) => meets(statement, `read ${path}`, true)),
            command,
          );
        },
      ),
    );
  });
});
