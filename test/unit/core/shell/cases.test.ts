import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from '../../../../src/core/actions/action.ts';
import { analyseShell, type ShellContext } from '../../../../src/core/shell/index.ts';
import { meets, shown } from './statements.ts';

interface Case {
  readonly command: string;
  readonly states?: readonly string[];
  readonly absent?: readonly string[];
}

const folder = join(import.meta.dirname, '../../../cases/shell');
const context: ShellContext = {
  cwd: '/home/u/ws',
  home: '/home/u',
  user: 'u',
  variables: new Map(),
};

function load(file: string): Case[] {
  return readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => readCase(line));
}

/** A case that says nothing, or says it under a misspelled key, could not fail. */
function readCase(line: string): Case {
  const value = JSON.parse(line) as Case;
  const says = (value.states?.length ?? 0) + (value.absent?.length ?? 0);
  const unknown = Object.keys(value).filter(
    (key) => !['command', 'states', 'absent'].includes(key),
  );
  assert.ok(says > 0 && unknown.length === 0, `this case proves nothing: ${line}`);
  return value;
}

describe('shell commands become statements', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    describe(file.replace('.jsonl', ''), () => {
      for (const { command, states = [], absent = [] } of load(file)) {
        it(command.replaceAll('\n', '⏎'), () => {
          const statements: Statement[] = analyseShell(command, context);
          const list = statements.map((statement) => shown(statement)).join('\n');
          for (const wanted of states) {
            const found = statements.some((statement) => meets(statement, wanted, true));
            assert.ok(found, `missing: ${wanted}\nstated:\n${list}`);
          }
          for (const unwanted of absent) {
            const found = statements.find((statement) => meets(statement, unwanted, false));
            assert.equal(found, undefined, `must not be stated: ${unwanted}\nstated:\n${list}`);
          }
        });
      }
    });
  }
});
