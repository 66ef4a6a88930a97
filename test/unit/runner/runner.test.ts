import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testCache } from '../../../scripts/lib/testCache.ts';
import { runMocha, testEnvironment } from '../../../scripts/runner/mochaTier.ts';
import { notEmpty, renderSummary, type TestResult } from '../../../scripts/runner/results.ts';
import { chooseTiers, tiers } from '../../../scripts/runner/tiers.ts';

const skipModule = new URL('../../support/skip.ts', import.meta.url).href;

describe('the test runner', function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(() => {
    mkdirSync(testCache(), { recursive: true });
    folder = mkdtempSync(join(testCache(), 'tests of a runner-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(text: string, tierMs = 50_000): Promise<readonly TestResult[]> {
    writeFileSync(join(folder, 'planted.test.ts'), text);
    return runMocha({ folder, testMs: 5000, tierMs }, () => {});
  }

  const outcome = (results: readonly TestResult[]): string[] =>
    results.map(({ title, state }) => `${state} ${title}`);

  it('counts what passed and what failed, with the stack', async () => {
    const results = await run(`
      describe('a', () => {
        it('stands', () => {});
        it('falls', () => { throw new Error('planted'); });
      });`);
    assert.deepEqual(outcome(results), ['passed a stands', 'failed a falls']);
    assert.match(results[1]?.detail ?? '', /Error: planted\n\s+at .*planted\.test\.ts/);
  });

  it('shows a permitted skip with its reason, from a test, a hook or a whole suite', async () => {
    const results = await run(`
      import { skipBecause } from '${skipModule}';
      it('one', function () { skipBecause(this, 'macos'); });
      describe('each', () => {
        beforeEach(function () { skipBecause(this, 'windows'); });
        it('two', () => { throw new Error('ran'); });
      });
      describe('all', () => {
        before(function () { skipBecause(this, 'apparmor'); });
        it('three', () => { throw new Error('ran'); });
        describe('deeper', () => { it('four', () => { throw new Error('ran'); }); });
      });`);
    assert.deepEqual(
      results.map(({ title, state, detail }) => [title, state, detail]),
      [
        ['one', 'skipped', 'needs macOS'],
        ['each two', 'skipped', 'needs Windows'],
        ['all three', 'skipped', 'needs leave to load AppArmor profiles'],
        ['all deeper four', 'skipped', 'needs leave to load AppArmor profiles'],
      ],
    );
  });

  const unexcused: readonly (readonly [what: string, text: string])[] = [
    ['it.skip', "it.skip('a', () => {});"],
    ['describe.skip', "describe.skip('b', () => { it('a', () => {}); });"],
    ['a test without a body', "it('a');"],
    ['this.skip()', "it('a', function () { this.skip(); });"],
    [
      'a reason off the list',
      `import { skipBecause } from '${skipModule}'; it('a', function () { skipBecause(this, 'later'); });`,
    ],
    ['it.only', "it.only('a', () => {});"],
    ['a file that does not load', "throw new Error('planted');"],
    ['a hook that fails', "before(() => { throw new Error('b'); }); it('a', () => {});"],
    ['a process that leaves early', "it('a', () => process.exit(0));"],
    ['a process that is killed', "it('a', () => process.kill(process.pid, 'SIGKILL'));"],
  ];
  for (const [what, text] of unexcused) {
    it(`counts as failed: ${what}`, async () => {
      const results = await run(text);
      assert.deepEqual(
        results.map(({ state }) => state),
        ['failed'],
        JSON.stringify(results),
      );
    });
  }

  it('ends a tier that hangs, and keeps what had passed', async () => {
    const results = await run(
      "it('a', () => {}); it('b', function () { this.timeout(0); for (;;); });",
      3000,
    );
    assert.deepEqual(outcome(results), ['passed a', 'failed the tests run to their end']);
  });

  it('reports what the tests left running', async () => {
    const results = await run("it('a', () => { setInterval(() => {}, 1000); });");
    assert.deepEqual(outcome(results), ['passed a', 'failed nothing is left running']);
    assert.match(results[1]?.detail ?? '', /Timeout/);
  });

  it('fails a tier in which nothing ran', async () => {
    assert.deepEqual(await runMocha({ folder, testMs: 1, tierMs: 1 }, () => {}), []);
    const skipped: TestResult = { title: 'a', state: 'skipped', detail: 'needs macOS' };
    for (const results of [[], [skipped]]) {
      assert.equal(notEmpty(results).at(-1)?.state, 'failed');
    }
    const passed: TestResult = { title: 'a', state: 'passed', detail: '' };
    assert.deepEqual(notEmpty([passed]), [passed]);
  });

  it('gives the tests none of the marks, options and tokens of whoever runs them', () => {
    const planted = {
      CLAUDECODE: '1',
      AI_AGENT: 'x',
      NODE_OPTIONS: '--no-warnings',
      NODE_EXTRA_CA_CERTS: '/nowhere.pem',
      API_TOKEN: 'fake',
      LANG: 'C.UTF-8',
    };
    const before = { ...process.env };
    Object.assign(process.env, planted);
    try {
      const seen = testEnvironment();
      assert.deepEqual(
        Object.keys(planted).filter((name) => name in seen),
        ['LANG'],
      );
      assert.equal(seen['PATH'], process.env['PATH']);
    } finally {
      for (const name of Object.keys(planted)) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
      }
    }
  });

  it('ends with the counts alone on the last line', () => {
    const summary = renderSummary([
      { name: 'unit', seconds: 1.25, results: [{ title: 'a', state: 'passed', detail: '' }] },
      {
        name: 'host',
        seconds: 2,
        results: [
          { title: 'b', state: 'failed', detail: 'Error: c\n  at d' },
          { title: 'e', state: 'skipped', detail: 'needs macOS' },
        ],
      },
    ]);
    assert.equal(summary.trimEnd().split('\n').at(-1), '1 passed, 1 failed, 1 skipped');
    assert.match(summary, /^1\) host: b\n {3}Error: c$/m);
    assert.match(summary, /^skipped: host: e \(needs macOS\)$/m);
    assert.match(summary, /^unit +1\.3 s {2}1 passed, 0 failed, 0 skipped$/m);
  });

  it('runs what a named tier needs, in order, and refuses an unknown name', () => {
    const names = (wanted: readonly string[]): string[] =>
      chooseTiers(tiers, wanted).map(({ name }) => name);
    assert.deepEqual(names(['unit']), ['unit']);
    assert.deepEqual(names(['agents', 'unit']), ['build', 'unit', 'install', 'agents']);
    assert.deepEqual(
      names([]),
      tiers.map(({ name }) => name),
    );
    assert.throws(() => names(['units']), /Unknown tier 'units'. There are: build, check, unit/);
  });
});
