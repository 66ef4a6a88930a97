import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createJsonlTrail } from '../../../src/adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../../src/adapters/digest/sha256.ts';
import type { AuditTrail } from '../../../src/ports/auditTrail.ts';
import { launchHook } from '../../../test/support/launchHook.ts';
import type { Workbench } from '../../../test/support/workbench.ts';
import type { Workspace } from '../../../test/support/workspace.ts';
import { denial } from '../../../test/unit/core/audit/denial.ts';
import { rowTimes, watchRows } from './rowTimes.ts';

/** For how long something is waited for at most. */
const patienceMs = 60_000;

/**
 * Milliseconds from the time in a denial's record to its line in *Activity*, for real calls of the installed hook, one
 * after the other.
 */
export async function denialDelays(
  workspace: Workspace,
  { page }: Workbench,
  count: number,
): Promise<readonly number[]> {
  await watchRows(page, /lab\/call-\d+/);
  for (let call = 0; call < count; call += 1) {
    const path = workspace.path(`lab/call-${String(call)}`);
    await launchHook(workspace, 'one', 'Write', { file_path: path, content: '' });
    // No rhythm that could fall in step with one of the editor's.
    await setTimeout(150 + ((call * 97) % 200));
  }
  const shown = await untilSeen(page, count);
  const recorded = new Map(
    trailOf(workspace)
      .last(4 * count)
      .flatMap((record) => {
        if (record.kind !== 'decision' || record.decision.effect?.kind !== 'write') return [];
        const name = /lab\/call-\d+/.exec(record.decision.effect.target.path)?.[0];
        return name === undefined ? [] : [[name, Date.parse(record.at)] as const];
      }),
  );
  return Object.entries(shown).map(([name, at]) => (at ?? Infinity) - (recorded.get(name) ?? NaN));
}

async function untilSeen(
  page: Workbench['page'],
  count: number,
): Promise<Awaited<ReturnType<typeof rowTimes>>> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const times = await rowTimes(page);
    const seen = Object.values(times).filter((at) => at !== null).length;
    if (seen >= count) return times;
    if (performance.now() > until) {
      throw new Error(`Of ${String(count)} denials ${String(seen)} came into the view.`);
    }
    await setTimeout(100);
  }
}

export interface Storm {
  /** From the last record to the view that counts all of them. */
  readonly shownMs: number;
  /** Lines that they take in the view. */
  readonly rows: number;
  /** Messages that they gave rise to. */
  readonly messages: number;
}

/**
 * Many denials of some forty kinds, spread over a time.
 *
 * @param overMs 0: as fast as the trail takes them.
 * @param session name of the agent's session; each storm has its own.
 */
export async function storm(
  workspace: Workspace,
  workbench: Workbench,
  { count, overMs, session }: { count: number; overMs: number; session: string },
): Promise<Storm> {
  const { page } = workbench;
  await workbench.run('Notifications: Clear All Notifications');
  await watchRows(page, new RegExp(`\\b${String(count)} denied`));
  const trail = trailOf(workspace);
  const started = performance.now();
  for (let call = 0; call < count; call += 1) {
    const due = started + (overMs * call) / count;
    if (due > performance.now()) await setTimeout(due - performance.now());
    trail.append(deniedRead(workspace, session, call));
  }
  const ended = Date.now();
  const [shown] = Object.values(await untilSeen(page, 1));
  const twin = page.locator('.monaco-list-row[aria-label*="/storm-"]').first();
  await twin.waitFor();
  const rows = Number((await twin.getAttribute('aria-setsize')) ?? 0);
  await workbench.run('Notifications: Show Notifications');
  const messages = await page.locator('.notifications-center .notification-list-item').count();
  await workbench.run('Notifications: Clear All Notifications');
  return { shownMs: (shown ?? Infinity) - ended, rows, messages };
}

const kinds = 40;

function deniedRead(workspace: Workspace, session: string, call: number): typeof denial {
  const path = workspace.path(`secrets/storm-${String(call % kinds)}`);
  const target = {
    stated: path,
    path,
    faces: [],
    place: 'workspace' as const,
    root: workspace.root,
  };
  const effect = { kind: 'read' as const, target, via: 'Read', certainty: 'surely' as const };
  const decision = { ...denial.decision, effect };
  return { ...denial, cwd: workspace.root, session, callId: String(call), decision };
}

function trailOf(workspace: Workspace): AuditTrail {
  return createJsonlTrail({
    directory: join(workspace.home, '.local/state/pinfold/audit'),
    sha256: sha256Hex,
    now: () => Date.now(),
  });
}
