import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { createJsonlTrail } from '../../../../src/adapters/audit/jsonlTrail.ts';
import { untoldStreaks } from '../../../../src/adapters/audit/streaks.ts';
import { verifyDirectory } from '../../../../src/adapters/audit/verifyDirectory.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { AuditRecord, EventDraft } from '../../../../src/core/audit/record.ts';
import type { AuditTrail } from '../../../../src/ports/auditTrail.ts';
import { denial, origin } from '../../core/audit/samples.ts';
import { Obedient } from './obedience.ts';
import type { Answer } from './obedient.ts';
import { bundleWorker, withFolder } from './support.ts';
import { onlyOnLinux } from '../../../support/skip.ts';

function note(text: string): EventDraft {
  return { ...origin, kind: 'lifecycle', callId: text, notes: [text] };
}

function segmentsIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
}

function callsIn(trail: AuditTrail): (string | null)[] {
  return trail
    .last(Number.POSITIVE_INFINITY)
    .flatMap((record: AuditRecord) => ('callId' in record ? [record.callId] : []));
}

/** What every test ends with: the trail is in order, and holds all that was promised. */
function assertHolds(directory: string, trail: AuditTrail, promised: readonly string[]): void {
  const result = verifyDirectory(directory, sha256Hex);
  assert.ok(result.ok, JSON.stringify(result));
  const calls = callsIn(trail);
  for (const name of promised) {
    assert.equal(calls.filter((call) => call === name).length, 1, `${name} in ${calls.join()}`);
  }
  const numbers = trail.last(Number.POSITIVE_INFINITY).map(({ seq }) => seq);
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(numbers).size, numbers.length, 'a number names one record');
}

describe('a writer that is stopped', function () {
  this.timeout(240_000);

  it('holds up nobody, wherever it stands, and does no harm when it wakes up', async function () {
    onlyOnLinux(this);
    await withFolder(async (folder) => {
      const program = bundleWorker(folder, 'obedient');
      const writer = new Obedient(program, join(folder, 'audit'));
      const directory = join(folder, 'audit');
      const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 60_000 });
      const promised: string[] = [];
      const late: string[] = [];
      try {
        for (let at = 1; ; at++) {
          const name = `stopped-${at}`;
          const before = segmentsIn(directory).length;
          const answer = writer.tell({ draft: note(name), signal: 'SIGSTOP', at });
          if (!(await writer.stands(answer))) break;
          for (const other of ['a', 'b', 'c']) {
            assert.ok(trail.append(note(`${name}-${other}`)));
            promised.push(`${name}-${other}`);
          }
          const made = segmentsIn(directory).length - Math.max(1, before);
          assert.ok(made <= 1, `${made} segments for one stop`);
          writer.goOn();
          const end = await answer;
          assert.ok(end?.error === undefined, end?.error);
          promised.push(name);
          if (trail.find((record) => record.kind === 'late', 5)) late.push(name);
          assertHolds(directory, trail, promised);
        }
      } finally {
        await writer.kill();
      }
      assert.ok(promised.length > 4 * 10, `${promised.length} records`);
      assert.ok(late.length > 0, 'no record came late');
      const { notes } = verifyDirectory(directory, sha256Hex);
      assert.ok(
        notes.some((words) => /It wrote 1 more after that/.test(words)),
        notes.join('\n'),
      );
      trail.append(note('after all'));
      assertHolds(directory, trail, [...promised, 'after all']);
    });
  });

  it('may be killed where it stands', async function () {
    onlyOnLinux(this);
    await withFolder(async (folder) => {
      const program = bundleWorker(folder, 'obedient');
      const directory = join(folder, 'audit');
      const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 60_000 });
      const promised = ['first'];
      trail.append(note('first'));
      for (let at = 2, isStanding = true; isStanding; at += 3) {
        const writer = new Obedient(program, directory);
        const answer = writer.tell({ draft: note('x'), signal: 'SIGSTOP', at, half: true });
        isStanding = await writer.stands(answer);
        for (const name of [`${at}-a`, `${at}-b`]) {
          assert.ok(trail.append(note(name)));
          promised.push(name);
        }
        await writer.kill();
        trail.append(note(`${at}-c`));
        assertHolds(directory, trail, [...promised, `${at}-c`]);
      }
      assert.ok(promised.length > 10);
    });
  });

  it('is the only one that may come late, however many saw the old segment as the newest', async function () {
    onlyOnLinux(this);
    await withFolder(async (folder) => {
      const program = bundleWorker(folder, 'obedient');
      const directory = join(folder, 'audit');
      const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 60_000 });
      // More than there are numbers left for one write.
      const writers = Array.from({ length: 10 }, () => new Obedient(program, directory));
      try {
        const promised = writers.map((_, i) => `w${i}`);
        await Promise.all(writers.map((one, i) => one.tell({ draft: note(`first-${i}`) })));
        const answers: Promise<Answer | null>[] = [];
        for (const [i, writer] of writers.entries()) {
          // All have listed the folder; the last one goes on until it holds the lock.
          const at = i < writers.length - 1 ? 3 : 4;
          answers.push(writer.tell({ draft: note(`w${i}`), signal: 'SIGSTOP', at }));
          assert.ok(await writer.stands(answers[i]!));
        }
        assert.ok(
          readdirSync(directory).some((name) => /^lock\.\d+$/.test(name)),
          'no lock is held',
        );
        trail.append(note('after'));
        for (const [i, answer] of [...answers.entries()].toReversed()) {
          writers[i]?.goOn();
          assert.ok((await answer)?.seq);
        }
        assertHolds(directory, trail, [...promised, 'after']);
      } finally {
        await Promise.all(writers.map((one) => one.kill()));
      }
    });
  });

  it('costs each of those who come later nothing: they go to the new segment at once', async function () {
    onlyOnLinux(this);
    await withFolder(async (folder) => {
      const directory = join(folder, 'audit');
      const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 60_000 });
      trail.append(note('first'));
      const writer = new Obedient(bundleWorker(folder, 'obedient'), directory);
      try {
        for (let at = 1; !existsSync(join(directory, 'lock.000001')); at++) {
          writer.goOn();
          const answer = writer.tell({ draft: note(`stopped-${at}`), signal: 'SIGSTOP', at });
          assert.ok(await writer.stands(answer), 'it never held the lock');
        }
        trail.append(note('waits'));
        // Who may not wait at all gets through, too.
        const hasty = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 40, stallMs: 30 });
        for (let i = 0; i < 50; i++) assert.equal(hasty.append(note(`n${i}`))?.segment, '000002');
      } finally {
        await writer.kill();
      }
    });
  });
});

describe('a writer that is killed', function () {
  this.timeout(240_000);

  it('leaves a trail that goes on, at whatever call it dies', async function () {
    onlyOnLinux(this);
    await withFolder(async (folder) => {
      const program = bundleWorker(folder, 'obedient');
      const directory = join(folder, 'audit');
      const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 60_000 });
      const promised: string[] = [];
      for (let at = 1, answer: Answer | null = null; answer === null; at++) {
        const writer = new Obedient(program, directory);
        answer = await writer.tell({
          draft: note(`k${at}`),
          signal: 'SIGKILL',
          at,
          half: at % 2 > 0,
        });
        if (answer !== null) promised.push(`k${at}`);
        await writer.kill();
        trail.append(note(`n${at}`));
        promised.push(`n${at}`);
        assertHolds(directory, trail, promised);
        assert.deepEqual(segmentsIn(directory).length <= 2, true, 'the dead need no new segment');
      }
      assert.ok(promised.length > 15, `${promised.length}`);
    });
  });
});

describe('any order of faults', function () {
  this.timeout(300_000);

  /** What happens to a writer in one turn. `repeats`: it states the same denial as in all its turns. */
  const turn = fc.record({
    who: fc.nat({ max: 2 }),
    fault: fc.constantFrom('none', 'stop', 'stop', 'kill'),
    at: fc.integer({ min: 1, max: 26 }),
    half: fc.boolean(),
    repeats: fc.boolean(),
    wakes: fc.boolean(),
  });

  it('leaves a trail that verifies and holds every record whose append returned', async function () {
    onlyOnLinux(this);
    await withFolder(async (folder) => {
      const program = bundleWorker(folder, 'obedient');
      let round = 0;
      const property = fc.asyncProperty(
        fc.array(turn, { minLength: 3, maxLength: 9 }),
        async (turns) => {
          const directory = join(folder, `audit-${round++}`);
          const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 60_000 });
          await playOut(turns, program, directory, trail);
        },
      );
      await fc.assert(property, { numRuns: 12 });
    });
  });

  type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never;

  async function playOut(
    turns: readonly Turn[],
    program: string,
    directory: string,
    trail: AuditTrail,
  ): Promise<void> {
    const writers: (Obedient | undefined)[] = [];
    /** Answers that are still due from writers that stand still. */
    const due = new Map<number, Promise<void>>();
    const promised: string[] = [];
    let counted = 0;
    const wake = async (who: number): Promise<void> => {
      writers[who]?.goOn();
      await due.get(who);
      due.delete(who);
    };
    try {
      for (const [i, { who, fault, at, half, repeats, wakes }] of turns.entries()) {
        if (due.has(who)) await wake(who);
        const writer = (writers[who] ??= new Obedient(program, directory));
        const name = `${i}-by-${who}`;
        const draft = repeats ? { ...denial, session: String(who), callId: name } : note(name);
        const signal = fault === 'kill' ? 'SIGKILL' : 'SIGSTOP';
        const answer = writer.tell(fault === 'none' ? { draft } : { draft, signal, at, half });
        const end = answer.then((said) => {
          if (said?.seq === null) counted++;
          else if (said?.seq !== undefined) promised.push(name);
        });
        if (fault === 'stop' && (await writer.stands(answer))) due.set(who, end);
        else await end;
        if (fault === 'kill' && (await answer) === null) {
          await writer.kill();
          writers[who] = undefined;
        }
        assert.ok(trail.append(note(`${name}-after`)));
        promised.push(`${name}-after`);
        if (wakes) await wake(who);
      }
      // The others never wake up.
    } finally {
      for (const writer of writers) await writer?.kill();
      await Promise.all(due.values());
    }
    trail.append(note('last'));
    trail.append(note('very last'));
    assertHolds(directory, trail, [...promised, 'last', 'very last']);
    const told = toldRepeats(trail);
    assert.ok(told >= counted, `${told} of ${counted} repetitions are told`);
    assert.deepEqual(untoldStreaks(directory), []);
  }

  /** Repetitions that records tell of: of several records of one denial, the last one counts. */
  function toldRepeats(trail: AuditTrail): number {
    const counts = new Map<number, number>();
    for (const record of trail.last(Number.POSITIVE_INFINITY)) {
      if (record.kind === 'repeat')
        counts.set(record.of, Math.max(record.count, counts.get(record.of) ?? 0));
    }
    return [...counts.values()].reduce((sum, count) => sum + count, 0);
  }
});
