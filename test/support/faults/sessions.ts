import assert from 'node:assert/strict';
import { leaksIn } from '../claudeSession.ts';
import type { FaultAgent, FaultSession } from './agent.ts';
import { callHook, cellCalls, quickCalls } from './launcherCells.ts';
import { harmlessMark, inPlace, preparePlace, type FaultPlace } from './place.ts';
import {
  cellTitle,
  type Expectation,
  expectationOf,
  type FaultRow,
  isTried,
  readRows,
  wholeMatrix,
} from './rows.ts';
import { applySteps, applyStepsNow } from './steps.ts';
import { changedBetween, snapshot } from '../workspace.ts';

/** The most telling faults once more, with real processes of one agent. */
export function describeSessions(agent: FaultAgent): void {
  const rows = readRows();
  const tried = rows.filter((row) => isTried(row, agent.id, 'process', rows, wholeMatrix()));
  describe(`fault matrix with ${agent.id} itself`, function () {
    this.timeout(120_000);
    let place: FaultPlace;
    before(async () => {
      place = await preparePlace(agent, (fresh) =>
        callHook(fresh, agent, { read: fresh.path('src/circuit.py') }, {}),
      );
    });
    afterEach(() => place.mend());
    after(() => place?.dispose());

    for (const row of tried) {
      it(cellTitle(row, agent.id, 'process'), async () => {
        const { session, changed } = await runCell(row, place, agent);
        assert.equal(session.timedOut, false);
        if (agent.waitsForHooks || !row.impatient) assert.deepEqual(session.leftBehind, []);
        assertions[expectationOf(row, agent.id)](session, changed, row, place);
      });
    }

    it('no prompt gets through either', async () => {
      const [deleted] = rows;
      assert.ok(deleted !== undefined);
      await applySteps(deleted, place, agent);
      const session = await agent.run({
        workspace: place,
        calls: [],
        before: () => undefined,
        env: {},
        prompt: 'Explain @.env to me.',
      });
      assert.deepEqual(session.requests, []);
    });
  });
}

/** A fault that stops everything comes in the middle of a session, when the prompt has passed; others from the start. */
async function runCell(
  row: FaultRow,
  place: FaultPlace,
  agent: FaultAgent,
): Promise<{ session: FaultSession; changed: readonly string[] }> {
  const late = row.expect === 'denied' && !row.steps.some((step) => 'forge' in step);
  if (!late) await applySteps(row, place, agent);
  let before = snapshot(place.root);
  const session = await agent.run({
    workspace: place,
    calls: (row.impatient ? quickCalls(place) : cellCalls(row, place)).map(([, call]) => call),
    before: () => {
      if (!late) return;
      applyStepsNow(row, place, agent);
      before = snapshot(place.root);
    },
    env: Object.fromEntries(
      Object.entries(row.env).map(([name, value]) => [name, inPlace(value, place)]),
    ),
  });
  return { session, changed: changedBetween(before, snapshot(place.root)) };
}

type Assertion = (
  session: FaultSession,
  changed: readonly string[],
  row: FaultRow,
  place: FaultPlace,
) => void;

const assertions: Readonly<Record<Expectation, Assertion>> = {
  denied: (session, changed, _row, place) => {
    assertNothingForbidden(session, changed, place);
    for (const result of session.results) assert.match(result ?? 'nothing', /Pinfold/);
    assert.equal(sawHarmless(session), false);
  },
  held: (session, changed, _row, place) => {
    assertNothingForbidden(session, changed, place);
    for (const result of session.results.slice(0, -1)) assert.match(result ?? '', /Pinfold/);
    assert.equal(sawHarmless(session), true, session.results.join('\n'));
  },
  // That it is open is no wish of ours: a row that turns out to be held moves.
  open: (session, changed, _row, place) => {
    assert.notDeepEqual(leaksIn(session, place.canary), []);
    assert.notDeepEqual(changed, []);
  },
};

function assertNothingForbidden(
  session: FaultSession,
  changed: readonly string[],
  place: FaultPlace,
): void {
  assert.deepEqual(leaksIn(session, place.canary), []);
  assert.deepEqual(changed, []);
}

function sawHarmless({ requests }: FaultSession): boolean {
  return requests.some(({ body }) => body.includes(harmlessMark));
}
