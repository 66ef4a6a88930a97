import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createJsonlTrail,
  type JsonlTrailOptions,
} from '../../../../src/adapters/audit/jsonlTrail.ts';
import { pruneTrail } from '../../../../src/adapters/audit/prune.ts';
import { reserveSize } from '../../../../src/adapters/audit/reserve.ts';
import { verifyDirectory } from '../../../../src/adapters/audit/verifyDirectory.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { EventDraft, LifecycleDraft } from '../../../../src/core/audit/record.ts';
import { AuditError, type AuditTrail } from '../../../../src/ports/auditTrail.ts';
import { skipBecause } from '../../../support/skip.ts';
import { denial, origin } from '../../core/audit/denial.ts';
import { Obedient } from './obedience.ts';
import type { Answer } from './obedient.ts';
import { bundleWorker, finished, start, withFolder } from './support.ts';
import { canMount, type TinyDisk, withTinyDisk } from './tinyDisk.ts';

/** Real file systems that are full: a tmpfs of a few hundred KB for each test. */

const allowed: EventDraft = { ...denial, decision: { ...denial.decision, verdict: 'allow' } };
const day = 24 * 60 * 60 * 1000;

function refuse(number: number): EventDraft {
  return { ...denial, callId: `d${number}`, cwd: `/w/${number}` };
}

function assertFull(use: () => unknown): void {
  assert.throws(use, (error) => error instanceof AuditError && error.code === 'PF-AUDIT-FULL');
}

function isRefused(trail: AuditTrail, draft: EventDraft): boolean {
  try {
    trail.append(draft);
    return false;
  } catch (error) {
    if (error instanceof AuditError && error.code === 'PF-AUDIT-FULL') return true;
    throw error;
  }
}

function callsIn(trail: AuditTrail): (string | null)[] {
  return trail
    .last(Number.POSITIVE_INFINITY)
    .flatMap((record) => ('callId' in record ? [record.callId] : []));
}

describe('a full disk', function () {
  this.timeout(240_000);
  before(function () {
    if (!canMount()) skipBecause(this, 'mounts');
  });

  interface Setting {
    readonly disk: TinyDisk;
    readonly directory: string;
    readonly options: JsonlTrailOptions;
    readonly trail: AuditTrail;
  }

  function withTrail<T>(size: string, use: (setting: Setting) => T): T {
    return withTinyDisk(size, (disk) => {
      const directory = join(disk.path, 'audit');
      const options = { directory, sha256: sha256Hex };
      return use({ disk, directory, options, trail: createJsonlTrail(options) });
    });
  }

  it('refuses what would run, records what is denied as long as the reserve lasts, and goes on when there is space', () => {
    withTrail('size=2m', ({ disk, directory, trail }) => {
      trail.append(allowed);
      assert.equal(statSync(join(directory, 'reserve')).size, reserveSize);
      disk.fill();
      let before = 0;
      // The page at hand may have some room yet.
      while (!isRefused(trail, allowed)) before++;
      assert.ok(before < 10);
      assert.deepEqual(
        readdirSync(directory).filter((name) => name.startsWith('reserve')),
        ['reserve.used'],
      );
      let denied = 0;
      for (let i = 0; !isRefused(trail, refuse(i)); i++, denied++)
        assertFull(() => trail.append(allowed));
      assert.ok(denied > 100, `${denied} denials`);
      const noted = trail
        .last(50)
        .filter((record) => 'notes' in record && record.notes !== undefined);
      assert.match(
        JSON.stringify(noted),
        /the disk is full: this stands in space that was reserved/,
      );
      disk.empty();
      trail.append(allowed);
      assert.equal(statSync(join(directory, 'reserve')).size, reserveSize);
      const [said] = trail.last(2) as readonly LifecycleDraft[];
      assert.match(said?.notes?.join() ?? '', /The disk was full from 20\d\d-.*Z until now/);
      const result = verifyDirectory(directory, sha256Hex);
      assert.ok(result.ok, JSON.stringify(result));
      const calls = callsIn(trail);
      for (let i = 0; i < denied; i++) assert.ok(calls.includes(`d${i}`), `d${i}`);
    });
  });

  it('counts a storm of identical denials in the space that it has', () => {
    withTrail('size=2m', ({ disk, directory, trail }) => {
      trail.append(denial);
      disk.fill();
      for (let i = 0; i < 3000; i++) trail.append(denial);
      const [reserve = ''] = readdirSync(directory).filter((name) => name.startsWith('reserve'));
      assert.ok(statSync(join(directory, reserve)).size > reserveSize / 2);
      disk.empty();
      trail.append(allowed);
      const told = trail.last(5).findLast((record) => record.kind === 'repeat');
      assert.ok(told?.kind === 'repeat' && told.count === 3000);
    });
  });

  it('lets the first call of all be denied, and nothing else be lost', () => {
    withTrail('size=512k', ({ disk, directory, trail }) => {
      mkdirSync(directory);
      disk.fill();
      assertFull(() => trail.append(allowed));
      assertFull(() => trail.append(denial));
      disk.empty();
      trail.append(denial);
      assert.ok(verifyDirectory(directory, sha256Hex).ok);
    });
  });

  it('is not made worse by the reserve where there is hardly space for it', () => {
    withTrail('size=512k', ({ directory, trail }) => {
      for (let i = 0; i < 20; i++) trail.append(refuse(i));
      assert.ok(!readdirSync(directory).includes('reserve'));
    });
  });

  it('refuses when there are no more files to be had, though there is space', () => {
    withTinyDisk('size=2m,nr_inodes=8', (disk) => {
      const directory = join(disk.path, 'audit');
      mkdirSync(directory);
      for (let i = 0; i < 6; i++) {
        try {
          writeFileSync(join(disk.path, String(i)), '');
        } catch {
          break;
        }
      }
      const trail = createJsonlTrail({ directory, sha256: sha256Hex });
      assertFull(() => trail.append(denial));
    });
  });

  it('can always be pruned, also when the denials have used up their part of the reserve', () => {
    withTrail('size=3m', ({ disk, directory, options, trail }) => {
      const old = createJsonlTrail({
        ...options,
        segmentBytes: 50_000,
        now: () => Date.now() - 100 * day,
      });
      for (let i = 0; i < 1500; i++) old.append(refuse(i));
      trail.append(allowed);
      disk.fill();
      for (let i = 1500; !isRefused(trail, refuse(i)); i++);
      assertFull(() => trail.append(allowed));
      const pruned = pruneTrail(options, { keepDays: 30, dryRun: false });
      assert.ok(pruned.removed !== null && pruned.removed.records > 100);
      assert.ok(pruned.record !== null);
      trail.append(allowed);
      const result = verifyDirectory(directory, sha256Hex);
      assert.ok(result.ok, JSON.stringify(result));
      assert.match(result.notes.join(), /pruned to keep 30 days/);
    });
  });

  it('does no harm while another program takes every byte that becomes free', async () => {
    await withTinyDisk('size=2m', async (disk) => {
      const directory = join(disk.path, 'audit');
      const trail = createJsonlTrail({ directory, sha256: sha256Hex });
      trail.append(allowed);
      const eat = `
        const fs = require('fs');
        const file = fs.openSync(process.argv[1], 'a');
        process.stdout.write('begun');
        for (;;) try { fs.writeSync(file, Buffer.alloc(4096)); } catch {}`;
      const eater = start(process.execPath, ['-e', eat, join(disk.path, 'eaten')]);
      const end = finished(eater);
      const promised: string[] = [];
      try {
        await new Promise((resolve) => eater.stdout?.once('data', resolve));
        for (let i = 0; i < 300; i++) {
          if (!isRefused(trail, refuse(i))) promised.push(`d${i}`);
          isRefused(trail, allowed);
        }
      } finally {
        eater.kill('SIGKILL');
        await end;
      }
      disk.empty();
      writeFileSync(join(disk.path, 'eaten'), '');
      trail.append(allowed);
      const result = verifyDirectory(directory, sha256Hex);
      assert.ok(result.ok, JSON.stringify(result));
      const calls = callsIn(trail);
      for (const name of promised) assert.ok(calls.includes(name), name);
    });
  });

  it('may come with a kill, at whatever call: what was promised is there', async () => {
    await withFolder(async (folder) => {
      const program = bundleWorker(folder, 'obedient');
      await withTrail('size=2m', async ({ disk, directory, trail }) => {
        trail.append(allowed);
        disk.fill();
        while (!isRefused(trail, allowed));
        const promised: string[] = [];
        for (let at = 1, answer: Answer | null = null; answer === null; at += 2) {
          const writer = new Obedient(program, directory);
          answer = await writer.tell({ draft: refuse(at), signal: 'SIGKILL', at, half: true });
          if (answer?.seq) promised.push(`d${at}`);
          await writer.kill();
          if (!isRefused(trail, refuse(-at))) promised.push(`d${-at}`);
        }
        assert.ok(promised.length > 10, promised.join());
        disk.empty();
        trail.append(allowed);
        const result = verifyDirectory(directory, sha256Hex);
        assert.ok(result.ok, JSON.stringify(result));
        const calls = callsIn(trail);
        for (const name of promised) assert.ok(calls.includes(name), name);
      });
    });
  });
});

describe('a read-only file system', function () {
  this.timeout(60_000);
  before(function () {
    if (!canMount()) skipBecause(this, 'mounts');
  });

  it('is refused with a code, and can still be read and verified', () => {
    withTinyDisk('size=2m', (disk) => {
      const directory = join(disk.path, 'audit');
      const trail = createJsonlTrail({ directory, sha256: sha256Hex });
      trail.append(denial);
      disk.remount('ro');
      for (const draft of [
        allowed,
        denial,
        refuse(1),
        { ...origin, kind: 'lifecycle' } as EventDraft,
      ]) {
        assert.throws(
          () => trail.append(draft),
          (error) => error instanceof AuditError && error.code === 'PF-AUDIT-READONLY',
        );
      }
      assert.ok(verifyDirectory(directory, sha256Hex).ok);
      assert.equal(trail.last(9).length, 2);
      disk.remount('rw');
      assert.ok(trail.append(refuse(2)));
    });
  });
});
