import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { trailChangesOnDisk } from '../../../../src/adapters/audit/watchTrail.ts';

describe('changes of the trail on disk', () => {
  let base: string;
  let stop = (): void => {};
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'pinfold-watch-'));
  });
  afterEach(() => {
    stop();
    rmSync(base, { recursive: true, force: true });
  });

  /** Makes a change until it is noticed: a system begins to watch a little after it was asked to. */
  async function untilNoticed(
    changes: () => number,
    change: (turn: number) => void,
  ): Promise<void> {
    const before = changes();
    for (let turn = 0; changes() === before; turn += 1) {
      change(turn);
      await setTimeout(20);
    }
  }

  function watching(directory: string): () => number {
    let count = 0;
    stop = trailChangesOnDisk(directory).watch(() => (count += 1));
    return () => count;
  }

  it('are told when a segment grows', async () => {
    const changes = watching(base);
    await untilNoticed(changes, (turn) => writeFileSync(join(base, '000001.jsonl'), String(turn)));
  });

  it('are told although the folder was made after the watch began', async () => {
    const directory = join(base, 'state', 'audit');
    const changes = watching(directory);
    await untilNoticed(changes, () => mkdirSync(directory, { recursive: true }));
    await untilNoticed(changes, (turn) => {
      writeFileSync(join(directory, '000001.jsonl'), String(turn));
    });
  });

  it('are told after the folder was removed and made again', async () => {
    const directory = join(base, 'audit');
    mkdirSync(directory);
    const changes = watching(directory);
    await untilNoticed(changes, (turn) => writeFileSync(join(directory, 'a'), String(turn)));
    rmSync(directory, { recursive: true });
    await untilNoticed(changes, (turn) => {
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'b'), String(turn));
    });
  });

  it('are not told any more once it was stopped', async () => {
    const changes = watching(base);
    await untilNoticed(changes, (turn) => writeFileSync(join(base, 'a'), String(turn)));
    stop();
    const before = changes();
    writeFileSync(join(base, 'b'), 'more');
    await setTimeout(100);
    assert.equal(changes(), before);
  });
});
