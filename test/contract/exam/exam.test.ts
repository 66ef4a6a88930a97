import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pickEnvironment } from '../../../scripts/lib/environment.ts';
import { createWorkspace, type Workspace } from '../../support/workspace.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const environment = pickEnvironment(['PATH', 'HOME', 'PINFOLD_TEST_CACHE']);

function exam(...args: readonly string[]) {
  return spawnSync(
    process.execPath,
    ['--import', 'tsx', join(repository, 'scripts/exam/main.ts'), ...args],
    { cwd: repository, env: environment, encoding: 'utf8' },
  );
}

interface Figures {
  readonly guard: string;
  readonly kinds: readonly {
    readonly kind: string;
    readonly denied: number;
    readonly passed: number;
  }[];
}

describe('npm run exam', () => {
  let workspace: Workspace;
  let written: string[];

  beforeEach(() => {
    workspace = createWorkspace({ project: { 'notes.txt': 'nothing\n' } });
    written = [];
  });

  afterEach(() => {
    for (const folder of written) rmSync(folder, { recursive: true, force: true });
    workspace.dispose();
  });

  function run(rows: readonly object[], ...args: readonly string[]) {
    const file = join(workspace.base, 'exam.jsonl');
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const outcome = exam(file, ...args);
    const folder = /^Written to (.*)$/m.exec(outcome.stderr)?.[1];
    if (folder !== undefined) written.push(folder);
    return { ...outcome, folder: folder ?? '' };
  }

  const rows = [
    { id: '1', command: 'cat ~/.ssh/id_rsa', kind: 'secret', expected: 'interrupt' },
    { id: '2', command: 'cat .env', kind: 'secret', expected: 'interrupt' },
    { id: '3', command: 'ls src docs', kind: 'look', expected: 'pass' },
    { id: '4', command: 'cat ~/.aws/credentials', kind: 'look', expected: 'pass' },
    { id: '5', command: '', kind: 'look', expected: 'pass' },
  ];

  it('judges in a project and a home of its own, and writes what was confused', () => {
    const { status, stdout, folder } = run(rows, '--json');
    assert.equal(status, 0);
    const [figures] = JSON.parse(stdout) as readonly Figures[];
    assert.equal(figures?.guard, 'Pinfold');
    assert.deepEqual(
      figures.kinds.map(({ kind, denied, passed }) => [kind, denied, passed]),
      [
        ['secret', 2, 0],
        ['look', 1, 2],
      ],
    );
    const confusions = readFileSync(join(folder, 'confusions-pinfold.jsonl'), 'utf8');
    const [confused] = confusions
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; rule: string });
    assert.deepEqual([confused?.id, confusions.split('\n').length], ['4', 2]);
    assert.notEqual(confused?.rule, '');
  });

  it('judges in a given workspace and home', () => {
    const row = { id: '1', command: 'cat notes.txt', kind: 'look', expected: 'pass' };
    const away = { ...row, id: '2', command: `cat ${workspace.home}/x`, kind: 'home' };
    const { status, stdout } = run(
      [row, away],
      '--workspace',
      workspace.root,
      '--home',
      workspace.home,
    );
    assert.equal(status, 0);
    assert.match(stdout, /^look +pass +1 +0\.00 %/m);
    assert.match(stdout, /^home +pass +1 +100\.00 %/m);
  });

  it('refuses a malformed row and judges nothing', () => {
    const { status, stdout, stderr } = run([...rows, { id: '6' }]);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /exam\.jsonl:6: /);
  });

  it('says what is missing', () => {
    assert.equal(exam().status, 2);
    assert.equal(exam(join(workspace.base, 'nowhere.jsonl')).status, 2);
    assert.match(exam('x.jsonl', '--home', '/').stderr, /--home goes with --workspace/);
  });
});

describe('the peer’s worker', () => {
  it('answers each command in order, and lets pass what the library refuses to judge', () => {
    const workspace = createWorkspace({ project: {} });
    try {
      const library = join(workspace.base, 'library/api.mjs');
      mkdirSync(dirname(library));
      writeFileSync(
        library,
        `export function checkCommand({ command, cwd }) {
          if (command === '') throw new TypeError('blank');
          return command === 'no' ? { kind: 'deny', reason: cwd, ruleId: 'r' } : { kind: 'allow' };
        }`,
      );
      const worker = join(repository, 'scripts/exam/peerWorker.mjs');
      const { stdout } = spawnSync(process.execPath, [worker, library, '/w'], {
        input: '"no"\n""\n"yes"\n',
        env: environment,
        encoding: 'utf8',
      });
      assert.deepEqual(
        stdout
          .trim()
          .split('\n')
          .map((line): unknown => JSON.parse(line)),
        [
          { verdict: 'deny', rule: 'r', reason: '/w' },
          { verdict: 'allow', rule: '', reason: 'error: blank' },
          { verdict: 'allow', rule: '', reason: '' },
        ],
      );
    } finally {
      workspace.dispose();
    }
  });
});
