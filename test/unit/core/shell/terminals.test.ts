import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Statement } from '../../../../src/core/actions/action.ts';
import { analyseShell, type ShellContext } from '../../../../src/core/shell/index.ts';
import { shown } from './statements.ts';

const seen: ShellContext = { cwd: '/home/u/ws', home: '/home/u', user: 'u', variables: new Map() };
const unseen: ShellContext = { ...seen, typing: 'unseen' };

function commandsIn(file: string): readonly string[] {
  return readFileSync(join(import.meta.dirname, '../../../cases/terminals', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { command: string }).command);
}

/** What the analysis says beyond what it says when every input is seen. */
function saidOfTyping(command: string): readonly Statement[] {
  const otherwise = new Set(analyseShell(command, seen).map(shown));
  return analyseShell(command, unseen).filter((statement) => !otherwise.has(shown(statement)));
}

function stops({ kind }: Statement): boolean {
  return kind === 'terminal' || kind === 'unresolved' || kind === 'persist';
}

describe('programs that take their commands from the terminal', function () {
  this.timeout(20_000);

  describe('are stopped', () => {
    for (const command of commandsIn('stopped.jsonl')) {
      it(command, () => {
        const all = analyseShell(command, unseen);
        assert.ok(all.some(stops), all.map(shown).join('\n'));
      });
    }
  });

  describe('pass when they are told everything', () => {
    for (const command of commandsIn('ordinary.jsonl')) {
      it(command, () => {
        assert.deepEqual(saidOfTyping(command).filter(stops).map(shown), []);
      });
    }
  });

  it('are nobody’s business where every input is seen', () => {
    for (const command of [...commandsIn('stopped.jsonl'), ...commandsIn('ordinary.jsonl')]) {
      const found = analyseShell(command, seen).filter(({ kind }) => kind === 'terminal');
      assert.deepEqual(found, [], command);
    }
  });

  it('are stopped behind any wrapper, and after any other command', () => {
    const wrapper = fc.constantFrom(
      'env A=1',
      'nohup',
      'timeout 5',
      'nice',
      'time',
      'exec',
      'command',
      'stdbuf -o0',
    );
    const before = fc.constantFrom('', 'true && ', 'false || ', 'cd src; ', '! ', 'A=1 ');
    const program = fc.constantFrom('bash', 'python3', 'node', 'psql', 'ssh host', 'vim x');
    fc.assert(
      fc.property(before, fc.array(wrapper, { maxLength: 3 }), program, (first, wrappers, last) => {
        const command = first + [...wrappers, last].join(' ');
        assert.ok(analyseShell(command, unseen).some(stops), command);
      }),
    );
  });
});
