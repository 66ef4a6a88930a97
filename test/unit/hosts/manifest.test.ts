import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import manifest from '../../../package.json' with { type: 'json' };
import texts from '../../../package.nls.json' with { type: 'json' };
import policySchema from '../../../schemas/policy.schema.json' with { type: 'json' };
import {
  colors,
  commands,
  contextKeys,
  items,
  settings,
  views,
} from '../../../src/hosts/vscode/ids.ts';

const { contributes } = manifest;
const sources = sourcesOf(fileURLToPath(new URL('../../../src/hosts/vscode', import.meta.url)));

function sourcesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'ids.ts')
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
    .join('\n');
}

/** Names of one kind that the code never uses. */
function unused(kind: string, names: object): readonly string[] {
  return Object.keys(names).filter((name) => !sources.includes(`${kind}.${name}`));
}

describe('the manifest and the code', () => {
  it('name the same commands', () => {
    const declared = contributes.commands.map(({ command }) => command);
    assert.deepEqual(declared.toSorted(), Object.values(commands).toSorted());
    assert.deepEqual(unused('commands', commands), []);
  });

  it('name the same views', () => {
    const declared = contributes.views.pinfold.map(({ id }) => id);
    assert.deepEqual(declared.toSorted(), Object.values(views).toSorted());
  });

  it('name the same settings, beside those of the policy', () => {
    const ours = Object.values(settings).map((name) => `pinfold.${name}`);
    const policy = ['pinfold.zones', 'pinfold.secrets.paths', 'pinfold.provenance'];
    const declared = Object.keys(contributes.configuration.properties);
    assert.deepEqual(declared.toSorted(), [...ours, ...policy].toSorted());
    assert.deepEqual(unused('settings', settings), []);
  });

  it('name the same colours, items and conditions', () => {
    assert.deepEqual(
      contributes.colors.map(({ id }) => id).toSorted(),
      Object.values(colors).toSorted(),
    );
    const conditions = JSON.stringify(contributes.menus);
    for (const name of [...Object.values(contextKeys), ...Object.values(items)]) {
      const family = name.split('.')[0] ?? name;
      assert.ok(conditions.includes(name) || conditions.includes(`/^${family}/`), name);
    }
    assert.deepEqual(unused('contextKeys', contextKeys), []);
    assert.deepEqual(unused('items', items), []);
  });

  it('have a text for every name of a text, and the reverse', () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, name]) => name);
    assert.deepEqual(new Set(used), new Set(Object.keys(texts)));
  });
});

describe('the settings', () => {
  it('are out of the reach of a repository, but for those of the policy', () => {
    for (const [name, { scope }] of Object.entries(contributes.configuration.properties)) {
      const policy = /^pinfold\.(zones|secrets\.paths|provenance)$/.test(name);
      assert.equal(scope, policy ? 'resource' : 'machine', name);
    }
  });

  it('of the policy count for nothing in a folder that is not trusted', () => {
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, [
      'pinfold.zones',
      'pinfold.secrets.paths',
      'pinfold.provenance',
    ]);
  });

  it('of the policy have the form of the policy file: `npm run schema` makes them so', () => {
    const { properties } = contributes.configuration;
    const { zones, secrets, provenance } = policySchema.properties;
    assert.deepEqual(properties['pinfold.zones'].items, zones.items);
    assert.deepEqual(properties['pinfold.secrets.paths'].items, secrets.properties.paths.items);
    assert.deepEqual(properties['pinfold.provenance'].properties, provenance.properties);
  });
});
