/**
 * What the tests of the trail run in processes of their own. Arguments: verb, folder, numbers.
 * - `append <folder> <count> <name> <waitMs>`: appends records with call ids `<name>-<i>`; prints the slowest in ms.
 * - `hold <folder>`: takes the lock, prints `held` and keeps it until it is killed.
 * - `abandon <lock> <count> <pid namespace>`: takes the lock again and again, checks that it is alone, and leaves every lock behind
 *   as if it had died holding it.
 */
import { closeSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { createJsonlTrail } from '../../../../src/adapters/audit/jsonlTrail.ts';
import { acquireLock } from '../../../../src/adapters/audit/lock.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';

const [verb, folder = '', count = '0', name = '', waitMs = '4000'] = process.argv.slice(2);

if (verb === 'append') appendMany();
else if (verb === 'hold') hold();
else if (verb === 'abandon') abandonMany();
else throw new Error(`unknown verb ${verb}`);

function appendMany(): void {
  const trail = createJsonlTrail({ directory: folder, sha256: sha256Hex, waitMs: Number(waitMs) });
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

function hold(): void {
  if (acquireLock(`${folder}/lock`, 1000) === null) throw new Error('no lock');
  process.stdout.write('held');
  setInterval(() => undefined, 1000);
}

function abandonMany(): void {
  const marker = `${folder}.marker`;
  for (let i = 0; i < Number(count); i++) {
    const lock = acquireLock(folder, 20_000);
    if (lock === null) throw new Error('starved');
    closeSync(openSync(marker, 'wx')); // Throws when somebody else is in here too.
    if (!lock.isHeld()) throw new Error('lost the lock while holding it');
    unlinkSync(marker);
    // No process has this pid: it is above the highest that Linux gives.
    const dead = `4194305.1.${name}.${process.pid}x${i}`;
    writeFileSync(`${folder}.${process.pid}`, dead);
    renameSync(`${folder}.${process.pid}`, folder);
  }
}
