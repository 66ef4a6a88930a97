import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { policySchemaFile, policySchemaText } from '../../../../scripts/schema.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';
import { notYetEnforced } from '../../../../src/core/policy/schema.ts';

interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

describe('the JSON Schema of the policy file', () => {
  const committed = readFileSync(policySchemaFile, 'utf8');

  it('is fresh (else: npm run schema)', () => {
    assert.equal(committed, policySchemaText());
  });

  it('has words for every key and lets no other key in', () => {
    let keys = 0;
    const visit = (schema: JsonSchema, place: string): void => {
      if (schema.properties !== undefined) {
        assert.equal(schema.additionalProperties, false, place);
        for (const [key, value] of Object.entries(schema.properties)) {
          keys++;
          for (const word of ['title', 'description', 'markdownDescription'] as const) {
            assert((value[word] ?? '') !== '', `${place}.${key} has no ${word}`);
          }
          assert.doesNotMatch(value.description!, /`/, `${place}.${key}`);
          visit(value, `${place}.${key}`);
        }
      }
      if (schema.items !== undefined) visit(schema.items, `${place}[]`);
    };
    visit(JSON.parse(committed) as JsonSchema, 'policy');
    assert(keys >= 40, `${keys} keys`);
  });

  it('is draft-07 and needs no references', () => {
    assert.match(committed, /"\$schema": "http:\/\/json-schema\.org\/draft-07\/schema#"/);
    assert.doesNotMatch(committed, /"\$ref"/);
  });
});

describe('notYetEnforced', () => {
  const samples: Readonly<Record<(typeof notYetEnforced)[number], string>> = {
    'secrets.scanContent': '"secrets": { "scanContent": true }',
    hardware: '"hardware": {}',
    provenance: '"provenance": {}',
    sandbox: '"sandbox": {}',
    gates: '"gates": {}',
  };

  for (const key of notYetEnforced) {
    it(`says so of ${key}`, () => {
      const text = `{ "version": 1, ${samples[key]} }`;
      const parsed = parsePolicy(text, { file: 'policy.jsonc', layer: 'user' });
      assert(parsed.ok, JSON.stringify(parsed));
      assert.deepEqual(
        parsed.notes.map(({ code, path }) => [code, path]),
        [['PF-POLICY-NOT-ENFORCED', key]],
      );
    });
  }
});
