import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { createJsonlTrail } from '../../../../src/adapters/audit/jsonlTrail.ts';
import { segmentName } from '../../../../src/core/audit/verification.ts';
import { toSegment, verifyDirectory } from '../../../../src/adapters/audit/verifyDirectory.ts';
import { verifyTrail } from '../../../../src/core/audit/verify.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { AuditRecord, EventDraft } from '../../../../src/core/audit/record.ts';
import {
  AuditError,
  type AuditErrorCode,
  type AuditTrail,
} from '../../../../src/ports/auditTrail.ts';
import { anyDraft, denial, origin } from '../../core/audit/samples.ts';
import { bundleWorker, environment, run, withFolder } from './support.ts';
import { onlyAsRoot, skipBecause } from '../../../support/skip.ts';

const isWindows = process.platform === 'win32';

function trailIn(
  folder: string,
  waitMs = 500,
): { directory: string; trail: AuditTrail; file: string } {
  const directory = join(folder, 'state', 'audit');
  const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs });
  return { directory, trail, file: join(directory, '000001.jsonl') };
}

function note(text: string): EventDraft {
  return { ...origin, kind: 'lifecycle', callId: text, notes: [text] };
}

let denials = 0;

/** A denial that is like no other, so that it is not counted but recorded. */
function fresh(): EventDraft {
  denials++;
  return { ...denial, cwd: `/home/ada/${denials}` };
}

function add(trail: AuditTrail, draft = fresh()): AuditRecord {
  const record = trail.append(draft);
  assert.ok(record !== null, 'it was counted');
  return record;
}

function locksIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => /^lock\.\d+$/.test(name));
}

function assertSound(directory: string, records: number, sealed = 0): void {
  const result = verifyDirectory(directory, sha256Hex);
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual([result.records, result.sealed], [records, sealed]);
}

describe('jsonlTrail', () => {
  it('keeps what it is given, chained, in a private folder and file', () => {
    withFolder((folder) => {
      const { directory, trail, file } = trailIn(folder);
      const first = add(trail);
      const second = trail.append(note('b'));
      assert.ok(second !== null);
      assert.equal(second.prev, first.hash);
      assert.deepEqual([first.seq, second.seq], [2, 3]);
      assert.deepEqual(trail.last(2), [first, second]);
      assert.deepEqual(
        trail.last(9).map(({ kind }) => kind),
        ['segment', 'decision', 'lifecycle'],
      );
      assertSound(directory, 3);
      if (isWindows) return;
      assert.equal(statSync(directory).mode & 0o777, 0o700);
      assert.equal(statSync(file).mode & 0o777, 0o600);
    });
  });

  it('closes a folder that others may enter', function () {
    if (isWindows) skipBecause(this, 'posix');
    withFolder((folder) => {
      const { directory, trail } = trailIn(folder);
      mkdirSync(directory, { recursive: true, mode: 0o755 });
      chmodSync(directory, 0o755);
      add(trail);
      assert.equal(statSync(directory).mode & 0o777, 0o700);
    });
  });

  it('stamps records with the clock that it is given', () => {
    withFolder((folder) => {
      const now = (): number => Date.UTC(2026, 0, 2, 3, 4, 5, 67);
      const trail = createJsonlTrail({ directory: join(folder, 'a'), sha256: sha256Hex, now });
      assert.equal(add(trail).at, '2026-01-02T03:04:05.067Z');
    });
  });

  it('has nothing to show before the first record, and nothing to complain about', () => {
    withFolder((folder) => {
      const { directory, trail } = trailIn(folder);
      assert.deepEqual(trail.last(5), []);
      assert.equal(
        trail.find(() => true),
        null,
      );
      assertSound(directory, 0);
    });
  });

  it('keeps any records in order, also between several writers of one process', () => {
    fc.assert(
      fc.property(fc.array(anyDraft, { minLength: 1, maxLength: 6 }), (drafts) => {
        withFolder((folder) => {
          const { directory, trail } = trailIn(folder);
          const other = trailIn(folder).trail;
          const written = drafts.map((draft, i) => add(i % 2 === 0 ? trail : other, draft));
          assert.deepEqual(
            trail.last(drafts.length).map(({ hash }) => hash),
            written.map(({ hash }) => hash),
          );
          assertSound(directory, drafts.length + 1);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('finds the newest fitting record, within its limit', () => {
    withFolder((folder) => {
      const { trail } = trailIn(folder);
      for (const name of ['a', 'b', 'a', 'c']) trail.append(note(name));
      const isA = (record: object): boolean => 'callId' in record && record.callId === 'a';
      assert.equal(trail.find(isA)?.seq, 4);
      assert.equal(trail.find(isA, 1), null);
      assert.equal(trail.find(isA, 2)?.seq, 4);
      assert.equal(
        trail.find(() => false),
        null,
      );
    });
  });

  it('reads records longer than its chunks', () => {
    withFolder((folder) => {
      const { directory, trail } = trailIn(folder);
      const notes = Array.from({ length: 30 }, (_, i) => `${i}ü`.repeat(1000));
      for (let i = 0; i < 3; i++) trail.append({ ...origin, kind: 'lifecycle', notes });
      assert.deepEqual(
        trail.last(3).map((record) => 'notes' in record && record.notes),
        [notes, notes, notes],
      );
      assertSound(directory, 4);
    });
  });

  it('never rewrites what stands there', () => {
    withFolder((folder) => {
      const { trail, file } = trailIn(folder);
      add(trail);
      const before = readFileSync(file);
      add(trail);
      assert.deepEqual(readFileSync(file).subarray(0, before.length), before);
    });
  });
});

describe('an interrupted write', () => {
  it('is sealed wherever it was cut, at every byte, and nothing before it is lost', function () {
    this.timeout(120_000);
    withFolder((folder) => {
      const { trail, file } = trailIn(folder);
      const records = [add(trail, note('first')), add(trail, note('grüße 😀'))];
      const all = readFileSync(file);
      // Where each record ends, without its line feed.
      const ends = [...all.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at] : []));
      assert.equal(ends.length, 3);
      for (let cut = 0; cut < all.length; cut++) {
        const copy = join(folder, String(cut));
        mkdirSync(copy);
        writeFileSync(join(copy, '000001.jsonl'), all.subarray(0, cut));
        const isBetween = cut === 0 || ends.includes(cut) || ends.includes(cut - 1);
        const before = verifyTrail([toSegment('000001', all.subarray(0, cut))], sha256Hex);
        assert.equal(before.ok, isBetween, `${cut} before`);
        const again = createJsonlTrail({ directory: copy, sha256: sha256Hex });
        const next = add(again, note('next'));
        const result = verifyDirectory(copy, sha256Hex);
        assert.ok(result.ok, `${cut} ${JSON.stringify(result)}`);
        const whole = records.filter((_, i) => cut >= (ends[i + 1] ?? 0));
        assert.deepEqual(
          again.last(9).filter(({ kind }) => kind === 'lifecycle'),
          [...whole, next],
          String(cut),
        );
        assert.deepEqual(
          readFileSync(join(copy, '000001.jsonl')).subarray(0, cut),
          all.subarray(0, cut),
        );
        rmSync(copy, { recursive: true });
      }
    });
  });

  it('cannot be swapped for something else once it is sealed', () => {
    withFolder((folder) => {
      const { directory, trail, file } = trailIn(folder);
      add(trail);
      appendFileSync(file, '{"agent":"cla');
      add(trail);
      assertSound(directory, 4, 1);
      writeFileSync(file, readFileSync(file, 'utf8').replace('{"agent":"cla\n', '{"agent":"xxx\n'));
      const result = verifyDirectory(directory, sha256Hex);
      assert.ok(!result.ok);
      assert.deepEqual([result.first.line, result.first.seq], [3, null]);
    });
  });

  it('may tear the very first line: then a new segment says so', () => {
    withFolder((folder) => {
      const { directory, trail, file } = trailIn(folder);
      mkdirSync(directory, { recursive: true });
      writeFileSync(file, '{"damage":nul');
      assert.equal(verifyDirectory(directory, sha256Hex).ok, false, 'before');
      assert.equal(add(trail).segment, '000002');
      const result = verifyDirectory(directory, sha256Hex);
      assert.ok(result.ok, JSON.stringify(result));
      assert.match(result.notes.join(), /000001 ends in an interrupted write/);
      // Only the beginning of a file may be left so: not one that holds records.
      writeFileSync(file, '{"a":1}\n{"damage":nul');
      assert.equal(verifyDirectory(directory, sha256Hex).ok, false, 'changed');
    });
  });
});

describe('a damaged trail', () => {
  const damages: readonly (readonly [string, (text: string) => string])[] = [
    ['a last line that is no record', (text) => `${text}garbage\n`],
    ['an empty last line', (text) => `${text}\n`],
    ['a last record with a broken shape', (text) => text.replace(/"seq":3/, '"seq":"3"')],
    ['only garbage', () => 'x\ny\n'],
    ['zeros after a power cut', (text) => `${text}${'\0'.repeat(5000)}\n`],
  ];
  for (const [name, damage] of damages) {
    it(`goes on in a new segment that says so: ${name}`, () => {
      withFolder((folder) => {
        const { directory, trail, file } = trailIn(folder);
        add(trail);
        add(trail);
        const sound = readFileSync(file, 'utf8');
        writeFileSync(file, damage(sound));
        const damaged = readFileSync(file);
        const record = add(trail);
        add(trail);
        assert.equal(record.segment, '000002');
        assert.deepEqual(readFileSync(file), damaged, 'the damaged file stays as it is');
        const result = verifyDirectory(directory, sha256Hex);
        assert.ok(!result.ok);
        assert.deepEqual(
          result.faults.map(({ segment }) => segment),
          ['000001'],
        );
        // Repairing the old file in silence is seen as well.
        writeFileSync(file, sound);
        assert.equal(verifyDirectory(directory, sha256Hex).ok, false);
      });
    });
  }

  it('is not made of an emptied newest segment', () => {
    withFolder((folder) => {
      const { directory, trail, file } = trailIn(folder);
      add(trail);
      truncateSync(file, 0);
      add(trail);
      assertSound(directory, 2);
    });
  });
});

describe('a place that cannot be written', () => {
  const places: readonly (readonly [string, AuditErrorCode, (directory: string) => void])[] = [
    ['a file where the folder belongs', 'PF-AUDIT-PLACE', (d) => writeFileSync(d, '')],
    ['a link where the folder belongs', 'PF-AUDIT-PLACE', (d) => symlinkSync('/tmp', d)],
    ['a segment that leads elsewhere', 'PF-AUDIT-PLACE', (d) => linkSegment(d, '/dev/null')],
    ['a segment on a full device', 'PF-AUDIT-PLACE', (d) => linkSegment(d, '/dev/full')],
    [
      'a folder where the segment belongs',
      'PF-AUDIT-PLACE',
      (d) => mkdirSync(join(d, '000001.jsonl'), { recursive: true }),
    ],
  ];
  for (const [name, code, prepare] of places) {
    it(`is refused with a code and a way out: ${name}`, function () {
      if (isWindows) skipBecause(this, 'posix');
      withFolder((folder) => {
        const { directory, trail } = trailIn(folder, 50);
        mkdirSync(join(folder, 'state'));
        prepare(directory);
        assert.throws(
          () => add(trail),
          (error) => error instanceof AuditError && error.code === code && error.remedy.length > 20,
        );
      });
    });
  }

  it('is refused when it is read-only for this user', async function () {
    if (isWindows) skipBecause(this, 'posix');
    onlyAsRoot(this);
    // Root may write anywhere: so somebody else tries, in a folder that they can reach.
    const result = await runAsNobody();
    assert.match(result.stderr, /PF-AUDIT-READONLY/);
    assert.notEqual(result.exitCode, 0);
  });

  it('is refused when the file may not grow, and what was torn is sealed afterwards', async function () {
    if (isWindows) skipBecause(this, 'posix');
    await withFolder(async (folder) => {
      const worker = bundleWorker(folder);
      const directory = join(folder, 'audit');
      // Node ignores SIGXFSZ: the write ends short, then fails with EFBIG. The unit is 512 or 1024 bytes.
      const command = 'ulimit -f 4 && exec "$0" "$@"';
      const args = ['-c', command, process.execPath, worker, 'append', directory, '50', 'limited'];
      const result = await run('/bin/sh', args);
      assert.match(result.stderr, /PF-AUDIT-FULL/);
      assert.equal(verifyDirectory(directory, sha256Hex).ok, false);
      const trail = createJsonlTrail({ directory, sha256: sha256Hex });
      const record = add(trail);
      assertSound(directory, record.seq, 1);
      assert.deepEqual(locksIn(directory), []);
    });
  });

  it('is passed by when it is the place of a lock, and refused when all of them are', () => {
    withFolder((folder) => {
      const { directory, trail } = trailIn(folder, 1000);
      mkdirSync(join(directory, 'lock.000001'), { recursive: true });
      assert.equal(add(trail).segment, '000002');
      assertSound(directory, 2);
      for (let i = 2; i < 12; i++) mkdirSync(join(directory, `lock.${segmentName(i)}`));
      assert.throws(
        () => trail.append(fresh()),
        (error) => error instanceof AuditError && error.code === 'PF-AUDIT-BUSY',
      );
    });
  });

  function linkSegment(directory: string, target: string): void {
    mkdirSync(directory, { recursive: true });
    symlinkSync(target, join(directory, '000001.jsonl'));
  }

  async function runAsNobody(): ReturnType<typeof run> {
    return withFolder(async (folder) => {
      const worker = readFileSync(bundleWorker(folder), 'utf8');
      const code = `process.setgid(65534); process.setuid(65534); process.argv.splice(1, 0, 'worker');`;
      const args = ['-e', `${code}\n${worker}`, 'append', '/usr/pinfold-test/audit', '1', 'x'];
      assert.deepEqual(Object.keys(environment).toSorted(), ['HOME', 'PATH']);
      return run(process.execPath, args);
    });
  }
});
