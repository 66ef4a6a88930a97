import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { compilePolicy, type LayerInput } from '../../../../src/core/policy/compile.ts';
import { effectivePolicy, effectiveText } from '../../../../src/core/present/effectivePolicy.ts';

const layers: readonly LayerInput[] = [
  {
    name: 'organisation',
    path: '/etc/pinfold/policy.jsonc',
    anchor: null,
    trusted: true,
    file: {
      version: 1,
      mode: 'observe',
      network: { fetch: 'ask', deny: ['paste.example.com'] },
      relax: [{ rule: 'built-in.devices.lab', why: 'A test stand.' }],
    },
  },
  {
    name: 'user',
    path: '/home/u/.config/pinfold/policy.jsonc',
    anchor: null,
    trusted: false,
    file: {
      version: 1,
      preset: 'strict',
      zones: [{ name: 'notes', paths: ['~/notes'], read: 'allow' }],
      relax: [{ rule: 'built-in.secrets.dotenv', why: 'Test data.' }],
    },
  },
];

const policy = effectivePolicy(
  compilePolicy({
    layers,
    sources: layers.map(({ name, path = '' }) => ({
      layer: name,
      path,
      digest: 'd',
      standing: name === 'organisation' ? 'trusted' : 'first',
    })),
    homes: ['/home/u'],
    own: { state: '/home/u/.s', data: '/home/u/.d', config: '/home/u/.config/pinfold' },
    fold: false,
    build: 'test',
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  }),
);

const row = (id: string) => policy.rows.find((each) => each.id === id);

describe('the effective policy', () => {
  it('names layer and file of every word', () => {
    assert.deepEqual(
      [row('organisation.network.deny')?.layer, row('organisation.network.deny')?.file],
      ['organisation', '/etc/pinfold/policy.jsonc'],
    );
    assert.equal(row('built-in.credentials.ssh')?.file, null);
  });

  it('names for each place the strictest default and its layer', () => {
    const { says, layer } = row('default.workspace.read') ?? {};
    assert.deepEqual([says, layer], ['deny', 'user']);
    assert.equal(row('default.system.write')?.layer, 'built-in');
  });

  it('says what is relaxed, what is only observed, and what waits', () => {
    assert.deepEqual(row('built-in.devices.lab')?.relaxed, {
      layer: 'organisation',
      why: 'A test stand.',
    });
    assert.equal(row('organisation.network.fetch')?.observed, true);
    assert.equal(row('built-in.secrets.dotenv')?.observed, undefined);
    assert.equal(row('user.zones.notes')?.waits, true);
    assert.deepEqual(policy.waiting, [
      { entry: 'zones.notes', file: '/home/u/.config/pinfold/policy.jsonc' },
      {
        entry: 'relax built-in.secrets.dotenv',
        file: '/home/u/.config/pinfold/policy.jsonc',
      },
    ]);
  });

  it('shows all of it as text', () => {
    const text = effectiveText(policy);
    assert.match(text, /built-in\.devices\.lab .*RELAXED by organisation: A test stand\./);
    assert.match(text, /Observing, as the organisation policy says/);
    assert.match(
      text,
      /user +\/home\/u\/\.config\/pinfold\/policy\.jsonc \(not approved: tightens only\)/,
    );
    assert.match(
      text,
      /Waiting for a person’s approval\n {2}zones\.notes .*\n {2}relax built-in\.secrets\.dotenv/,
    );
    for (const { id } of policy.rows) assert.ok(text.includes(id), id);
  });
});
