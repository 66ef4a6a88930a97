import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { looseningEntries } from '../../../../src/core/policy/loosening.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';
import type { PolicyFile } from '../../../../src/core/policy/schema.ts';

/** A row of `test/cases/policy/loosening.jsonl`; see the README there. */
interface Case {
  readonly name: string;
  readonly layer?: 'user' | 'workspace';
  readonly before: object | null;
  readonly after: object | null;
  readonly presetElsewhere?: boolean;
  readonly loosens: readonly string[];
}

const cases = readFileSync(
  new URL('../../../cases/policy/loosening.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);

describe('what a change of a policy loosens', () => {
  for (const {
    name,
    before,
    after,
    layer = 'workspace',
    presetElsewhere = false,
    loosens,
  } of cases) {
    it(name, () => {
      const read = (content: object | null): PolicyFile | null => {
        if (content === null) return null;
        const parsed = parsePolicy(JSON.stringify(content), { file: 'p', layer });
        assert.ok(parsed.ok, JSON.stringify(parsed));
        return parsed.value;
      };
      const context = { layer, presetElsewhere };
      assert.deepEqual(looseningEntries(read(before), read(after), context), loosens);
    });
  }
});
