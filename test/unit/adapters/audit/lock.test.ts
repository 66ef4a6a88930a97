import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createJsonlTrail } from '../../../../src/adapters/audit/jsonlTrail.ts';
import { newToken, ownerOf } from '../../../../src/adapters/audit/processIdentity.ts';
import { verifyDirectory } from '../../../../src/adapters/audit/verifyDirectory.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { denial } from '../../core/audit/samples.ts';
import { expectedCallIds, stress } from './stress.ts';
import { bundleWorker, finished, run, start, take, taken, withFolder } from './support.ts';
import { skipBecause } from '../../../support/skip.ts';

const hasProc = process.platform === 'linux';

describe('ownerOf', () => {
  const [pid, began, namespace, nonce] = newToken().split('.') as [string, string, string, string];
  const cases: readonly (readonly [string, string, 'alive' | 'dead' | 'unknown'])[] = [
    ['this very process', newToken(), 'alive'],
    ['a pid that nobody has', `4194305.1.${namespace}.x`, 'dead'],
    [
      'the same pid, given to another process later',
      `${pid}.${Number(began) - 1}.${namespace}.${nonce}`,
      'dead',
    ],
    ['another pid namespace', `${pid}.${began}.1.${nonce}`, 'unknown'],
    ['pid 0, which means a group of processes', `0.1.${namespace}.x`, 'unknown'],
    ['a negative pid', `-1.1.${namespace}.x`, 'unknown'],
    ['nothing', '', 'unknown'],
    ['nonsense', '../../etc', 'unknown'],
  ];
  for (const [name, token, expected] of cases) {
    it(`says ${expected}: ${name}`, function () {
      if (!hasProc) skipBecause(this, 'linux');
      assert.equal(ownerOf(token), expected);
    });
  }
});

function deadToken(nonce: string): string {
  // No process has this pid: it is above the highest that Linux gives.
  return `4194305.1.${newToken().split('.')[2]}.${nonce}`;
}

describe('acquireLock', () => {
  it('is exclusive, bounded in time, and free again after release', () => {
    withFolder((folder) => {
      const path = join(folder, 'lock');
      const lock = taken(path, 100);
      assert.ok(lock.isHeld());
      const begin = performance.now();
      assert.equal(take(path, 150), 'late');
      const waited = performance.now() - begin;
      assert.ok(waited >= 150 && waited < 1500, `${waited} ms`);
      lock.release();
      assert.equal(lock.isHeld(), false);
      taken(path, 100).release();
      assert.deepEqual(
        readdirSync(folder).filter((name) => !name.startsWith('lock.of.')),
        [],
      );
    });
  });

  it('waits without using the processor', () => {
    withFolder((folder) => {
      const path = join(folder, 'lock');
      const lock = taken(path, 100);
      const before = process.cpuUsage();
      assert.equal(take(path, 600), 'late');
      const { user, system } = process.cpuUsage(before);
      assert.ok(user + system < 300_000, `${user + system} µs`);
      lock.release();
    });
  });

  it('leaves a lock alone that somebody else took meanwhile', () => {
    withFolder((folder) => {
      const path = join(folder, 'lock');
      const lock = taken(path, 100);
      // As if we had been taken for dead.
      const other = `${path}.other`;
      writeFileSync(other, 'somebody');
      renameSync(other, path);
      assert.equal(lock.isHeld(), false);
      lock.release();
      assert.equal(readFileSync(path, 'utf8'), 'somebody');
    });
  });

  it('breaks the lock of a process that was killed, and not that of one that is stopped', async function () {
    if (!hasProc) skipBecause(this, 'linux');
    await withFolder(async (folder) => {
      const path = join(folder, 'lock');
      const holder = start(process.execPath, [bundleWorker(folder), 'hold', path]);
      const end = finished(holder);
      try {
        await new Promise((resolve) => holder.stdout?.once('data', resolve));
        holder.kill('SIGSTOP');
        assert.equal(take(path, 150), 'late');
        holder.kill('SIGKILL');
        await end;
        assert.ok(existsSync(path), 'the dead left its lock behind');
        taken(path, 2000).release();
        assert.equal(existsSync(path), false);
      } finally {
        holder.kill('SIGKILL');
      }
    });
  });

  it('tells a holder that does not get on from holders that take turns', async function () {
    this.timeout(20_000);
    await withFolder(async (folder) => {
      const path = join(folder, 'lock');
      const lock = taken(path, 100);
      assert.equal(take(path, 5000, 200), 'stalled');
      lock.release();
      const worker = bundleWorker(folder);
      // Together they hold the lock nearly all the time, each only for moments.
      const others = ['a', 'b'].map(() => start(process.execPath, [worker, 'flutter', path]));
      const ends = others.map(finished);
      try {
        await Promise.all(
          others.map((one) => new Promise((resolve) => one.stdout?.once('data', resolve))),
        );
        for (let i = 0; i < 5; i++) {
          const mine = take(path, 10_000, 1000);
          if (typeof mine === 'string') assert.fail(mine);
          mine.release();
        }
      } finally {
        for (const one of others) one.kill('SIGKILL');
        await Promise.all(ends);
      }
    });
  });

  it('breaks a lock behind a chain of breakers that died at it', function () {
    if (!hasProc) skipBecause(this, 'linux');
    withFolder((folder) => {
      const path = join(folder, 'lock');
      const [a, b, c] = ['a', 'b', 'c'].map(deadToken) as [string, string, string];
      writeFileSync(path, a);
      writeFileSync(`${path}.claim.${a}`, b);
      writeFileSync(`${path}.claim.${b}`, c);
      const lock = taken(path, 2000);
      assert.ok(lock.isHeld());
      lock.release();
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.includes('4194305')),
        [],
      );
    });
  });

  it('does not break what tells nothing of its owner, however old it looks', () => {
    withFolder((folder) => {
      const path = join(folder, 'lock');
      writeFileSync(path, '');
      assert.equal(take(path, 100), 'late');
      // However old it looks.
      utimesSync(path, 0, 0);
      assert.equal(take(path, 100), 'late');
      assert.ok(existsSync(path));
    });
  });

  it('hands the lock on to those who wait, while another takes it again and again', async function () {
    this.timeout(20_000);
    await withFolder(async (folder) => {
      const worker = bundleWorker(folder);
      const directory = join(folder, 'audit');
      const greedy = start(process.execPath, [worker, 'append', directory, '1000000', 'greedy']);
      const end = finished(greedy);
      try {
        const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 4000 });
        const hasBegun = (): boolean => trail.last(1).length > 0;
        while (!hasBegun()) await new Promise((resolve) => setTimeout(resolve, 5));
        for (let i = 0; i < 20; i++) trail.append(denial);
        assert.equal(greedy.exitCode, null, 'the other one was still at it');
      } finally {
        greedy.kill('SIGKILL');
        await end;
      }
      createJsonlTrail({ directory, sha256: sha256Hex }).append(denial);
      assert.equal(verifyDirectory(directory, sha256Hex).ok, true);
    });
  });

  it('lets one breaker win, however many come at once', async function () {
    if (!hasProc) skipBecause(this, 'linux');
    this.timeout(60_000);
    await withFolder(async (folder) => {
      const worker = bundleWorker(folder);
      const directory = join(folder, 'locks');
      mkdirSync(directory);
      const namespace = newToken().split('.')[2] ?? '';
      const args = [worker, 'abandon', join(directory, 'lock'), '60', namespace];
      const results = await Promise.all(
        Array.from({ length: 6 }, () => run(process.execPath, args)),
      );
      assert.deepEqual(
        results.map(({ exitCode, stderr }) => [exitCode, stderr]),
        Array(6).fill([0, '']),
      );
    });
  });
});

describe('many processes at one trail', () => {
  it('lose nothing and keep the chain', async function () {
    this.timeout(60_000);
    const { callIds, failures, verification } = await stress(16, 50);
    assert.deepEqual(failures, []);
    assert.deepEqual(callIds.map(String).toSorted(), expectedCallIds(16, 50).toSorted());
    assert.ok(verification.ok, JSON.stringify(verification));
    // On a busy machine a holder may seem stopped: each such time makes one segment, and one late record at most.
    const { records, segments } = verification;
    assert.ok(records >= 16 * 50 + segments && records < 16 * 50 + 2 * segments, String(records));
    assert.ok(segments <= 16, `${segments} segments`);
  });
});
