import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../../..');
const cache = process.env['PINFOLD_TEST_CACHE'] ?? join(homedir(), '.cache/pinfold-test');

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function checkTree(root: string): Outcome {
  return spawnSync(
    process.execPath,
    ['--import', 'tsx', join(repository, 'scripts/layers.ts'), root],
    { cwd: repository, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: homedir() } },
  );
}

describe('scripts/layers.ts', function () {
  this.timeout(60_000);
  let tree: string;

  beforeEach(() => {
    mkdirSync(cache, { recursive: true });
    tree = mkdtempSync(join(cache, 'layers of a tree-'));
    cpSync(join(repository, 'src'), join(tree, 'src'), { recursive: true });
    symlinkSync(join(repository, 'node_modules'), join(tree, 'node_modules'));
  });

  afterEach(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  function plant(file: string, text: string): void {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  }

  it('passes the real tree', () => {
    const { status, stdout, stderr } = checkTree(repository);
    assert.equal(stderr, '');
    assert.match(stdout, /^[1-9]\d* files keep to their layers\.\n$/);
    assert.equal(status, 0);
  });

  it('reports a violation planted in a copy of the real tree, by file and line', () => {
    plant('src/core/planted/clock.ts', '\nexport const now = (): number => Date.now();\n');
    const { status, stderr } = checkTree(tree);
    assert.match(stderr, /^src\/core\/planted\/clock\.ts:2: world: core uses Date\.now/m);
    assert.equal(status, 1);
  });

  it('reports what a permitted package drags into the core', () => {
    plant('src/core/planted/dragged.ts', "export { parse } from 'unbash';\n");
    rmSync(join(tree, 'node_modules'));
    plant('node_modules/unbash/package.json', '{ "name": "unbash", "main": "index.js" }');
    plant('node_modules/unbash/index.js', "export { parse } from 'node:url';\n");
    for (const name of ['valibot', 'minimatch', 'jsonc-parser', 'brace-expansion']) {
      symlinkSync(join(repository, 'node_modules', name), join(tree, 'node_modules', name));
    }
    const { status, stderr } = checkTree(tree);
    assert.match(stderr, /^node_modules\/unbash\/index\.js:1: bundle: .*node:url/m);
    assert.equal(status, 1);
  });

  it('says that it cannot check a folder without sources', () => {
    rmSync(join(tree, 'src'), { recursive: true });
    const { status, stdout, stderr } = checkTree(tree);
    assert.match(stderr, /^The layers cannot be checked: /);
    assert.equal(stdout, '');
    assert.equal(status, 2);
  });
});
