import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { readTaskFile } from '../../../../src/core/shell/taskFiles/index.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import { judge, judgeOn, usualTree } from './machine.ts';

/** Commands that the built-in policy denies. */
const denied = [
  'cat .env',
  'cat ~/.ssh/id_rsa',
  'cp ~/.aws/credentials x',
  'echo x >> ~/.bashrc',
  'rm -rf ~/.ssh',
  "sh -c 'head -1 .env'",
  'F=.env; cat "$F"',
];

/** Harmless words that run the simple command after them. */
const wrappers = [
  'nice -n 3 ',
  'nohup ',
  'timeout 9 ',
  'env ',
  'env -i ',
  'setsid ',
  'stdbuf -oL ',
  'command ',
  'time -p ',
  'ionice -c 3 ',
  'taskset -c 0 ',
  'uv run ',
  'poetry run ',
  'npx ',
  'conda run -n x ',
  'mise exec -- ',
  'op run -- ',
  'bundle exec ',
  'flock l ',
  'strace -f ',
  'xargs ',
];

/** Ways to run a file that holds the command. */
const starts = ['sh x.sh', 'bash ./x.sh', './x.sh', '. ./x.sh', 'sh < x.sh', 'cat x.sh | bash'];

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Ways to put text into a file on the same command line. */
const writers: readonly ((text: string) => string)[] = [
  (text) => `printf '%s\\n' ${quoted(text)} > x.sh`,
  (text) => `echo '#!/bin/sh' > x.sh; printf '%s\\n' ${quoted(text)} >> x.sh`,
  (text) => `cat > x.sh <<'END'\n${text}\nEND\n`,
  (text) => `tee x.sh > /dev/null <<'END'\n${text}\nEND\n`,
  (text) => `{ echo true; printf '%s\\n' ${quoted(text)}; } > x.sh`,
  (text) => `printf '%s\\n' ${quoted(text)} | tee x.sh`,
];

const line = fc
  .tuple(fc.array(fc.constantFrom(...wrappers), { maxLength: 3 }), fc.constantFrom(...denied))
  .filter(([before, command]) => before.length === 0 || !command.startsWith('F='))
  .map(([before, command]) => before.join('') + command);

describe('a denied command stays denied', function () {
  this.timeout(30_000);

  it('behind harmless wrappers', () => {
    fc.assert(
      fc.property(line, (command) => {
        const { decision } = judge(command);
        assert.equal(decision.verdict, 'deny', `${command}: ${decision.reason}`);
      }),
      { numRuns: 150 },
    );
  });

  it('in a script that the same command writes', () => {
    fc.assert(
      fc.property(
        line,
        fc.constantFrom(...writers),
        fc.constantFrom(...starts),
        fc.constantFrom('; ', ' && chmod +x x.sh; ', '\n'),
        (command, write, start, joint) => {
          const text = write(command);
          const whole = text.endsWith('\n') ? `${text}${start}` : `${text}${joint}${start}`;
          const { decision } = judge(whole);
          assert.equal(decision.verdict, 'deny', `${whole}: ${decision.reason}`);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('in a script, a makefile, a justfile and a package that are there', () => {
    fc.assert(
      fc.property(line, fc.constantFrom('sh x.sh', './x.sh', '. ./x.sh'), (command, start) => {
        const dollars = command.replaceAll('$', '$$$$');
        for (const [run, files] of [
          [start, { '/home/u/ws/x.sh': `#!/bin/sh\n${command}\n` }],
          ['make all', { '/home/u/ws/Makefile': `all:\n\t@${dollars}\n` }],
          ['just all', { '/home/u/ws/justfile': `all:\n  @${command}\n` }],
          [
            'npm run all',
            { '/home/u/ws/package.json': JSON.stringify({ scripts: { all: command } }) },
          ],
        ] as const) {
          const { decision } = judge(run, files);
          assert.equal(decision.verdict, 'deny', `${run}: ${command}: ${decision.reason}`);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('reading scripts', () => {
  it('records path and digest of what was judged', () => {
    const text = '#!/bin/sh\necho hi\n';
    const { facts } = judge('./x.sh', { '/home/u/ws/x.sh': text });
    const marks = facts.effects.flatMap((effect) =>
      effect.kind === 'run' && effect.script !== undefined ? [effect.script] : [],
    );
    assert.deepEqual(marks, [{ path: '/home/u/ws/x.sh', digest: sha256Hex(text) }]);
  });

  it('reads a file once, and none for a command without scripts', () => {
    assert.equal(judge('ls src; cat src/a.ts').files.calls.readText, 0);
    const { files } = judge('./x.sh; ./x.sh; sh x.sh', { '/home/u/ws/x.sh': 'echo hi\n' });
    assert.ok(files.calls.readText <= 3, `${files.calls.readText} reads`);
    const once = judge('./x.sh; ./x.sh', { '/home/u/ws/x.sh': 'echo hi\n' });
    assert.equal(once.files.calls.readText, 1);
  });

  for (const code of ['EACCES', 'EIO', 'ELOOP']) {
    it(`asks when a script cannot be read (${code})`, () => {
      const tree = memoryFiles({ ...usualTree, '/home/u/ws/x.sh': 'echo hi\n' });
      tree.fail('/home/u/ws/x.sh', code);
      assert.notEqual(judgeOn(tree, 'sh x.sh').decision.verdict, 'allow');
    });
  }

  it('takes any text for a file of tasks without a crash, in time', function () {
    this.timeout(20_000);
    const pieces = fc.constantFrom(...'$(){}[]:=;#@-+%\\\t\n "\'a'.split(''), 'all:', '$(shell ');
    const soup = fc.array(pieces, { maxLength: 400 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(soup, fc.constantFrom('make', 'just', 'package'), (text, runner) => {
        assert.equal(typeof readTaskFile(runner, text, ['a']).text, 'string');
        assert.equal(typeof readTaskFile(runner, text, []).text, 'string');
      }),
      { numRuns: 300 },
    );
    for (const unit of [
      'a',
      ' ',
      '$(',
      '$(shell ',
      'a: a\n',
      '\\\n',
      '"',
      "'",
      '{{',
      'a:\n\t$(x)',
    ]) {
      const text = unit.repeat(Math.ceil(65_000 / unit.length));
      for (const runner of ['make', 'just', 'package'] as const) readTaskFile(runner, text, []);
    }
  });
});
