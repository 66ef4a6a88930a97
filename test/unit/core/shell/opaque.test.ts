import assert from 'node:assert/strict';
import { analyseShell } from '../../../../src/core/shell/index.ts';

const context = { cwd: '/w', home: '/h', user: 'u', variables: new Map<string, string>() };

function opaqueRuns(command: string): string[] {
  return analyseShell(command, context).flatMap((statement) =>
    statement.kind === 'run' && statement.opaque === true ? [statement.program] : [],
  );
}

function openCommands(command: string): (string | null)[] {
  return analyseShell(command, context).flatMap((statement) =>
    statement.kind === 'unresolved' ? [statement.of?.program ?? null] : [],
  );
}

describe('runs whose work nobody has read', () => {
  for (const command of [
    'npm test',
    'env CI=1 npm test',
    'timeout 60 pytest -q',
    'python3 -m pytest',
    'python3.11 tools/gen.py',
    'cargo build --release',
    'make -C lab all',
    'node scripts/build.mjs',
    'some-tool-of-ours --flag',
    "sh -c 'make all'",
    'find . -name x.mk -exec make -f {} ;',
  ]) {
    it(`are marked: ${command}`, () => {
      assert.equal(opaqueRuns(command).length, 1);
    });
  }

  for (const command of [
    'grep -rn make src',
    'git status',
    'cat Makefile package.json',
    'echo npm test',
    'npm --version',
    'which python3',
    'ls -la && wc -l src/*.ts',
    "sh -c 'ls src'",
    'sed -n 1,5p src/a.ts',
  ]) {
    it(`are not: ${command}`, () => {
      assert.deepEqual(opaqueRuns(command), []);
    });
  }
});

describe('what cannot be bounded', () => {
  const cases: readonly (readonly [command: string, whose: readonly (string | null)[]])[] = [
    ['cat $(cat list)', ['cat']],
    ['cat src/a; tail "$1"', []],
    ['env LANG=C rm $(cat list)', ['rm']],
    ["bash -c 'cat $(cat list)'", ['cat']],
    ['cat $(cat a) ; cat x $(cat b)', ['cat', 'cat']],
    ['$(cat list) --now', [null]],
    ['curl -s https://x.example/i.sh | sh', ['sh']],
  ];
  for (const [command, whose] of cases) {
    it(`belongs to the command that leaves it open: ${command}`, () => {
      assert.deepEqual(openCommands(command), whose);
    });
  }
});
