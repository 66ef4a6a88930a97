import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createIndexStore } from '../../../../src/adapters/policy/indexStore.ts';
import type { PolicyIndex } from '../../../../src/core/policy/policyIndex.ts';

const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

describe('compiled policies on disk', () => {
  let folder: string;
  let source: string;
  let compiled: number;
  let pinned: boolean;

  beforeEach(() => {
    const base = process.env['PINFOLD_TEST_CACHE'] ?? join(homedir(), '.cache', 'pinfold-test');
    mkdirSync(base, { recursive: true });
    folder = mkdtempSync(join(base, 'index-'));
    source = join(folder, 'policy.jsonc');
    compiled = 0;
    pinned = false;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function store(build = 'build-1') {
    const compile = (): PolicyIndex => {
      compiled += 1;
      let digest: string | null = null;
      try {
        digest = sha256(readFileSync(source));
      } catch {
        // not there
      }
      return {
        format: 2,
        build,
        digest: sha256(`policy-${compiled}`),
        sources: [{ layer: 'workspace', path: source, digest, approved: pinned }],
        layers: [],
        rules: [],
        globs: { fold: false, starts: [], keys: [], at: [], text: '' },
        commands: [],
        network: [],
        knownPlaces: [],
        closed: [],
      };
    };
    return createIndexStore({
      directory: join(folder, 'policies'),
      build,
      machine: 'm',
      sha256,
      approved: () => pinned,
      compile,
    });
  }

  const indexFile = (): string => {
    const names = readdirSync(join(folder, 'policies')).filter((n) => n.length < 40);
    assert.equal(names.length, 1);
    return join(folder, 'policies', names[0]!);
  };

  it('compiles once and loads after that', () => {
    store().load('/ws');
    store().load('/ws');
    assert.equal(compiled, 1);
  });

  it('compiles anew when a source appears, changes or goes', () => {
    store().load('/ws');
    writeFileSync(source, 'a');
    store().load('/ws');
    writeFileSync(source, 'b');
    store().load('/ws');
    rmSync(source);
    store().load('/ws');
    assert.equal(compiled, 4);
  });

  it('compiles anew where the file under its name was compiled for something else', () => {
    store().load('/ws');
    const [, body = ''] = readFileSync(indexFile(), 'utf8').split('\n');
    writeFileSync(indexFile(), `["/other","m"]\n${body}`);
    store().load('/ws');
    assert.equal(compiled, 2);
    store().load('/ws');
    assert.equal(compiled, 2);
  });

  it('compiles anew when a file with the same content was approved, or is no longer', () => {
    writeFileSync(source, 'a');
    store().load('/ws');
    pinned = true;
    store().load('/ws');
    store().load('/ws');
    assert.equal(compiled, 2);
    pinned = false;
    store().load('/ws');
    assert.equal(compiled, 3);
  });

  it('compiles anew for another build', () => {
    store('build-1').load('/ws');
    store('build-2').load('/ws');
    assert.equal(compiled, 2);
  });

  for (const [what, damage] of [
    ['cut off', (text: string) => text.slice(0, -10)],
    ['emptied', () => ''],
    ['edited', (text: string) => text.replace('"rules":[]', '"rules":[1]')],
    ['replaced by other JSON', () => '{}'],
  ] as const) {
    it(`refuses an index that was ${what}, with a code and the way out`, () => {
      store().load('/ws');
      writeFileSync(indexFile(), damage(readFileSync(indexFile(), 'utf8')));
      assert.throws(
        () => store().load('/ws'),
        (error: Error & { code?: string; remedy?: string }) =>
          error.code === 'PF-INDEX-DAMAGED' && /pinfold policy compile/.test(error.remedy ?? ''),
      );
      store().replace('/ws', store().load('/other'));
      assert.doesNotThrow(() => store().load('/ws'));
    });
  }

  it('refuses a source that cannot be read', () => {
    mkdirSync(source);
    assert.throws(() => {
      store().load('/ws');
      store().load('/ws');
    }, /cannot be read/);
  });

  it('refuses when nothing can be kept', () => {
    writeFileSync(join(folder, 'policies'), 'a file in the way');
    assert.throws(
      () => store().load('/ws'),
      (error: Error & { code?: string }) => error.code?.startsWith('PF-') === true,
    );
  });
});
