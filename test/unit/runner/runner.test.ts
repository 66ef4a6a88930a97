import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testCache } from '../../../scripts/lib/testCache.ts';
import { slowestFirst } from '../../../scripts/runner/fileTimes.ts';
import { runMocha, testEnvironment } from '../../../scripts/runner/mochaTier.ts';
import {
  notEmpty,
  renderSlowest,
  renderSummary,
  type TestResult,
} from '../../../scripts/runner/results.ts';
import { chooseTiers, tiers } from '../../../scripts/runner/tiers.ts';

const skipModule = JSON.stringify(join(import.meta.dirname, '../../support/skip.ts'));

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

  async function run(
    text: string,
    limits: { readonly tierMs?: number; readonly settleMs?: number } = {},
  ): Promise<readonly TestResult[]> {
    writeFileSync(join(folder, 'planted.test.ts'), text);
    return runMocha({ folder, testMs: 5000, tierMs: 50_000, ...limits }, () => {});
  }

  /** Runs planted files in two processes. */
  function runShared(texts: Readonly<Record<string, string>>): Promise<readonly TestResult[]> {
    for (const [name, text] of Object.entries(texts)) {
      writeFileSync(join(folder, `${name}.test.ts`), text);
    }
    return runMocha({ folder, testMs: 5000, tierMs: 50_000, processes: 2 }, () => {});
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
      import { skipBecause } from ${skipModule};
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
      `import { skipBecause } from ${skipModule}; it('a', function () { skipBecause(this, 'later'); });`,
    ],
    ['it.only', "it.only('a', () => {});"],
    ['a file that does not load', "throw new Error('planted');"],
    ['a file that is no TypeScript', "it('a', () => {);"],
    ['an import that leads nowhere', "import './nowhere.ts'; it('a', () => {});"],
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
      { tierMs: 3000 },
    );
    assert.deepEqual(outcome(results), ['passed a', 'failed the tests run to their end']);
  });

  it('reports what the tests left running', async () => {
    const results = await run("it('a', () => { setInterval(() => {}, 1000); });", {
      settleMs: 500,
    });
    assert.deepEqual(outcome(results), ['passed a', 'failed nothing is left running']);
    assert.match(results[1]?.detail ?? '', /Timeout/);
  });

  it('shares files among processes, and runs each of them once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const texts = names.map((name) => [
      name,
      `it('${name}', (done) => void setTimeout(done, 50));`,
    ]);
    const results = await runShared(Object.fromEntries(texts));
    assert.deepEqual(
      outcome(results).toSorted(),
      names.map((name) => `passed ${name}`),
    );
  });

  it('keeps what the others ran when one of the processes dies', async () => {
    const results = await runShared({
      a: "it('a', () => process.exit(0));",
      b: "it('b', () => {});",
      c: "it('c', (done) => void setTimeout(done, 50));",
    });
    assert.deepEqual(outcome(results).toSorted(), [
      'failed the tests run to their end',
      'passed b',
      'passed c',
    ]);
  });

  it('keeps the hooks outside of suites to their own file', async () => {
    const results = await runShared({
      a: "before(() => { throw new Error('planted'); }); it('a', () => {});",
      b: "it('b', () => {});",
    });
    assert.deepEqual(outcome(results).toSorted(), ['failed "before all" hook for "a"', 'passed b']);
  });

  it('tells each module where its source is, and leaves texts alone that speak of it', async () => {
    const results = await run(`import assert from 'node:assert';
      it('a', () => {
        assert.equal(import.meta.dirname, ${JSON.stringify(folder)});
        assert.ok(import.meta.url.endsWith('/planted.test.ts'));
        assert.equal('import' + '.meta.url', 'import.meta.url');
        assert.throws(() => { undefined_name = 1; }, ReferenceError);
      });`);
    assert.deepEqual(outcome(results), ['passed a']);
  });

  it('orders files by what they took last, unknown ones first', () => {
    const path = (name: string): string => join(import.meta.dirname, '../../..', name);
    const times = new Map([
      ['test/quick', 1],
      ['test/slow', 900],
      ['test/middle', 80],
    ]);
    const files = ['quick', 'new', 'middle', 'slow', 'newer'].map((name) => path(`test/${name}`));
    assert.deepEqual(
      slowestFirst(files, times),
      ['new', 'newer', 'slow', 'middle', 'quick'].map((name) => path(`test/${name}`)),
    );
    assert.match(
      renderSlowest([
        { testFile: 'quick', ms: 10 },
        { testFile: 'slow', ms: 2500 },
      ]),
      /^ +2\.5 s {2}slow\n +0\.0 s {2}quick\n$/,
    );
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
    assert.deepEqual(names(['unit']), ['programs', 'unit']);
    assert.deepEqual(names(['agents', 'unit']), ['build', 'programs', 'unit', 'install', 'agents']);
    assert.deepEqual(
      names([]),
      tiers.map(({ name }) => name),
    );
    assert.throws(
      () => names(['units']),
      /Unknown tier 'units'. There are: build, check, programs, unit/,
    );
  });
});
