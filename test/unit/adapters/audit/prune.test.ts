import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { exportLines } from '../../../../src/adapters/audit/exportRecords.ts';
import {
  createJsonlTrail,
  type JsonlTrailOptions,
} from '../../../../src/adapters/audit/jsonlTrail.ts';
import { pruneTrail, type Pruned } from '../../../../src/adapters/audit/prune.ts';
import { verifyDirectory } from '../../../../src/adapters/audit/verifyDirectory.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { AuditRecord, EventDraft } from '../../../../src/core/audit/record.ts';
import type { AuditTrail } from '../../../../src/ports/auditTrail.ts';
import { denial, origin } from '../../core/audit/denial.ts';
import { expectedCallIds } from './stress.ts';
import { bundleWorker, finished, run, start, taken, withFolder } from './support.ts';
import { onlyOnLinux } from '../../../support/skip.ts';

const day = 24 * 60 * 60 * 1000;

interface Setting {
  readonly directory: string;
  readonly trail: AuditTrail;
  readonly options: JsonlTrailOptions;
  readonly pass: (days: number) => void;
  readonly prune: (keepDays: number, dryRun?: boolean) => Pruned;
}

function withTrail<T>(use: (setting: Setting) => T): T {
  return withFolder((folder) => {
    const directory = join(folder, 'audit');
    let time = Date.UTC(2026, 0, 1);
    const options = { directory, sha256: sha256Hex, now: () => time, segmentBytes: 4000 };
    return use({
      directory,
      options,
      trail: createJsonlTrail(options),
      pass: (days) => (time += days * day),
      prune: (keepDays, dryRun = false) => pruneTrail(options, { keepDays, dryRun }),
    });
  });
}

function note(text: string): EventDraft {
  return { ...origin, kind: 'lifecycle', callId: text, notes: ['x'.repeat(700)] };
}

function fill(trail: AuditTrail, name: string, count: number): void {
  for (let i = 0; i < count; i++) trail.append(note(`${name}-${i}`));
}

function records(trail: AuditTrail): readonly AuditRecord[] {
  return trail.last(Number.POSITIVE_INFINITY);
}

function assertSound(directory: string): string {
  const result = verifyDirectory(directory, sha256Hex);
  assert.ok(result.ok, JSON.stringify(result));
  return result.notes.join('\n');
}

function segmentsIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
}

describe('a full segment', () => {
  it('is followed by the next one, which hangs on it', () => {
    withTrail(({ directory, trail }) => {
      fill(trail, 'a', 30);
      const names = segmentsIn(directory);
      assert.ok(names.length > 3, names.join());
      for (const name of names.slice(0, -1)) {
        const { length } = readFileSync(join(directory, name));
        assert.ok(length >= 4000 && length < 6000, `${name}: ${length}`);
      }
      assert.equal(assertSound(directory), '');
      assert.deepEqual(
        records(trail).map(({ seq }) => seq),
        Array.from({ length: 30 + names.length }, (_, i) => i + 1),
      );
    });
  });

  it('loses nothing between many processes', async function () {
    this.timeout(120_000);
    await withFolder(async (folder) => {
      const worker = bundleWorker(folder);
      const directory = join(folder, 'audit');
      const names = Array.from({ length: 6 }, (_, i) => `p${i}`);
      const runs = names.map((name) =>
        run(process.execPath, [worker, 'append', directory, '60', name, '60000', '6000']),
      );
      for (const { exitCode, stderr } of await Promise.all(runs)) assert.equal(exitCode, 0, stderr);
      const trail = createJsonlTrail({ directory, sha256: sha256Hex });
      const calls = records(trail).flatMap((one) => ('callId' in one ? [String(one.callId)] : []));
      assert.deepEqual(calls.toSorted(), expectedCallIds(6, 60).toSorted());
      assert.ok(segmentsIn(directory).length > 10);
      assertSound(directory);
    });
  });
});

describe('pruneTrail', () => {
  it('removes whole old segments, says which before, and what stays verifies', () => {
    withTrail(({ directory, trail, pass, prune }) => {
      fill(trail, 'old', 20);
      pass(100);
      fill(trail, 'new', 10);
      const before = records(trail);
      const would = prune(30, true);
      assert.equal(records(trail).length, before.length, 'a dry run changes nothing');
      const { removed, record, held } = prune(30);
      assert.deepEqual(removed, would.removed);
      assert.ok(removed !== null && record?.kind === 'pruned' && held === null);
      const stays = records(trail);
      const gone = before.filter(({ hash }) => !stays.some((one) => one.hash === hash));
      assert.equal(removed.records, gone.length);
      assert.deepEqual(
        [removed.first?.hash, removed.last?.hash],
        [gone[0]?.hash, gone.at(-1)?.hash],
      );
      assert.equal(record.next.hash, stays[0]?.hash);
      assert.ok(gone.length >= 15 && gone.every(({ at }) => at < '2026-02'));
      assert.deepEqual(stays.at(-1), record);
      assert.match(assertSound(directory), /pruned to keep 30 days: the trail begins with record/);
      trail.append(note('after'));
      assertSound(directory);
    });
  });

  it('removes nothing that is younger, and nothing behind something younger', () => {
    withTrail(({ directory, trail, pass, prune }) => {
      fill(trail, 'a', 10);
      pass(29);
      assert.equal(prune(30).removed, null);
      // Then the clock goes back: what follows only looks older.
      fill(trail, 'b', 10);
      pass(-29);
      fill(trail, 'c', 10);
      pass(40);
      fill(trail, 'd', 10);
      const calls = (): string[] =>
        records(trail).flatMap((one) => ('callId' in one ? [String(one.callId)] : []));
      prune(30);
      const left = calls();
      for (const name of ['b-9', 'c-0', 'c-9', 'd-9']) assert.ok(left.includes(name), name);
      assert.ok(!left.includes('a-0'));
      assertSound(directory);
    });
  });

  it('begins a new segment so that a quiet trail can be pruned, too, and never leaves none', () => {
    withTrail(({ directory, trail, pass, prune }) => {
      fill(trail, 'a', 2);
      pass(100);
      const { removed } = prune(30);
      assert.equal(removed?.records, 3);
      assert.deepEqual(segmentsIn(directory), ['000002.jsonl']);
      assertSound(directory);
      assert.equal(prune(30).removed, null);
      pass(100);
      assert.ok(prune(30).removed);
      assertSound(directory);
      assert.deepEqual(segmentsIn(directory), ['000003.jsonl']);
    });
  });

  it('has nothing to do where there is nothing', () => {
    withTrail(({ directory, prune }) => {
      for (const dryRun of [true, false]) {
        assert.deepEqual(prune(30, dryRun), { removed: null, record: null, held: null });
      }
      assert.equal(existsSync(directory), false);
    });
  });

  it('stops at a segment that somebody holds, who may still write there', async function () {
    onlyOnLinux(this);
    await withFolder(async (folder) => {
      await withTrail(async ({ directory, trail, pass, prune }) => {
        fill(trail, 'a', 20);
        pass(100);
        const lock = taken(join(directory, 'lock.000002'), 100);
        const { held, removed } = prune(30);
        assert.equal(held, '000002');
        assert.deepEqual([removed?.from, removed?.to], ['000001', '000001']);
        lock.release();
        // The lock of the dead holds up nothing.
        const holder = start(process.execPath, [
          bundleWorker(folder),
          'hold',
          join(directory, 'lock.000002'),
        ]);
        const end = finished(holder);
        await new Promise((resolve) => holder.stdout?.once('data', resolve));
        holder.kill('SIGKILL');
        await end;
        assert.equal(prune(30).held, null);
        assert.ok(!readdirSync(directory).some((name) => name === 'lock.000002'));
        assertSound(directory);
      });
    });
  });

  it('tells the counts that would go with their segments, and takes their files along', () => {
    withTrail(({ directory, trail, pass, prune }) => {
      trail.append(denial);
      trail.append(denial);
      pass(100);
      prune(30);
      const told = records(trail).find((record) => record.kind === 'repeat');
      assert.ok(told?.kind === 'repeat' && told.of === 2 && told.count === 1);
      assert.ok(!readdirSync(directory).some((name) => name.startsWith('000001.')));
      assertSound(directory);
    });
  });

  it('says in how many of the removed segments something was wrong', () => {
    withTrail(({ directory, trail, pass, prune }) => {
      fill(trail, 'a', 12);
      const file = join(directory, '000002.jsonl');
      writeFileSync(file, readFileSync(file, 'utf8').replace('xxx', 'yyy'));
      pass(100);
      assert.equal(prune(30).removed?.faults, 1);
      assertSound(directory);
    });
  });

  it('does not excuse what was removed beside it', () => {
    withTrail(({ directory, trail, pass, prune }) => {
      fill(trail, 'a', 10);
      pass(100);
      fill(trail, 'b', 20);
      prune(30);
      const [first = '', second = ''] = segmentsIn(directory);
      const text = readFileSync(join(directory, first));
      unlinkSync(join(directory, first));
      const result = verifyDirectory(directory, sha256Hex);
      assert.ok(!result.ok);
      assert.match(result.first.problem, /are not there/);
      writeFileSync(join(directory, first), text);
      assertSound(directory);
      unlinkSync(join(directory, second));
      assert.equal(verifyDirectory(directory, sha256Hex).ok, false);
    });
  });

  it('may be interrupted after any of its steps', () => {
    withTrail(({ directory, trail, pass, prune }) => {
      fill(trail, 'a', 20);
      pass(100);
      const old = new Map(
        segmentsIn(directory).map((name) => [name, readFileSync(join(directory, name))]),
      );
      prune(30);
      const gone = [...old.keys()].filter((name) => !existsSync(join(directory, name)));
      assert.ok(gone.length > 2);
      // As if it had been killed before it removed the last of them, and the one before, and so on.
      for (const name of gone.toReversed()) {
        writeFileSync(join(directory, name), old.get(name) ?? '');
        assertSound(directory);
      }
      const again = prune(30);
      assert.deepEqual(again.removed?.from, '000001');
      assertSound(directory);
    });
  });

  it('keeps every record that is young enough, whatever is appended and pruned', function () {
    this.timeout(60_000);
    const step = fc.record({
      days: fc.integer({ min: -3, max: 30 }),
      appends: fc.integer({ min: 0, max: 8 }),
      keep: fc.option(fc.integer({ min: 1, max: 60 })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        withTrail(({ directory, trail, options, pass, prune }) => {
          const made = new Map<string, number>();
          for (const [i, { days, appends, keep }] of steps.entries()) {
            pass(days);
            for (let n = 0; n < appends; n++) {
              trail.append(note(`${i}-${n}`));
              made.set(`${i}-${n}`, options.now?.() ?? 0);
            }
            if (keep === null) continue;
            prune(keep);
            for (const [name, at] of made) {
              if (at < (options.now?.() ?? 0) - keep * day) made.delete(name);
            }
          }
          const left = records(trail).map((one) => ('callId' in one ? one.callId : null));
          for (const name of made.keys()) assert.ok(left.includes(name), name);
          assertSound(directory);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('exportLines', () => {
  it('gives the lines as they are hashed, in order, and null for what is no record', () => {
    withTrail(({ directory, trail }) => {
      fill(trail, 'a', 10);
      const lines = [...exportLines(directory)];
      assert.deepEqual(
        lines.map((line) => (JSON.parse(line ?? '') as AuditRecord).hash),
        records(trail).map(({ hash }) => hash),
      );
      const file = join(directory, '000001.jsonl');
      writeFileSync(file, `${readFileSync(file, 'utf8')}{"torn":`);
      assert.equal([...exportLines(directory)].filter((line) => line === null).length, 1);
    });
  });
});
