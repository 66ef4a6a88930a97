import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultAgents } from '../../support/faults/agent.ts';
import {
  type FaultRow,
  faults,
  isTried,
  matrixAgents,
  readRows,
} from '../../support/faults/rows.ts';

const rows = readRows();

describe('the rows of the fault matrix', () => {
  it('has a row for every fault, a column for every agent, and no cell twice', () => {
    const of = (row: FaultRow): string => `${row.fault}: ${row.variant}`;
    assert.deepEqual(
      faults.filter((fault) => !rows.some((row) => row.fault === fault)),
      [],
    );
    assert.equal(new Set(rows.map(of)).size, rows.length);
    assert.deepEqual(
      faultAgents.map(({ id }) => id),
      [...matrixAgents],
    );
  });

  it('the threat model names every row that stays open', () => {
    const model = readFileSync(join(import.meta.dirname, '../../../docs/threat-model.md'), 'utf8');
    for (const row of rows.filter(({ expect }) => expect === 'open')) {
      assert.ok(row.threat !== undefined && model.includes(`| **${row.threat}`), row.variant);
    }
  });

  for (const kind of ['launcher', 'process'] as const) {
    it(`tries every variant, and every fault with every agent, when it is thinned (${kind})`, () => {
      const shown = rows.filter(({ real }) => kind === 'launcher' || real);
      const tried = (row: FaultRow): readonly string[] =>
        matrixAgents.filter((agent) => isTried(row, agent, kind, rows, false));
      assert.deepEqual(
        shown.filter((row) => tried(row).length === 0),
        [],
      );
      for (const fault of new Set(shown.map((row) => row.fault))) {
        const agents = shown.filter((row) => row.fault === fault).flatMap(tried);
        assert.deepEqual([...new Set(agents)].toSorted(), [...matrixAgents].toSorted(), fault);
      }
      for (const row of shown)
        assert.ok(matrixAgents.every((agent) => isTried(row, agent, kind, rows, true)));
    });
  }

  it('shows a row that is worth real processes with every agent, in one way or the other', () => {
    for (const row of rows.filter(({ real }) => real)) {
      for (const agent of matrixAgents) {
        const ways = (['launcher', 'process'] as const).filter((kind) =>
          isTried(row, agent, kind, rows, false),
        );
        assert.notDeepEqual(ways, [], `${row.fault}: ${row.variant}`);
      }
    }
  });
});
