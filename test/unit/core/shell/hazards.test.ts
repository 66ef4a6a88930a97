import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findHazards, type HazardCall } from '../../../../src/core/shell/hazards/find.ts';
import { hazardThemes } from '../../../../src/core/shell/hazards/groups.ts';
import { analyseShell, type ShellContext } from '../../../../src/core/shell/index.ts';
import { anyText } from '../../../support/anyText.ts';

const hazardGroups = hazardThemes.flatMap((theme) => theme());

const context: ShellContext = {
  cwd: '/home/u/ws',
  home: '/home/u',
  user: 'u',
  variables: new Map(),
};

const folder = join(import.meta.dirname, '../../../cases/shell');
const cases = readdirSync(folder)
  .filter((name) => name.startsWith('hazards-'))
  .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { command: string; states?: string[]; absent?: string[] });

/** What is dangerous only where somebody can type, unseen, into what was started. */
const typed = readFileSync(join(folder, '../terminals/stopped.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { command: string }).command);

/** `kind via: why` of everything that is not about a path, a run or a connection. */
function said(command: string, typing?: 'unseen'): Set<string> {
  return new Set(
    analyseShell(command, typing === undefined ? context : { ...context, typing }).flatMap(
      (statement) =>
        'why' in statement ? [`${statement.kind} ${statement.via}: ${statement.why}`] : [],
    ),
  );
}

function call(text: string): HazardCall {
  const [name = '', ...words] = text.split(' ');
  return {
    name,
    words,
    fed: [],
    unseen: false,
    typed: false,
    hasVariable: () => false,
    isMoved: () => false,
  };
}

describe('hazards as data', () => {
  it('are well formed', () => {
    for (const { programs, hazards } of hazardGroups) {
      assert.match(programs, /^[^|\sA-Z][^|\sA-Z]*(\|[^|\sA-Z]+)*$/, programs);
      for (const hazard of hazards) {
        const named = `${programs}: ${hazard.why}`;
        assert.match(hazard.why, /^[a-z][^.]*$/, named);
        for (const options of [hazard.any, hazard.all, hazard.none, hazard.values]) {
          for (const option of options?.split(' ') ?? []) assert.match(option, /^-\S+$/, named);
        }
        assert.ok(hazard.kind === 'destroy' || hazard.recoverable === undefined, named);
        for (const pattern of [hazard.operand, hazard.noOperand, hazard.last, hazard.line]) {
          const stateful = pattern instanceof RegExp && /[gy]/.test(pattern.flags);
          assert.ok(!stateful, `${named}: stateful`);
        }
      }
    }
  });

  it('are each hit by a case', () => {
    const hit = new Set([
      ...cases.flatMap(({ command }) => [...said(command)]),
      ...typed.flatMap((command) => [...said(command, 'unseen')]),
    ]);
    const missed = hazardGroups.flatMap(({ programs, hazards }) =>
      hazards
        .filter(
          ({ why, kind }) =>
            !programs
              .split('|')
              .some((name) =>
                [...hit].some(
                  (text) => text.startsWith(`${kind} ${name}`) && text.endsWith(`: ${why}`),
                ),
              ),
        )
        .map(({ why }) => `${programs}: ${why}`),
    );
    assert.deepEqual([...new Set(missed)], []);
  });
});

/** Words that run the simple command after them. */
const prefixes = ['', 'env A=1 ', 'timeout 9 nohup ', 'npx ', 'xargs ', 'sudo -u bob ', 'command '];

/** Surroundings that run the command inside them. */
const disguises: readonly ((command: string) => string)[] = [
  (command) => `true && ${command}`,
  (command) => `( ${command} )`,
  (command) => `if true; then ${command}; fi`,
  (command) => `f() { ${command}; }; f`,
  (command) => `x=$( ${command} )`,
  (command) => `sh -c ${quote(command)}`,
  (command) => `eval ${quote(command)}`,
  (command) => `echo ${quote(command)} | bash`,
  (command) => `sudo bash -c ${quote(command)}`,
  (command) => `for i in 1; do ${command}; done`,
];

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const dangerous: readonly (readonly string[])[] = [
  ['git', 'push', '--force'],
  ['git', '-C', 'x', 'reset', '--hard'],
  ['git', 'stash', 'clear'],
  ['git', 'commit', '--no-verify', '-m', 'x'],
  ['kubectl', '-n', 'shop', 'delete', 'pvc', 'data'],
  ['docker', 'run', '--privileged', 'alpine'],
  ['terraform', 'destroy', '-auto-approve'],
  ['dropdb', 'shop'],
  ['lvremove', 'vg/data'],
  ['pinfold', 'unprotect'],
  ['claude', '--bare', '-p', 'x'],
  ['chmod', 'u+s', 'tool'],
  ['pkill', '-9', 'claude'],
  ['psql', '-c', 'DROP DATABASE shop'],
  ['crontab', 'jobs'],
];

const spellings: readonly ((word: string) => string)[] = [
  (word) => word,
  quote,
  (word) => `"${word}"`,
  (word) => `${word.slice(0, 1)}"${word.slice(1)}"`,
  (word) => word.replaceAll(/[a-z]/g, (letter) => `\\${letter}`),
  (word) => `"$(printf %s ${word})"`,
  (word) => `\${unset_variable:-${word}}`,
];

describe('disguises do not hide a hazard', () => {
  it('in any spelling, behind wrappers and inside surroundings', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...dangerous),
        fc.array(fc.nat(spellings.length - 1), { minLength: 6, maxLength: 6 }),
        fc.constantFrom(...prefixes),
        fc.constantFrom(...disguises),
        fc.constantFrom(...disguises),
        (words, choices, prefix, inner, outer) => {
          const wanted = [...said(words.map((word) => quote(word)).join(' '))];
          assert.notEqual(wanted.length, 0, words.join(' '));
          const spelled = words.map((word, index) => {
            const spell = spellings[choices[index] ?? 0] ?? quote;
            return /^[-\w./+]+$/.test(word) ? spell(word) : quote(word);
          });
          const command = outer(inner(prefix + spelled.join(' ')));
          const found = said(command);
          for (const text of wanted) assert.ok(found.has(text), `${command}\nmissing: ${text}`);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('with options of its own in between', () => {
    const extra = fc.constantFrom('--verbose', '--color=always', '-q', '--x=y');
    const commands = ['git push --force origin a', 'git reset --hard HEAD', 'git stash drop'];
    fc.assert(
      fc.property(fc.constantFrom(...commands), extra, fc.nat(3), (text, option, at) => {
        const [name, ...words] = text.split(' ');
        words.splice(Math.min(at, words.length), 0, option);
        assert.notEqual(findHazards(call([name, ...words].join(' '))).length, 0, words.join(' '));
      }),
    );
  });

  it('with a rehearsal that is only a value, comes after `--`, or is taken back', () => {
    for (const text of [
      'git push --force -o --dry-run',
      'git push --force --push-option --dry-run',
      'git push --force -- --dry-run',
      'git push --force --dry-run --no-dry-run',
      'kubectl delete pod web --dry-run=none',
      'kubectl delete pod web -n --dry-run',
    ]) {
      assert.notEqual(findHazards(call(text)).length, 0, text);
    }
    for (const text of [
      'git push --force --dry-run',
      'kubectl delete pod web --dry-run=server',
      'aws s3 rm s3://b --recursive --dryrun',
    ]) {
      assert.equal(findHazards(call(text)).length, 0, text);
    }
  });
});

describe('finding hazards', () => {
  it('never throws, and answers the same every time', () => {
    const word = fc.oneof(
      fc.constantFrom(
        ...'push reset --hard -f --force -- - -c exec run delete ns * $PPID +x :x = --x= -xf'.split(
          ' ',
        ),
      ),
      anyText({ maxLength: 12 }),
    );
    const names = hazardGroups.flatMap(({ programs }) => programs.split('|'));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(word, { maxLength: 12 }), (name, words) => {
        const one = findHazards({ ...call(name), words });
        assert.deepEqual(findHazards({ ...call(name), words }), one);
      }),
      { numRuns: 5_000 },
    );
  });

  it('stays quick on hostile words', () => {
    const long: Readonly<Record<string, readonly string[]>> = {
      'many options': Array.from({ length: 10_000 }, () => '-a'),
      'many settings': Array.from({ length: 3_000 }, () => 'clean.requireForce=false clean'),
      'many relays': Array.from({ length: 10_000 }, () => 'exec'),
      'one long word': ['x'.repeat(60_000)],
      'one long cluster': [`-${'x'.repeat(60_000)}`],
      'open comments': ['drop /*'.repeat(9_000)],
      'open conditions': ['delete from x where 1=1 ('.repeat(2_500)],
      'nested tools': Array.from({ length: 10_000 }, () => 'node'),
    };
    for (const name of [
      'git',
      'psql',
      'find',
      'docker',
      'redis-cli',
      'gcloud',
      'node',
      'chmod',
      'gh',
    ]) {
      for (const words of Object.values(long)) {
        findHazards({
          name,
          words,
          fed: words.slice(0, 1),
          unseen: true,
          typed: true,
          hasVariable: () => false,
          isMoved: () => false,
        });
      }
    }
  });
});
