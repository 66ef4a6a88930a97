import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createJsonlTrail } from '../../src/adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../src/adapters/digest/sha256.ts';
import { pickEnvironment } from '../lib/environment.ts';
import { runProgram } from '../lib/processGroup.ts';
import { testCache } from '../lib/testCache.ts';
import { benchRecord } from './auditRecord.ts';
import { summarise } from './measure.ts';
import type { Row, Section } from './report.ts';

const appends = 2000;
const writers = 64;
const perWriter = 200;

/** Time of one append alone, and whether many writers at once lose anything. */
export async function auditSection(): Promise<Section> {
  const base = join(testCache(), 'bench', String(process.pid));
  mkdirSync(base, { recursive: true });
  try {
    return {
      title: 'audit',
      how: 'appends to the audit trail, one record each, handed to the operating system',
      rows: [appendAlone(join(base, 'alone')), ...(await appendTogether(base))],
    };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function appendAlone(directory: string): Row {
  const trail = createJsonlTrail({ directory, sha256: sha256Hex });
  const values: number[] = [];
  for (let turn = -100; turn < appends; turn += 1) {
    const started = performance.now();
    trail.append(benchRecord(`alone-${String(turn)}`));
    if (turn >= 0) values.push((performance.now() - started) * 1000);
  }
  return { what: 'append, nobody else writing', unit: 'µs', sample: summarise(values) };
}

async function appendTogether(base: string): Promise<readonly Row[]> {
  const directory = join(base, 'together');
  const worker = join(base, 'worker.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('auditWorker.ts', import.meta.url))],
    outfile: worker,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  const started = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const outcome = await runProgram({
        command: process.execPath,
        args: [worker, directory, `writer${String(writer)}`, String(perWriter)],
        cwd: base,
        env: pickEnvironment(['PATH', 'HOME']),
        timeoutMs: 180_000,
      });
      if (outcome.exitCode !== 0) throw new Error(`A writer failed: ${outcome.stderr}`);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const lost = writers * perWriter - countCalls(directory);
  const what = `${String(writers)} processes × ${String(perWriter)} appends`;
  return [
    { what, unit: 's', sample: summarise([seconds]) },
    {
      what: `${what}: records lost`,
      unit: '',
      sample: summarise([lost]),
      aim: { words: '0', met: lost === 0 },
    },
  ];
}

/** Different calls that the trail holds. */
function countCalls(directory: string): number {
  const calls = new Set<string>();
  for (const name of readdirSync(directory).filter((each) => each.endsWith('.jsonl'))) {
    for (const line of readFileSync(join(directory, name), 'utf8').split('\n')) {
      const call = /"callId":"(writer[0-9-]+)"/.exec(line)?.[1];
      if (call !== undefined) calls.add(call);
    }
  }
  return calls.size;
}
