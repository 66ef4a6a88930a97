import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseSettings } from '../../../../src/core/policy/policyFileSettings.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly value?: object | null;
  readonly notes?: readonly string[];
  readonly code?: string;
  readonly line?: number;
  readonly column?: number;
  readonly contains?: string;
}

const file = new URL('../../../cases/policy/settings.jsonl', import.meta.url);
const cases = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);

describe('the settings of a workspace', () => {
  for (const { name, text, value, notes, code, line, column, contains = '' } of cases) {
    it(name, () => {
      const parsed = parseSettings(text, 'settings.json');
      if (parsed === null) {
        assert.deepEqual([value, notes], [null, []]);
        return;
      }
      if (code === undefined) {
        assert.ok(parsed.ok, JSON.stringify(parsed));
        assert.deepEqual(parsed.value, value);
        assert.deepEqual(
          parsed.notes.map((note) => note.code),
          notes,
        );
        return;
      }
      assert.ok(!parsed.ok, JSON.stringify(parsed));
      const first = parsed.diagnostics.find(({ severity }) => severity === 'error');
      assert.deepEqual([first?.code, first?.line, first?.column], [code, line, column]);
      assert.ok(`${first?.message} ${first?.remedy}`.includes(contains), first?.message);
    });
  }
});
