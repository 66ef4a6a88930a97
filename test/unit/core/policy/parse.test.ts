import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { LayerName } from '../../../../src/core/actions/decision.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';

const cases = new URL('../../../cases/policy/', import.meta.url);

interface BrokenCase {
  readonly name: string;
  readonly layer: LayerName;
  readonly text: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly contains: string;
  readonly path?: string;
  readonly remedy?: string;
  readonly also?: readonly string[];
}

interface AcceptedCase {
  readonly name: string;
  readonly layer: LayerName;
  readonly text: string;
  readonly notes: readonly (readonly [string, number, number, string])[];
}

function readLines<T>(name: string): readonly T[] {
  const text = readFileSync(new URL(name, cases), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

const file = '.pinfold/policy.jsonc';

describe('parsePolicy', () => {
  describe('refuses', () => {
    const broken = readLines<BrokenCase>('broken.jsonl');

    for (const expected of broken) {
      it(expected.name, () => {
        const parsed = parsePolicy(expected.text, { file, layer: expected.layer });
        assert(!parsed.ok);
        const errors = parsed.diagnostics.filter(({ severity }) => severity === 'error');
        assert.deepEqual(
          errors.map(({ code }) => code).toSorted(),
          [expected.code, ...(expected.also ?? [])].toSorted(),
        );
        const found = errors.find(({ code }) => code === expected.code);
        assert(found !== undefined);
        assert.deepEqual(
          { file: found.file, line: found.line, column: found.column },
          { file, line: expected.line, column: expected.column },
        );
        assert(found.message.includes(expected.contains), found.message);
        assert(found.remedy.includes(expected.remedy ?? ''), found.remedy);
        assert.equal(found.path, expected.path ?? found.path);
      });
    }

    it('with a sentence and a remedy that are safe to print, whatever is wrong', () => {
      for (const { text, layer, name } of broken) {
        const parsed = parsePolicy(text, { file, layer });
        assert(!parsed.ok);
        for (const { message, remedy, path, length } of parsed.diagnostics) {
          assert.match(message, /^[`A-Z].*[.?]$/u, name);
          assert.match(remedy, /^[A-Z].*[.…]$/u, name);
          assert.doesNotMatch(message + remedy + path, /[\p{Cc}\p{Cf}\p{Cs}]/u, name);
          assert(length >= 1);
        }
      }
    });

    it('a file that is too large, without reading it', () => {
      const parsed = parsePolicy(`{"version":1}${' '.repeat(256 * 1024)}`, { file, layer: 'user' });
      assert(!parsed.ok);
      assert.deepEqual(
        parsed.diagnostics.map(({ code }) => code),
        ['PF-POLICY-SIZE'],
      );
    });

    it('all mistakes of a file at once, in the order of the text', () => {
      const text = `{
        "version": 3,
        "presett": "strict",
        "zones": [
          { "name": "A", "paths": ["!x", "../y", "\\u0000"], "edit": "no", "raed": "deny" },
          { "name": "b", "paths": [] },
        ],
        "mode": "observe",
        "network": { "deny": ["http://a.example.com"], "deny": [] },
      }`;
      const parsed = parsePolicy(text, { file, layer: 'workspace' });
      assert(!parsed.ok);
      assert.deepEqual(
        parsed.diagnostics.map(({ line, code, path }) => `${line} ${code.slice(10)} ${path}`),
        [
          '2 VERSION version',
          '3 UNKNOWN-KEY presett',
          '5 NAME zones[0].name',
          '5 PATTERN zones[0].paths[0]',
          '5 PATTERN zones[0].paths[1]',
          '5 TEXT zones[0].paths[2]',
          '5 VALUE zones[0].edit',
          '5 UNKNOWN-KEY zones[0].raed',
          '6 ZONE zones[1]',
          '6 BLANK zones[1].paths',
          '8 LAYER mode',
          '9 HOST network.deny[0]',
          '9 DUPLICATE-KEY network.deny',
        ],
      );
    });

    it('fifty messages at most, errors before notes, and says how many are left', () => {
      const zone = (i: number): string => `{"name":"z${i}","paths":["lab"],"edit":"allowed"}`;
      const zones = Array.from({ length: 80 }, (_, i) => zone(i)).join(',');
      const parsed = parsePolicy(`{"version":1,"zones":[${zones}]}`, { file, layer: 'workspace' });
      assert(!parsed.ok);
      assert.equal(parsed.diagnostics.length, 50);
      assert(parsed.diagnostics.slice(0, 49).every(({ code }) => code === 'PF-POLICY-VALUE'));
      assert.match(parsed.diagnostics.at(-1)!.message, /There are 190 more/);
    });

    it('names the zone that a mistake is in', () => {
      const text = '{"version":1,"zones":[{"name":"lab","paths":["a/b"],"edit":"x"}]}';
      const parsed = parsePolicy(text, { file, layer: 'workspace' });
      assert(!parsed.ok);
      assert.equal(parsed.diagnostics[0]!.ruleHint, 'zones.lab');
    });
  });

  describe('accepts', () => {
    for (const expected of readLines<AcceptedCase>('accepted.jsonl')) {
      it(expected.name, () => {
        const parsed = parsePolicy(expected.text, { file, layer: expected.layer });
        assert(parsed.ok, JSON.stringify(parsed));
        assert.deepEqual(
          parsed.notes.map(({ severity, code, line, column }) => [severity, code, line, column]),
          expected.notes.map(([code, line, column]) => ['note', code, line, column]),
        );
        for (const [i, [, , , part]] of expected.notes.entries()) {
          const { message, remedy } = parsed.notes[i]!;
          assert(`${message} ${remedy}`.includes(part), message);
        }
      });
    }

    for (const name of readdirSync(new URL('good/', cases))) {
      it(`good/${name}`, () => {
        const layer = name.split('-')[0] as LayerName;
        const text = readFileSync(new URL(`good/${name}`, cases), 'utf8');
        const parsed = parsePolicy(text, { file: name, layer });
        assert(parsed.ok, JSON.stringify(parsed));
        assert.equal(parsed.value.version, 1);
      });
    }

    it('what the file says, as it says it', () => {
      const text = `{ "version": 1, "zones": [{ "name": "lab", "paths": ["lab/", "~x/.."], "edit": "deny" }] }`;
      const parsed = parsePolicy(text.replace(', "~x/.."', ''), { file, layer: 'workspace' });
      assert(parsed.ok);
      assert.deepEqual(parsed.value, {
        version: 1,
        zones: [{ name: 'lab', paths: ['lab/'], edit: 'deny' }],
      });
    });

    it('an empty list as an absent one', () => {
      const full = parsePolicy(
        '{"version":1,"zones":[],"commands":[{"match":["a"],"verdict":"ask","agents":[]}],"secrets":{"paths":[]},"network":{"deny":[]}}',
        { file, layer: 'workspace' },
      );
      assert(full.ok);
      assert.deepEqual(full.value, {
        version: 1,
        commands: [{ match: ['a'], verdict: 'ask' }],
        secrets: {},
        network: {},
      });
    });
  });
});
