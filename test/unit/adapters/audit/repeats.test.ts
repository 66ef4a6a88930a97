import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  createJsonlTrail,
  type JsonlTrailOptions,
} from '../../../../src/adapters/audit/jsonlTrail.ts';
import { untoldStreaks } from '../../../../src/adapters/audit/streaks.ts';
import { verifyDirectory } from '../../../../src/adapters/audit/verifyDirectory.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { AuditRecord, DecisionDraft, EventDraft } from '../../../../src/core/audit/record.ts';
import type { AuditTrail } from '../../../../src/ports/auditTrail.ts';
import { denial, origin } from '../../core/audit/samples.ts';
import { Obedient } from './obedience.ts';
import type { Answer } from './obedient.ts';
import { bundleWorker, run, withFolder } from './support.ts';
import { onlyOnLinux } from '../../../support/skip.ts';

const begin = Date.UTC(2026, 0, 2, 3, 0, 0);
const something: EventDraft = { ...origin, kind: 'lifecycle', event: 'Something' };

interface Setting {
  readonly directory: string;
  readonly trail: AuditTrail;
  /** Moves the clock by so many milliseconds. */
  readonly pass: (milliseconds: number) => void;
}

function withTrail<T>(use: (setting: Setting) => T, more?: Partial<JsonlTrailOptions>): T {
  return withFolder((folder) => {
    const directory = join(folder, 'audit');
    let time = begin;
    const trail = createJsonlTrail({ directory, sha256: sha256Hex, now: () => time, ...more });
    return use({ directory, trail, pass: (milliseconds) => (time += milliseconds) });
  });
}

function records(trail: AuditTrail): readonly AuditRecord[] {
  return trail.last(Number.POSITIVE_INFINITY);
}

/** `deny`, or what is told: `#2 x 3`. */
function outline(trail: AuditTrail): string[] {
  return records(trail).map((record) => {
    if (record.kind === 'repeat') return `#${record.of} x ${record.count}`;
    return record.kind === 'decision' ? record.decision.verdict : record.kind;
  });
}

/** Denials that the trail tells of, in full or as a count. */
function told(trail: AuditTrail): number {
  const counts = new Map<number, number>();
  let full = 0;
  for (const record of records(trail)) {
    if (record.kind === 'decision') full++;
    if (record.kind === 'repeat') {
      counts.set(record.of, Math.max(record.count, counts.get(record.of) ?? 0));
    }
  }
  return [...counts.values()].reduce((sum, count) => sum + count, full);
}

describe('identical denials', function () {
  this.timeout(120_000);

  it('are recorded once, counted, and told of before anything else is recorded', () => {
    withTrail(({ directory, trail, pass }) => {
      assert.equal(trail.append(denial)?.seq, 2);
      for (let i = 0; i < 3; i++) {
        pass(1000);
        assert.equal(trail.append({ ...denial, callId: `c${i}`, durationMs: i }), null);
      }
      assert.deepEqual(outline(trail), ['segment', 'deny']);
      assert.deepEqual(
        untoldStreaks(directory).map(({ of, count }) => [of, count]),
        [[2, 3]],
      );
      const { notes } = verifyDirectory(directory, sha256Hex);
      assert.match(notes.join(), /Record 2 was repeated 3 times more than the records tell/);
      trail.append(something);
      assert.deepEqual(outline(trail), ['segment', 'deny', '#2 x 3', 'lifecycle']);
      const repeat = records(trail)[2];
      assert.ok(repeat?.kind === 'repeat');
      assert.deepEqual(
        [repeat.from, repeat.to],
        ['2026-01-02T03:00:01.000Z', '2026-01-02T03:00:03.000Z'],
      );
      trail.append(something);
      assert.equal(outline(trail).length, 5, 'told once');
      assert.equal(trail.append(denial), null);
      trail.append(something);
      assert.deepEqual(outline(trail).slice(5), ['#2 x 4', 'lifecycle'], 'all since the first');
      assert.ok(verifyDirectory(directory, sha256Hex).ok);
    });
  });

  it('are told of at growing counts, without waiting for anything', () => {
    withTrail(({ trail, pass }) => {
      for (let i = 0; i <= 1200; i++) {
        pass(10);
        trail.append(denial);
      }
      assert.deepEqual(outline(trail), ['segment', 'deny', '#2 x 10', '#2 x 110', '#2 x 1110']);
    });
  });

  it('are recorded in full again after a minute, and after the clock went back', () => {
    withTrail(({ trail, pass }) => {
      trail.append(denial);
      pass(59_999);
      assert.equal(trail.append(denial), null);
      pass(1);
      assert.ok(trail.append(denial));
      assert.deepEqual(outline(trail), ['segment', 'deny', '#2 x 1', 'deny']);
      pass(10);
      assert.equal(trail.append(denial), null);
      pass(-1);
      assert.ok(trail.append(denial), 'the last one seems to come later');
      assert.equal(told(trail), 5);
    });
  });

  const changes: readonly (readonly [string, Partial<DecisionDraft>])[] = [
    ['another agent', { agent: 'codex' }],
    ['another session', { session: 'session-2' }],
    ['a subagent', { subagent: 'sub' }],
    ['another tool', { tool: 'Grep' }],
    ['another folder', { cwd: '/home/ada' }],
    ['another event', { event: 'UserPromptSubmit' }],
    ['another policy', { policy: 'p' }],
    ['a note', { notes: ['n'] }],
    ['other content', { content: { length: 1, mac: sha256Hex('a') } }],
    ['another rule', { decision: { ...denial.decision, rule: 'built-in.other' } }],
    ['other words of the call', { facts: { ...denial.facts, effects: [] } }],
  ];
  for (const [what, change] of changes) {
    it(`are not those of ${what}`, () => {
      withTrail(({ trail }) => {
        trail.append(denial);
        assert.ok(trail.append({ ...denial, ...change }));
        assert.equal(trail.append(denial), null, 'and both go on being counted');
        assert.equal(trail.append({ ...denial, ...change }), null);
      });
    });
  }

  it('are denials: what may run is recorded each time', () => {
    withTrail(({ trail }) => {
      for (const verdict of ['allow', 'ask'] as const) {
        const draft = { ...denial, decision: { ...denial.decision, verdict } };
        assert.ok(trail.append(draft) && trail.append(draft), verdict);
      }
      assert.ok(trail.append(something) && trail.append(something));
    });
  });

  it('stay small as a storm: ten thousand of them', () => {
    withTrail(({ directory, trail, pass }) => {
      for (let i = 0; i < 10_000; i++) {
        pass(20);
        trail.append({ ...denial, callId: `call-${i}` });
      }
      trail.append(something);
      assert.equal(told(trail), 10_000);
      assert.ok(records(trail).length < 40, `${records(trail).length} records`);
      const sizes = readdirSync(directory)
        .filter((name) => name !== 'reserve')
        .map((name) => statSync(join(directory, name)).size);
      const size = sizes.reduce((sum, one) => sum + one, 0);
      assert.ok(size < 30_000, `${size} bytes`);
      assert.ok(verifyDirectory(directory, sha256Hex).ok);
    });
  });

  it('do not litter the folder as a storm of different ones', () => {
    withTrail(({ directory, trail, pass }) => {
      for (let i = 0; i < 300; i++) {
        pass(1);
        assert.ok(trail.append({ ...denial, cwd: `/w/${i}` }));
      }
      const files = (): number =>
        readdirSync(directory).filter((name) => /denied/.test(name)).length;
      assert.ok(files() <= 64, `${files()} files`);
      pass(120_000);
      trail.append({ ...denial, cwd: '/w/x' });
      assert.ok(files() <= 1, `${files()} files`);
      trail.append({ ...denial, cwd: '/w/y' });
      assert.equal(trail.append({ ...denial, cwd: '/w/y' }), null, 'there is room again');
    });
  });

  it('go on being counted in a new segment, and what the old one counted is told', () => {
    withTrail(
      ({ directory, trail }) => {
        for (let i = 0; i < 6; i++) trail.append(denial);
        trail.append({ ...something, notes: ['x'.repeat(3000)] });
        trail.append(something);
        for (let i = 0; i < 6; i++) trail.append(denial);
        trail.append(something);
        assert.ok(records(trail).some(({ segment }) => segment === '000002'));
        assert.equal(told(trail), 12);
        assert.deepEqual(untoldStreaks(directory), []);
      },
      { segmentBytes: 3000 },
    );
  });

  it('say so when a count cannot be read', () => {
    withTrail(({ directory, trail }) => {
      trail.append(denial);
      trail.append(denial);
      const [name = ''] = readdirSync(directory).filter((each) => each.includes('.repeat.'));
      writeFileSync(join(directory, name), '{"of":');
      trail.append(something);
      const said = records(trail)[2];
      assert.ok(
        said?.kind === 'lifecycle' && said.notes?.join().includes(name),
        outline(trail).join(),
      );
      assert.ok(!readdirSync(directory).includes(name));
      assert.ok(trail.append(denial), 'recorded in full');
    });
  });

  it('are all told, by however many processes they come', async () => {
    await withFolder(async (folder) => {
      const worker = bundleWorker(folder);
      const directory = join(folder, 'audit');
      const results = await Promise.all(
        ['a', 'b', 'c', 'd'].map((name) =>
          run(process.execPath, [worker, 'deny', directory, '150', name, '60000']),
        ),
      );
      for (const { exitCode, stderr } of results) assert.equal(exitCode, 0, stderr);
      const trail = createJsonlTrail({ directory, sha256: sha256Hex });
      trail.append(something);
      assert.equal(told(trail), 600);
      assert.ok(records(trail).length < 60, `${records(trail).length} records`);
      assert.ok(verifyDirectory(directory, sha256Hex).ok);
    });
  });

  it('are not lost when a process that counts is killed, at whatever call', async function () {
    onlyOnLinux(this);
    await withFolder(async (folder) => {
      const program = bundleWorker(folder, 'obedient');
      const directory = join(folder, 'audit');
      const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 60_000 });
      let answered = 0;
      let tried = 0;
      let longest = 0;
      // The tenth and the hundred and tenth are told of at once: other calls than for the rest.
      for (const warmUp of [0, 1, 9]) {
        const draft = { ...denial, cwd: `/w/${warmUp}` };
        for (let i = 0; i < warmUp; i++) trail.append(draft);
        answered += warmUp;
        tried += warmUp;
        for (let at = 1, answer: Answer | null = null; answer === null; at++) {
          const writer = new Obedient(program, directory);
          answer = await writer.tell({ draft, signal: 'SIGKILL', at, half: true });
          await writer.kill();
          tried++;
          if (answer !== null) answered++;
          // Somebody who lives clears up after it.
          trail.append(draft);
          tried++;
          answered++;
          longest = Math.max(longest, at);
        }
      }
      trail.append(something);
      assert.ok(longest > 15, `${longest} calls`);
      assert.ok(told(trail) >= answered, `${told(trail)} of ${answered}`);
      assert.ok(told(trail) <= tried, `${told(trail)} of ${tried} tried`);
      assert.ok(verifyDirectory(directory, sha256Hex).ok);
    });
  });

  it('add up, whatever comes between and however time passes', () => {
    const step = fc.record({
      what: fc.constantFrom('x', 'x', 'x', 'y', 'other'),
      after: fc.constantFrom(0, 1, 900, 20_000, 61_000, -5),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        withTrail(({ directory, trail, pass }) => {
          for (const { what, after } of steps) {
            pass(after);
            trail.append(what === 'other' ? something : { ...denial, session: what });
          }
          trail.append(something);
          assert.equal(told(trail), steps.filter(({ what }) => what !== 'other').length);
          assert.deepEqual(untoldStreaks(directory), []);
          assert.ok(verifyDirectory(directory, sha256Hex).ok);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('hold no more than a record does', () => {
    withTrail(({ directory, trail }) => {
      trail.append({ ...denial, cwd: '/a secret folder' });
      trail.append({ ...denial, cwd: '/a secret folder' });
      for (const name of readdirSync(directory).filter((each) => each.includes('.repeat.'))) {
        const text = readFileSync(join(directory, name), 'utf8');
        assert.match(
          text,
          /^\{"of":2,"at":\d+,"count":1,"from":\d+,"to":\d+,"told":0,"records":0\} *\n$/,
        );
        assert.equal(statSync(join(directory, name)).mode & 0o077, 0);
      }
    });
  });
});
