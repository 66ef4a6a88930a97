/**
 * Writes `schemas/policy.schema.json` from the valibot schema: completion and hovers in the editor.
 * `npm run schema`; a unit test fails when the committed file is stale.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { policyFileSchema } from '../src/core/policy/schema.ts';

export const policySchemaFile = fileURLToPath(
  new URL('../schemas/policy.schema.json', import.meta.url),
);

/** The JSON Schema (draft-07) of the policy file as text, ready to be committed. */
export function policySchemaText(): string {
  const schema = toJsonSchema(policyFileSchema, { target: 'draft-07', errorMode: 'throw' });
  const zones = schema.properties?.['zones'];
  if (typeof zones !== 'object' || typeof zones.items !== 'object' || Array.isArray(zones.items)) {
    throw new Error('the schema of zones has changed its shape');
  }
  // A rule that valibot can check but JSON Schema must be told in its own words.
  zones.items.anyOf = [{ required: ['edit'] }, { required: ['read'] }];
  // VS Code's own words for "JSON with comments".
  const text = { ...schema, allowComments: true, allowTrailingCommas: true };
  return `${JSON.stringify(text, null, 2)}\n`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(policySchemaFile, policySchemaText());
  console.log(`wrote ${policySchemaFile}`);
}
