import assert from 'node:assert/strict';
import { faultTable } from '../../../scripts/runner/faultTable.ts';
import type { TestResult, TierReport } from '../../../scripts/runner/results.ts';
import {
  cellTitle,
  type FaultRow,
  isTried,
  matrixAgents,
  readRows,
} from '../../support/faults/rows.ts';

const [some] = readRows();
assert.ok(some !== undefined);
const rows: readonly FaultRow[] = [
  { ...some, fault: 'crash', variant: 'one', expect: 'denied', expectFor: {}, real: true },
  {
    ...some,
    fault: 'crash',
    variant: 'two',
    expect: 'held',
    expectFor: { b: 'open' },
    real: false,
  },
];

function report(
  name: 'contract' | 'agents',
  states: Readonly<Record<string, TestResult['state']>> = {},
): TierReport {
  const kind = name === 'contract' ? 'launcher' : 'process';
  const results = rows
    .filter((row) => kind === 'launcher' || row.real)
    .flatMap((row) => ['a', 'b'].map((agent) => cellTitle(row, agent, kind)))
    .map((title) => ({ title: `suite ${title}`, state: states[title] ?? 'passed', detail: '' }));
  return { name, results, seconds: 1 };
}

const tableOf = (reports: readonly TierReport[]): readonly (readonly string[])[] =>
  (faultTable(reports, rows, ['a', 'b'], true)?.text ?? '')
    .split('\n')
    .slice(5, 7)
    .map((line) => line.split(/ {2,}/));

describe('the table of the fault matrix', () => {
  it('says what became of each cell, and where it was shown', () => {
    assert.deepEqual(tableOf([report('contract'), report('agents')]), [
      ['crash', 'one', 'denied*', 'denied*'],
      ['', 'two', 'held', 'open'],
    ]);
    assert.deepEqual(tableOf([report('contract')]), [
      ['crash', 'one', 'denied', 'denied'],
      ['', 'two', 'held', 'open'],
    ]);
    assert.deepEqual(tableOf([report('agents')])[0], ['crash', 'one', 'denied*', 'denied*']);
    assert.equal(faultTable([{ name: 'unit', results: [], seconds: 1 }], rows, ['a'], true), null);
  });

  it('shows what failed, also when the other way to show it passed', () => {
    const title = cellTitle(rows[0]!, 'b', 'process');
    const reports = [report('contract'), report('agents', { [title]: 'failed' })];
    assert.deepEqual(tableOf(reports)[0], ['crash', 'one', 'denied*', 'FAILED']);
  });

  it('counts a cell that nobody made, or that was skipped, as a failure', () => {
    const whole = report('contract');
    const reports = [{ ...whole, results: whole.results.slice(1) }];
    assert.deepEqual(tableOf(reports)[0], ['crash', 'one', 'MISSING', 'denied']);
    const table = faultTable(reports, rows, ['a', 'b'], true);
    assert.deepEqual(
      table?.missing.map((result) => [result.title, result.state]),
      [[cellTitle(rows[0]!, 'a', 'launcher'), 'failed']],
    );
    const skipped = report('contract', { [cellTitle(rows[1]!, 'a', 'launcher')]: 'skipped' });
    assert.deepEqual(tableOf([skipped])[1], ['', 'two', 'MISSING', 'open']);
    assert.equal(faultTable([skipped], rows, ['a', 'b'], true)?.missing.length, 1);
  });

  it('shows a cell that a thinned matrix leaves to another agent, and asks for it in the whole one', () => {
    const all = readRows();
    const left = all.find((row) => !isTried(row, 'claude-code', 'launcher', all, false));
    assert.ok(left !== undefined);
    const results = all.flatMap((row) =>
      matrixAgents
        .filter((agent) => isTried(row, agent, 'launcher', all, false))
        .map((agent) => cellTitle(row, agent, 'launcher'))
        .map((title) => ({ title, state: 'passed' as const, detail: '' })),
    );
    const ran: TierReport = { name: 'contract', results, seconds: 1 };
    const thinned = faultTable([ran], all, matrixAgents, false);
    assert.deepEqual(thinned?.missing, []);
    const line = thinned?.text.split('\n').find((each) => each.includes(left.variant));
    assert.match(line ?? '', / - +(denied|held)$/);
    const missing = faultTable([ran], all, matrixAgents, true)?.missing.map(({ title }) => title);
    assert.ok(missing?.includes(cellTitle(left, 'claude-code', 'launcher')));
  });
});
