import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultAgents, type FaultAgent } from '../../support/faults/agent.ts';
import { callHook, type CellCall, runLauncherCell } from '../../support/faults/launcherCells.ts';
import { preparePlace, type FaultPlace } from '../../support/faults/place.ts';
import {
  cellTitle,
  expectationOf,
  type FaultRow,
  faults,
  matrixAgents,
  readRows,
} from '../../support/faults/rows.ts';
import { applySteps, hurry } from '../../support/faults/steps.ts';
import { runPinfold } from '../../support/protectedWorkspace.ts';
import { changedBetween, snapshot } from '../../support/workspace.ts';

const rows = readRows();

/** Every fault with every agent's payloads, through the installed line, the launcher and the programs as they are. */
describe('fault matrix', function () {
  this.timeout(60_000);

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

  for (const agent of faultAgents) {
    describe(`with the calls of ${agent.id}`, () => {
      let place: FaultPlace;
      before(async () => {
        place = await preparePlace(agent, (fresh) =>
          callHook(fresh, agent, { read: fresh.path('src/circuit.py') }, {}),
        );
      });
      afterEach(() => place.mend());
      after(() => place?.dispose());

      it('without a fault, forbidden calls are stopped and a harmless one passes', async () => {
        const calls = await runLauncherCell({ ...rows[0]!, steps: [] }, place, agent);
        assertHeld(calls);
      });

      for (const row of rows) {
        it(cellTitle(row, agent.id, 'launcher'), async () => {
          if (row.impatient) hurry(place);
          await applySteps(row, place, agent);
          const before = snapshot(place.root);
          const calls = await runLauncherCell(row, place, agent);
          await assertions[expectationOf(row, agent.id)](calls, row, place, agent);
          // A hook that judges changes nothing in the project.
          assert.deepEqual(changedBetween(before, snapshot(place.root)), []);
        });
      }
    });
  }
});

type Assertion = (
  calls: readonly CellCall[],
  row: FaultRow,
  place: FaultPlace,
  agent: FaultAgent,
) => void | Promise<void>;

const assertions: Readonly<Record<ReturnType<typeof expectationOf>, Assertion>> = {
  denied: (calls, row) => {
    for (const { title, through, said } of calls) {
      assert.equal(through, false, `${title}: ${said}`);
      assert.match(said, /Pinfold/, title);
      // A payload of ours is for tool calls; the prompt's hook says that it is none of its own.
      assert.match(said, new RegExp(row.says ?? '.', 's'), title);
    }
  },
  held: (calls) => assertHeld(calls),
  open: async (calls, row, place, agent) => {
    const own = calls.filter(({ title }) => title.startsWith('writes {{'));
    const opened = own.length > 0 ? own : calls.filter(({ forbidden }) => forbidden);
    for (const { title, through, said } of opened) assert.equal(through, true, `${title}: ${said}`);
    if (row.says === undefined) return;
    const status = await runPinfold(place, ['status', agent.id, '--json']);
    const { problems, level } = JSON.parse(status.stdout) as {
      readonly level: string;
      readonly problems: readonly { readonly code: string }[];
    };
    assert.equal(level, 'open');
    assert.ok(
      problems.some(({ code }) => code.startsWith(row.says ?? '')),
      status.stdout,
    );
  },
};

function assertHeld(calls: readonly CellCall[]): void {
  for (const { title, forbidden, through, said } of calls) {
    assert.equal(through, !forbidden, `${title}: ${said}`);
    if (forbidden) assert.match(said, /Pinfold|\[/, title);
  }
}
