import assert from 'node:assert/strict';
import { adviceById, allAdvice } from '../../../../src/core/secrets/advice/index.ts';
import { secretFamilies } from '../../../../src/core/secrets/catalogue/index.ts';
import { suspectFiles } from '../../../../src/core/secrets/catalogue/suspects.ts';
import { createNameScan } from '../../../../src/core/secrets/names.ts';
import { findShape } from '../../../../src/core/secrets/shapes.ts';
import { readRows } from '../../../support/readRows.ts';

interface RiskyRow {
  readonly path: string;
  readonly text?: string;
  readonly id: string;
}

interface OrdinaryRow {
  readonly path: string;
  readonly text?: string;
  readonly why: string;
}

interface QuantumRow {
  readonly provider: string;
  readonly files: readonly string[];
  readonly environment: readonly string[];
}

const scan = createNameScan({ homes: ['/home/u'], fold: false });

/** Ids that a file amounts to, as `pinfold scan` sees it without content rules. */
function idsOf(path: string, text = ''): readonly string[] {
  const { secret, suspects, fixture } = scan(path);
  if (secret !== null && !fixture) return [secret.id];
  if (fixture) return [];
  return suspects.filter(({ shapes }) => findShape(text, shapes) !== null).map(({ id }) => id);
}

describe('secret files by name', () => {
  for (const { path, text, id } of readRows<RiskyRow>('secrets/names-risky.jsonl')) {
    it(`${path}${text === undefined ? '' : ' with a login'} is ${id}`, () => {
      assert.ok(idsOf(path, text).includes(id), idsOf(path, text).join());
    });
  }

  for (const { path, text, why } of readRows<OrdinaryRow>('secrets/names-ordinary.jsonl')) {
    it(`${path} is nothing: ${why}`, () => {
      assert.deepEqual(idsOf(path, text), []);
    });
  }

  it('compare without case where the file system does', () => {
    const folded = createNameScan({ homes: ['/Users/u'], fold: true });
    assert.equal(folded('/Users/u/p/.ENV').secret?.id, 'dotenv');
    assert.equal(folded('/Users/u/p/ID_RSA').secret?.id, 'ssh-private-key');
  });
});

describe('providers of quantum hardware', () => {
  const environment = new Set(allAdvice.flatMap((advice) => advice.environment ?? []));
  for (const row of readRows<QuantumRow>('secrets/quantum.jsonl')) {
    it(`${row.provider}: every file and every variable is known`, () => {
      for (const file of row.files.filter((each) => each !== './config.toml')) {
        const path = file.replace(/^~/, '/home/u').replace(/^\.\//, '/home/u/project/');
        assert.notEqual(scan(path).secret, null, file);
      }
      for (const name of row.environment) assert.ok(environment.has(name), name);
    });
  }
});

describe('the catalogue', () => {
  const files = [...secretFamilies.flatMap((family) => family.files), ...suspectFiles];

  it('names each entry once, by an id that reports can hold', () => {
    const ids = files.map(({ id }) => id);
    // One id stands for both: what is known by its name, and what was looked into.
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const id of ids) assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });

  it('says of each entry who issued it, and how to revoke and rotate', () => {
    for (const { by } of files) assert.ok(adviceById(by).steps.length > 20, by);
  });

  it('has advice without loose ends', () => {
    const ids = allAdvice.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const { url, steps } of allAdvice) {
      if (url !== undefined) assert.equal(new URL(url).protocol, 'https:');
      assert.match(steps, /[.)]$/);
    }
    const variables = allAdvice.flatMap(({ environment = [] }) => environment);
    assert.deepEqual(variables, [...new Set(variables)]);
  });
});
