/**
 * Writes `schemas/policy.schema.json` from the valibot schema: completion and hovers in the editor. The settings of the
 * manifest that speak of policy get the same form. `npm run schema`; unit tests fail when what is committed is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
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

const manifestFile = fileURLToPath(new URL('../package.json', import.meta.url));

/** The manifest with the forms of zones, secrets and provenance as the policy file has them: settings know no `$ref`. */
export function manifestText(text: string, schemaText: string): string {
  const manifest = JSON.parse(text);
  const { zones, secrets, provenance } = JSON.parse(schemaText).properties;
  const settings = manifest.contributes.configuration.properties;
  settings['pinfold.zones'].items = zones.items;
  settings['pinfold.secrets.paths'].items = secrets.properties.paths.items;
  settings['pinfold.provenance'].properties = provenance.properties;
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const text = policySchemaText();
  writeFileSync(policySchemaFile, text);
  writeFileSync(manifestFile, manifestText(readFileSync(manifestFile, 'utf8'), text));
  console.log(`wrote ${policySchemaFile} and ${manifestFile}`);
}
