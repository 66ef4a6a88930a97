/**
 * A writer that stops or dies at a call of the file system that it is told. Argument: the folder of the trail.
 * Reads orders from standard input, one JSON a line, and answers each with one line of JSON: what was appended, or why not.
 */
import fs from 'node:fs';
import { createInterface } from 'node:readline';
import { createJsonlTrail } from '../../../../src/adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../../../src/adapters/digest/sha256.ts';
import type { EventDraft } from '../../../../src/core/audit/record.ts';

export interface Order {
  readonly draft: EventDraft;
  /** What happens to the process, and before which of its calls, counted from 1. */
  readonly signal?: 'SIGSTOP' | 'SIGKILL';
  readonly at?: number;
  /** The call, if it writes, writes its first half before that happens. */
  readonly half?: boolean;
}

export interface Answer {
  /** Number and hash of the record; null when the draft was counted instead. */
  readonly seq?: number | null;
  readonly hash?: string | null;
  readonly error?: string;
  /** Calls of the file system that it took. */
  readonly calls: number;
}

let calls = 0;
let order: Order | null = null;

const watched = [
  'closeSync fstatSync ftruncateSync linkSync lstatSync mkdirSync openSync readFileSync',
  'readSync readdirSync renameSync statfsSync unlinkSync writeSync',
]
  .join(' ')
  .split(' ') as (keyof typeof fs)[];

type Call = (...args: unknown[]) => unknown;

for (const name of watched) {
  const original = fs[name] as Call;
  Reflect.set(fs, name, (...args: unknown[]) => {
    calls++;
    if (order?.signal === undefined || calls !== order.at) return original(...args);
    const { half, signal } = order;
    if (half !== true || name !== 'writeSync') {
      process.kill(process.pid, signal);
      return original(...args);
    }
    const [descriptor, bytes] = args as [number, Uint8Array];
    const written = original(descriptor, bytes.subarray(0, bytes.length >> 1)) as number;
    process.kill(process.pid, signal);
    return written;
  });
}

const [directory = ''] = process.argv.slice(2);
const trail = createJsonlTrail({ directory, sha256: sha256Hex, waitMs: 60_000 });

createInterface({ input: process.stdin }).on('line', (line) => {
  order = JSON.parse(line) as Order;
  calls = 0;
  let answer: Omit<Answer, 'calls'>;
  try {
    const record = trail.append(order.draft);
    answer = { seq: record?.seq ?? null, hash: record?.hash ?? null };
  } catch (error) {
    answer = { error: String(error) };
  }
  const taken = calls;
  order = null;
  process.stdout.write(`${JSON.stringify({ ...answer, calls: taken })}\n`);
});
