import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { AuditRecord } from '../../../../src/core/audit/record.ts';
import { pickEnvironment } from '../../../../scripts/lib/environment.ts';
import { Attempt } from './attempt.ts';

/** Runs as many processes as there are ids, lets them go at once, and returns what each was answered. */
async function answers(state: string, ids: readonly string[]): Promise<readonly string[]> {
  const worker = join(state, 'worker.cjs');
  buildSync({
    entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    mainFields: ['module', 'main'],
    outfile: worker,
    logLevel: 'error',
    define: { 'import.meta.url': '"file:///none"' },
  });
  let ready = 0;
  const waiting = ids.map((id) => {
    const child = spawn(process.execPath, [worker, state, id], {
      env: pickEnvironment(['PATH']),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (piece: string) => {
        if (text === '' && ++ready === ids.length) {
          writeFileSync(join(state, 'go'), '');
        }
        text += piece;
      });
      child.once('error', reject);
      child.once('close', () => resolve(text.replace('ready ', '')));
    });
  });
  return Promise.all(waiting);
}

function recordsIn(state: string): readonly AuditRecord[] {
  return (
    readdirSync(join(state, 'audit'))
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(join(state, 'audit', name), 'utf8').split('\n'))
      // Whoever found the trail busy made a segment that another one may have written to first.
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as AuditRecord)
  );
}

describe('many processes and one yes for one call', function () {
  this.timeout(240_000);
  let attempt: Attempt;

  beforeEach(() => {
    attempt = new Attempt({ name: '', grant: {}, verdict: 'allow' });
    attempt.lay();
    // Compiling a policy in each of them would cost more than all the rest.
    writeFileSync(join(attempt.state, 'index.json'), JSON.stringify(attempt.index));
  });
  afterEach(() => attempt.dispose());

  it('64 calls: exactly one passes, and the trail says nothing of tampering', async () => {
    const ids = Array.from({ length: 64 }, (_, n) => `call-${n}`);
    const given = await answers(attempt.state, ids);
    assert.deepEqual(
      given.toSorted(),
      ids.map((_, n) => (n === 0 ? 'allow' : 'ask')),
    );
    const records = recordsIn(attempt.state);
    const passed = records.filter((each) => each.kind === 'decision' && each.decision.granted);
    assert.equal(passed.length, 1);
    assert.equal(records.filter(({ kind }) => kind === 'tampering').length, 0);
  });

  it('8 hooks of one call: all pass, with one grant', async () => {
    const ids = Array.from({ length: 8 }, () => 'call-1');
    assert.deepEqual(new Set(await answers(attempt.state, ids)), new Set(['allow']));
    assert.equal(readdirSync(join(attempt.folder, 'used')).length, 1);
  });
});
