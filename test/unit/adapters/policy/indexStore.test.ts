import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../../../src/adapters/files/nodeFiles.ts';
import { lookAt, markOf } from '../../../../src/app/policy/lookAt.ts';
import { createIndexStore } from '../../../../src/adapters/policy/indexStore.ts';
import type { PolicyIndex } from '../../../../src/core/policy/policyIndex.ts';

const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

const empty: PolicyIndex = {
  format: 3,
  build: 'build-1',
  digest: '',
  sources: [],
  layers: [],
  rules: [],
  globs: { fold: false, starts: [], keys: [], at: [], text: '' },
  commands: [],
  network: [],
  knownPlaces: [],
  closed: [],
};

describe('compiled policies on disk', () => {
  let folder: string;
  let source: string;
  let compiled: number;
  let approvals: string;

  beforeEach(() => {
    const base = process.env['PINFOLD_TEST_CACHE'] ?? join(homedir(), '.cache', 'pinfold-test');
    mkdirSync(base, { recursive: true });
    folder = mkdtempSync(join(base, 'index-'));
    source = join(folder, 'policy.jsonc');
    compiled = 0;
    approvals = '';
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function store(build = 'build-1') {
    const look = () => markOf(lookAt(source, false, nodeFiles), sha256);
    const compile = (): PolicyIndex => {
      compiled += 1;
      return {
        ...empty,
        build,
        digest: sha256(`policy-${compiled}`),
        sources: [{ layer: 'workspace', path: source, standing: 'first', ...look() }],
      };
    };
    return createIndexStore({
      directory: join(folder, 'policies'),
      build,
      machine: 'm',
      look,
      approvals: () => approvals,
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

  it('compiles anew when an approval comes or goes, once each time', () => {
    writeFileSync(source, 'a');
    store().load('/ws');
    approvals = 'keys\npin 1';
    store().load('/ws');
    store().load('/ws');
    assert.equal(compiled, 2);
    approvals = '';
    store().load('/ws');
    store().load('/ws');
    assert.equal(compiled, 3);
  });

  it('takes an approval that comes while it compiles for one to look at at the next call', () => {
    const slow = createIndexStore({
      directory: join(folder, 'policies'),
      build: 'build-1',
      machine: 'm',
      look: () => ({ digest: null }),
      approvals: () => approvals,
      compile: () => {
        compiled += 1;
        if (compiled === 1) approvals = 'pin 1';
        return { ...empty, digest: sha256(`policy-${compiled}`) };
      },
    });
    slow.load('/ws');
    slow.load('/ws');
    slow.load('/ws');
    assert.equal(compiled, 2);
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
      store().renew('/ws');
      assert.doesNotThrow(() => store().load('/ws'));
    });
  }

  const obstacles: readonly (readonly [string, () => unknown])[] = [
    ['a folder', () => mkdirSync(source)],
    ['a link to nowhere', () => symlinkSync('nowhere', source)],
    ['a link to itself', () => symlinkSync(source, source)],
    ['a pipe', () => execFileSync('mkfifo', [source])],
    ['a file that is too large', () => writeFileSync(source, 'x'.repeat(300 * 1024))],
  ];
  for (const [what, make] of obstacles) {
    it(`compiles once with ${what} in a source's place, and without holding up`, () => {
      make();
      store().load('/ws');
      store().load('/ws');
      assert.equal(compiled, 1);
      rmSync(source, { recursive: true });
      store().load('/ws');
      assert.equal(compiled, 2);
    });
  }

  it('refuses when nothing can be kept', () => {
    writeFileSync(join(folder, 'policies'), 'a file in the way');
    assert.throws(
      () => store().load('/ws'),
      (error: Error & { code?: string }) => error.code?.startsWith('PF-') === true,
    );
  });
});
