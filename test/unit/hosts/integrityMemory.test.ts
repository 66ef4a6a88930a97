import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { SecretStorage } from 'vscode';
import {
  nothingRemembered,
  parseRemembered,
  repaired,
  type Remembered,
} from '../../../src/core/integrity/remembered.ts';
import type { Finding } from '../../../src/core/integrity/finding.ts';
import { IntegrityMemory } from '../../../src/hosts/vscode/state/integrityMemory.ts';
import { TrailAlarms } from '../../../src/hosts/vscode/state/trailAlarms.ts';
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

const alarm: Finding = {
  id: 'a',
  kind: 'launcher',
  weight: 'alarm',
  what: 'launcher',
  path: '/launcher',
  why: 'is missing',
  title: 'launcher is missing',
  meaning: '',
  agent: null,
  since: null,
  ways: ['repair'],
};

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

  it('forgets it in all windows: also in the one that made it', async () => {
    const [maker, other] = [window(), window()];
    await maker.add({ keys: ['a'] });
    await other.forgetKeys(['a']);
    assert.deepEqual((await maker.read()).keys, [], 'it is no key that is missing');
    await maker.add({ nonces: ['n'] });
    assert.deepEqual(parse(secrets.text).keys, [], 'and a stranger when it comes again');
  });

  it('has one of several windows tell the trail of an alarm, once until it is repaired', async () => {
    const windows = [window(), window(), window()];
    const claimed = await Promise.all(windows.map((each) => each.claim([alarm])));
    assert.deepEqual(claimed.flat(), [alarm]);
    assert.deepEqual(await windows[0]!.claim([alarm]), []);
    await windows[0]!.giveBack([alarm.id]);
    assert.deepEqual(await windows[1]!.claim([alarm]), [alarm], 'it could not be recorded');
    await windows[2]!.update(repaired);
    assert.deepEqual(await windows[1]!.claim([alarm]), [alarm]);
    assert.deepEqual(await windows[1]!.claim([{ ...alarm, id: 'b', weight: 'note' }]), []);
  });

  it('tells the trail all the same when nothing can be remembered, each window once', async () => {
    const told: string[] = [];
    const part = { record: ({ id }: Finding) => void told.push(id) };
    secrets.store = () => Promise.reject(new Error('no keyring'));
    const trail = new TrailAlarms({ error: () => {} });
    const memory = window();
    for (let look = 0; look < 3; look += 1) await trail.tell(part, memory, [alarm]);
    assert.deepEqual(told, ['a']);
  });

  it('is what it was last while the storage does not answer', async () => {
    const one = window();
    await one.add({ keys: ['a'] });
    await one.read();
    secrets.get = () => Promise.reject(new Error('locked'));
    assert.deepEqual((await one.read()).keys, ['a']);
    assert.deepEqual((await window().read()).keys, []);
  });

  it('tries again what could not be recorded', async () => {
    const told: string[] = [];
    let full = true;
    const part = {
      record: ({ id }: Finding) => {
        if (full) throw new Error('PF-AUDIT-FULL');
        told.push(id);
      },
    };
    const trail = new TrailAlarms({ error: () => {} });
    const memory = window();
    await trail.tell(part, memory, [alarm]);
    full = false;
    await trail.tell(part, memory, [alarm]);
    await trail.tell(part, memory, [alarm]);
    assert.deepEqual(told, ['a']);
  });

  it('leaves no mark that somebody could put there before', async () => {
    await window().claim([alarm]);
    assert.deepEqual(readdirSync(folder), []);
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

  it('is held up for a while, and no longer, by what is put in the lock’s place', async () => {
    mkdirSync(join(lock, 'full'), { recursive: true });
    utimesSync(lock, 0, 0);
    assert.equal(await locked(lock, async () => 'done', 200), 'done');
    assert.ok(existsSync(lock), 'it was not its own');
    rmSync(lock, { recursive: true });
    const again = setInterval(() => writeFileSync(lock, ''), 5);
    assert.equal(await locked(lock, async () => 'done', 200), 'done');
    clearInterval(again);
  });

  it('gives the lock back when the work fails', async () => {
    await assert.rejects(
      locked(lock, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.ok(!existsSync(lock));
  });
});
