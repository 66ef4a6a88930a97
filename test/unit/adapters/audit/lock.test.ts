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
import { acquireLock } from '../../../../src/adapters/audit/lock.ts';
import { newToken, ownerOf } from '../../../../src/adapters/audit/processIdentity.ts';
import { verifyDirectory } from '../../../../src/adapters/audit/verifyDirectory.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { AuditError } from '../../../../src/ports/auditTrail.ts';
import { denial } from '../../core/audit/samples.ts';
import { expectedCallIds, stress } from './stress.ts';
import { bundleWorker, finished, run, start, withFolder } from './support.ts';

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
      if (!hasProc) this.skip();
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
      const lock = acquireLock(path, 100);
      assert.ok(lock !== null && lock.isHeld());
      const begin = performance.now();
      assert.equal(acquireLock(path, 150), null);
      const waited = performance.now() - begin;
      assert.ok(waited >= 150 && waited < 1500, `${waited} ms`);
      lock.release();
      assert.equal(lock.isHeld(), false);
      acquireLock(path, 100)?.release();
      assert.deepEqual(
        readdirSync(folder).filter((name) => !name.startsWith('lock.of.')),
        [],
      );
    });
  });

  it('waits without using the processor', () => {
    withFolder((folder) => {
      const path = join(folder, 'lock');
      const lock = acquireLock(path, 100);
      const before = process.cpuUsage();
      assert.equal(acquireLock(path, 600), null);
      const { user, system } = process.cpuUsage(before);
      assert.ok(user + system < 300_000, `${user + system} µs`);
      lock?.release();
    });
  });

  it('leaves a lock alone that somebody else took meanwhile', () => {
    withFolder((folder) => {
      const path = join(folder, 'lock');
      const lock = acquireLock(path, 100);
      // As if we had been taken for dead.
      const other = `${path}.other`;
      writeFileSync(other, 'somebody');
      renameSync(other, path);
      assert.equal(lock?.isHeld(), false);
      lock?.release();
      assert.equal(readFileSync(path, 'utf8'), 'somebody');
    });
  });

  it('breaks the lock of a process that was killed, and not that of one that is stopped', async function () {
    if (!hasProc) this.skip();
    await withFolder(async (folder) => {
      const worker = bundleWorker(folder);
      const holder = start(process.execPath, [worker, 'hold', folder]);
      const end = finished(holder);
      try {
        await new Promise((resolve) => holder.stdout?.once('data', resolve));
        holder.kill('SIGSTOP');
        const trail = createJsonlTrail({ directory: folder, sha256: sha256Hex, waitMs: 150 });
        assert.throws(
          () => trail.append(denial),
          (error) => error instanceof AuditError && error.code === 'PF-AUDIT-BUSY',
        );
        holder.kill('SIGKILL');
        await end;
        assert.ok(existsSync(join(folder, 'lock')), 'the dead left its lock behind');
        trail.append(denial);
        assert.equal(verifyDirectory(folder, sha256Hex).ok, true);
        assert.equal(existsSync(join(folder, 'lock')), false);
      } finally {
        holder.kill('SIGKILL');
      }
    });
  });

  it('breaks a lock behind a chain of breakers that died at it', function () {
    if (!hasProc) this.skip();
    withFolder((folder) => {
      const path = join(folder, 'lock');
      const [a, b, c] = ['a', 'b', 'c'].map(deadToken) as [string, string, string];
      writeFileSync(path, a);
      writeFileSync(`${path}.claim.${a}`, b);
      writeFileSync(`${path}.claim.${b}`, c);
      const lock = acquireLock(path, 2000);
      assert.ok(lock !== null && lock.isHeld());
      lock.release();
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.includes('4194305')),
        [],
      );
    });
  });

  it('does not soon break what tells nothing of its owner, also when its times are set back', () => {
    withFolder((folder) => {
      const path = join(folder, 'lock');
      writeFileSync(path, '');
      assert.equal(acquireLock(path, 100), null);
      assert.ok(existsSync(path));
      // Its age is that of its inode, which nobody can set back.
      utimesSync(path, 0, 0);
      assert.equal(acquireLock(path, 100), null);
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
    if (!hasProc) this.skip();
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
    assert.equal(verification.records, 16 * 50 + 1);
  });
});
