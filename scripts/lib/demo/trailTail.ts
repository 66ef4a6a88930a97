import { closeSync, existsSync, fstatSync, openSync, readSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecord } from '../../../src/core/audit/parseRecord.ts';
import type { AuditRecord } from '../../../src/core/audit/record.ts';

/** A record that holds a decision. */
export type DecisionRecord = Extract<AuditRecord, { decision: unknown }>;

/** Reads the decisions of an audit trail as they fall. */
export interface TrailTail {
  /** Hands over what came since the last time. */
  readonly poll: () => void;
  readonly stop: () => void;
}

const pollMs = 50;

/**
 * Follows the segments of an audit trail (JSON lines in `*.jsonl` files of one folder, which need not exist yet).
 * Lines that are not complete yet wait for the next look.
 */
export function tailTrail(folder: string, show: (decision: DecisionRecord) => void): TrailTail {
  const offsets = new Map<string, number>();
  const poll = (): void => {
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder)
      .filter((each) => each.endsWith('.jsonl'))
      .toSorted()) {
      const offset = offsets.get(name) ?? 0;
      const fresh = readFrom(join(folder, name), offset);
      const end = fresh.lastIndexOf('\n'.charCodeAt(0)) + 1;
      offsets.set(name, offset + end);
      for (const line of fresh.subarray(0, end).toString('utf8').split('\n')) {
        const record = parseRecord(line);
        if (record !== null && 'decision' in record) show(record);
      }
    }
  };
  const clock = setInterval(poll, pollMs);
  return {
    poll,
    stop: () => {
      clearInterval(clock);
    },
  };
}

function readFrom(file: string, offset: number): Buffer {
  const handle = openSync(file, 'r');
  try {
    const fresh = Buffer.alloc(Math.max(0, fstatSync(handle).size - offset));
    return fresh.subarray(0, readSync(handle, fresh, 0, fresh.length, offset));
  } finally {
    closeSync(handle);
  }
}
