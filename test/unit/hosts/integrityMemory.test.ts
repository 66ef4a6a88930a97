import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { SecretStorage } from 'vscode';
import {
  nothingRemembered,
  parseRemembered,
  type Remembered,
} from '../../../src/core/integrity/remembered.ts';
import { IntegrityMemory } from '../../../src/hosts/vscode/state/integrityMemory.ts';
import { locked } from '../../../src/hosts/vscode/state/windowLock.ts';

const parse = (text: string | undefined): Remembered =>
  (text === undefined ? null : parseRemembered(text)) ?? nothingRemembered;

/** A secret storage of a machine without one: it takes its time, as the editor's does. */
class SlowSecrets implements Pick<SecretStorage, 'get' | 'store'> {
  text: string | undefined;

  async get(): Promise<string | undefined> {
    await setImmediate();
    return this.text;
  }

  async store(_name: string, text: string): Promise<void> {
    await setImmediate();
    this.text = text;
  }
}

describe('what all windows remember together', () => {
  let folder: string;
  let lock: string;
  let secrets: SlowSecrets;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pf-memory-'));
    lock = join(folder, 'memory.lock');
    secrets = new SlowSecrets();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const window = (): IntegrityMemory =>
    new IntegrityMemory(secrets as unknown as SecretStorage, parse, lock);

  it('loses nothing that several windows add at once', async () => {
    const windows = [window(), window(), window()];
    const nonces = windows.flatMap((_, at) => Array.from({ length: 8 }, (__, n) => `${at}-${n}`));
    await Promise.all(
      nonces.map((nonce) => windows[Number(nonce[0])]!.add({ nonces: [nonce], keys: [nonce[0]!] })),
    );
    const { issued, keys, ownKeys } = parse(secrets.text);
    assert.deepEqual(issued.toSorted(), nonces.toSorted());
    assert.deepEqual(
      [keys.toSorted(), ownKeys.toSorted()],
      [
        ['0', '1', '2'],
        ['0', '1', '2'],
      ],
    );
    assert.ok(!existsSync(lock));
  });

  it('adds again what another window has overwritten', async () => {
    const one = window();
    await one.add({ nonces: ['mine'] });
    secrets.text = JSON.stringify({ ...nothingRemembered, issued: ['theirs'] });
    assert.deepEqual((await one.read()).issued, ['theirs', 'mine']);
    await one.update((known) => known);
    assert.deepEqual(parse(secrets.text).issued, ['theirs', 'mine']);
  });

  it('forgets a key that a person took out, also one that it made itself', async () => {
    const one = window();
    await one.add({ keys: ['a', 'b'] });
    await one.forgetKeys(['a']);
    const { keys, ownKeys } = await one.read();
    assert.deepEqual([keys, ownKeys], [['b'], ['a', 'b']], 'it comes again as an unknown one');
  });

  it('writes nothing when nothing changes', async () => {
    await window().update((known) => known);
    assert.equal(secrets.text, undefined);
  });

  it('remembers also where nothing is installed, and no lock can be made', async () => {
    rmSync(folder, { recursive: true });
    await window().add({ nonces: ['n'] });
    assert.deepEqual(parse(secrets.text).issued, ['n']);
    assert.ok(!existsSync(folder));
  });

  it('waits for nobody who left a lock behind', async () => {
    writeFileSync(lock, '');
    utimesSync(lock, 0, 0);
    assert.equal(await locked(lock, async () => 'done'), 'done');
    assert.ok(!existsSync(lock));
  });

  it('gives the lock back when the work fails', async () => {
    await assert.rejects(
      locked(lock, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.ok(!existsSync(lock));
  });
});
