import assert from 'node:assert/strict';
import { runPinfold } from '../protectedWorkspace.ts';
import { changedBetween, snapshot } from '../workspace.ts';
import type { FaultAgent } from './agent.ts';
import { callHook, type CellCall, runLauncherCell } from './launcherCells.ts';
import { preparePlace, type FaultPlace } from './place.ts';
import { cellTitle, expectationOf, type FaultRow, isTried, readRows, wholeMatrix } from './rows.ts';
import { applySteps, hurry } from './steps.ts';

/**
 * The column of one agent: every fault with its payloads, through the installed line, the launcher and the programs as
 * they are. Columns are test files of their own, so that they run side by side.
 */
export function describeColumn(agent: FaultAgent): void {
  const rows = readRows();
  describe(`fault matrix with the calls of ${agent.id}`, function () {
    this.timeout(60_000);
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

    for (const row of rows.filter((each) =>
      isTried(each, agent.id, 'launcher', rows, wholeMatrix()),
    )) {
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
