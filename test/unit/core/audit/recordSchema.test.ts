import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseRecord } from '../../../../src/core/audit/parseRecord.ts';
import type { RecordDraft } from '../../../../src/core/audit/record.ts';
import type { Effect } from '../../../../src/core/actions/effect.ts';
import { anyDraft, buildTrail, denial, origin, sha256 } from './samples.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const understood = new Set(
  'type const enum pattern minimum items properties required additionalProperties oneOf $ref $defs'
    .split(' ')
    .concat('$schema', 'title', 'description'),
);
const url = new URL('../../../../schemas/record.schema.json', import.meta.url);
const root = JSON.parse(readFileSync(url, 'utf8')) as Schema;

/** As much of JSON Schema as the file uses; a keyword beyond that fails the test. */
function fits(value: unknown, schema: Schema): boolean {
  for (const name of Object.keys(schema)) assert.ok(understood.has(name), `keyword ${name}`);
  if (schema.$ref !== undefined) {
    const definition = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    assert.ok(definition, schema.$ref);
    if (!fits(value, definition)) return false;
  }
  if (schema.oneOf && schema.oneOf.filter((one) => fits(value, one)).length !== 1) return false;
  if ('const' in schema && value !== schema.const) return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOfType(value, type)))
    return false;
  if (typeof value === 'string' && schema.pattern !== undefined)
    return new RegExp(schema.pattern, 'u').test(value);
  if (typeof value === 'number' && schema.minimum !== undefined) return value >= schema.minimum;
  if (Array.isArray(value)) return value.every((item) => fits(item, schema.items ?? {}));
  if (typeof value !== 'object' || value === null || !schema.properties) return true;
  const members = Object.entries(value);
  return (
    (schema.required ?? []).every((name) => Object.hasOwn(value, name)) &&
    members.every(([name, member]) => {
      const property = schema.properties?.[name];
      return property === undefined
        ? schema.additionalProperties !== false
        : fits(member, property);
    })
  );
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function asJson(draft: RecordDraft): Record<string, unknown> {
  return JSON.parse(buildTrail([[draft]])[0]!.lines[1]!) as Record<string, unknown>;
}

const effects: readonly Effect[] = [
  ...denial.facts.effects,
  { kind: 'run', program: 'npm', args: ['test'], via: 'Bash' },
  {
    kind: 'run',
    program: './x.sh',
    args: [],
    via: 'sh',
    script: { path: '/w/x.sh', digest: sha256('x') },
  },
  { kind: 'connect', host: 'example.com', via: 'curl', sends: true },
  { kind: 'unresolved', why: 'the path is not known', via: 'cat' },
  { ...denial.decision.effect, kind: 'search', namesOnly: true } as Effect,
  { ...denial.decision.effect, kind: 'write', from: 'x.patch' } as Effect,
];

const nonce = 'a'.repeat(32);
const time = '2026-01-02T03:04:05.678Z';
const place = { segment: '000001', seq: 7, hash: sha256('x') };

const samples: readonly RecordDraft[] = [
  denial,
  {
    ...denial,
    facts: {
      ...denial.facts,
      granted: [{ nonce, scope: 'once', effects: [0] }],
      paused: { nonce, until: '2026-01-01T00:00:00.000Z' },
    },
    decision: {
      ...denial.decision,
      granted: { nonce, scope: 'once', rule: 'default.home.read', layer: 'built-in' },
    },
  },
  { ...denial, content: { length: 0, mac: sha256('') }, facts: { ...denial.facts, effects } },
  { ...denial, decision: { ...denial.decision, effect: null }, notes: ['n'] },
  {
    ...origin,
    kind: 'race',
    facts: denial.facts,
    decision: denial.decision,
    policy: 'p',
    changes: [{ stated: 'a', before: null, after: '/a' }],
  },
  { ...denial, waiting: '0123456789abcdef'.repeat(2) },
  {
    ...origin,
    kind: 'answer',
    request: '0123456789abcdef'.repeat(2),
    verdict: 'deny',
    how: 'timed-out',
    key: null,
    answer: null,
    waitedMs: 120_000,
  },
  { ...origin, kind: 'outcome', result: 'unknown', withheld: false, durationMs: null },
  { ...origin, kind: 'lifecycle', policy: 'p', session: null },
  { ...origin, kind: 'tampering', what: 'grant', path: '/s/g.json', why: 'is not signed' },
  { kind: 'seal', reason: 'r', torn: { bytes: 1, digest: sha256('x') } },
  { kind: 'segment', previous: '000001', damage: 'd' },
  { kind: 'segment', previous: null, damage: null, reserved: 8 },
  { kind: 'repeat', of: 2, count: 9, from: time, to: time },
  { kind: 'late', late: place },
  {
    kind: 'pruned',
    keepDays: 30,
    removed: {
      from: '000001',
      to: '000002',
      records: 9,
      bytes: 99,
      faults: 0,
      first: { ...place, at: time },
      last: null,
    },
    next: place,
  },
];

describe('schemas/record.schema.json', () => {
  for (const draft of samples) {
    it(`describes a record of kind ${draft.kind}, as does parseRecord`, () => {
      const record = asJson(draft);
      assert.ok(fits(record, root));
      for (const name of Object.keys(record)) {
        const { [name]: _, ...without } = record;
        const isOptional =
          ['notes', 'content', 'shortened', 'waiting', 'reserved'].includes(name) ||
          (name === 'policy' && draft.kind === 'lifecycle');
        assert.equal(fits(without, root), isOptional, `without ${name}`);
        assert.equal(fits({ ...record, [name]: { x: 1 } }, root), false, `with another ${name}`);
        const needed = !isOptional && name !== 'durationMs';
        if (needed)
          assert.equal(parseRecord(JSON.stringify(without)), null, `parsed without ${name}`);
      }
      assert.equal(
        fits({ ...record, extra: 1 }, root),
        false,
        'with a member that is not described',
      );
    });
  }

  it('describes whatever is appended', () => {
    fc.assert(fc.property(anyDraft, (draft) => assert.ok(fits(asJson(draft), root))));
  });
});
