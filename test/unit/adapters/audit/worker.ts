/**
 * What the tests of the trail run in processes of their own. Arguments: verb, folder, numbers.
 * - `append <folder> <count> <name> <waitMs> <segmentBytes>`: appends records with call ids `<name>-<i>`; prints the slowest in ms.
 * - `deny <folder> <count> <name> <waitMs>`: appends the same denial again and again; only its call ids differ.
 * - `hold <lock>`: takes the lock, prints `held` and keeps it until it is killed.
 * - `flutter <lock>`: prints `begun`, then takes the lock and lets go of it, again and again, until it is killed.
 * - `abandon <lock> <count> <pid namespace>`: takes the lock again and again, checks that it is alone, and leaves every lock behind
 *   as if it had died holding it.
 */
import { closeSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { createJsonlTrail } from '../../../../src/adapters/audit/jsonlTrail.ts';
import { acquireLock, type Lock } from '../../../../src/adapters/audit/lock.ts';
import { sleep } from '../../../../src/adapters/audit/sleep.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import { denial } from '../../core/audit/denial.ts';

const [verb, folder = '', count = '0', name = '', waitMs = '4000', size] = process.argv.slice(2);

if (verb === 'append') appendMany();
else if (verb === 'deny') denyMany();
else if (verb === 'hold') hold();
else if (verb === 'flutter') flutter();
else if (verb === 'abandon') abandonMany();
else throw new Error(`unknown verb ${verb}`);

function appendMany(): void {
  const trail = createJsonlTrail({
    directory: folder,
    sha256: sha256Hex,
    waitMs: Number(waitMs),
    ...(size !== undefined && { segmentBytes: Number(size) }),
  });
  let slowest = 0;
  for (let i = 0; i < Number(count); i++) {
    const start = performance.now();
    trail.append({
      kind: 'lifecycle',
      agent: 'test',
      agentVersion: null,
      session: name,
      subagent: null,
      callId: `${name}-${i}`,
      event: 'append',
      tool: null,
      cwd: null,
      notes: ['x'.repeat(i % 700)],
    });
    slowest = Math.max(slowest, performance.now() - start);
  }
  process.stdout.write(slowest.toFixed(1));
}

function denyMany(): void {
  const trail = createJsonlTrail({ directory: folder, sha256: sha256Hex, waitMs: Number(waitMs) });
  for (let i = 0; i < Number(count); i++) trail.append({ ...denial, callId: `${name}-${i}` });
}

function hold(): void {
  taken(folder, 1000);
  process.stdout.write('held');
  setInterval(() => undefined, 1000);
}

function flutter(): void {
  process.stdout.write('begun');
  for (;;) {
    const lock = taken(folder, 60_000);
    sleep(3);
    lock.release();
  }
}

function abandonMany(): void {
  const marker = `${folder}.marker`;
  for (let i = 0; i < Number(count); i++) {
    const lock = taken(folder, 20_000);
    closeSync(openSync(marker, 'wx')); // Throws when somebody else is in here too.
    if (!lock.isHeld()) throw new Error('lost the lock while holding it');
    unlinkSync(marker);
    // No process has this pid: it is above the highest that Linux gives.
    const dead = `4194305.1.${name}.${process.pid}x${i}`;
    writeFileSync(`${folder}.${process.pid}`, dead);
    renameSync(`${folder}.${process.pid}`, folder);
  }
}

function taken(path: string, waitMs: number): Lock {
  const deadline = performance.now() + waitMs;
  const lock = acquireLock(path, { deadline, stallMs: 60_000, isPassed: () => false });
  if (typeof lock === 'string') throw new Error(`the lock was not taken: ${lock}`);
  return lock;
}
