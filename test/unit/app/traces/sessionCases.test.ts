import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Trace, traceAt } from '../../../../src/core/actions/trace.ts';
import type { SessionMemory } from '../../../../src/ports/sessionMemory.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import { judgeOn, usualTree } from '../scripts/machine.ts';

interface SessionCase {
  readonly name: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly remembers?: readonly (readonly [Trace['origin'], string, 1?])[];
  readonly calls: readonly {
    readonly command: string;
    readonly verdict: string;
    readonly rule?: string;
  }[];
}

const folder = join(import.meta.dirname, '../../../cases/sessions');

function memoryOf(traces: Trace[]): SessionMemory {
  return { recall: () => traces, keep: (more) => void traces.push(...more) };
}

describe('calls of one session', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    describe(file.replace('.jsonl', ''), () => {
      const lines = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
      for (const line of lines) {
        const session = JSON.parse(line) as SessionCase;
        it(session.name, () => {
          const tree = memoryFiles({ ...usualTree, ...session.files });
          const memory = memoryOf(
            (session.remembers ?? []).map(([origin, path, recursive]) => ({
              origin,
              path,
              recursive: recursive === 1,
            })),
          );
          for (const { command, verdict, rule } of session.calls) {
            const guarded = judgeOn(tree, command, memory);
            const { decision } = guarded;
            assert.equal(decision.verdict, verdict, `${command}: ${decision.reason}`);
            if (rule !== undefined) assert.equal(decision.rule, rule, command);
            if (decision.verdict !== 'deny') memory.keep(guarded.traces);
          }
        });
      }
    });
  }
});

describe('traces', () => {
  const trace = (path: string, origin: Trace['origin'], recursive = false): Trace => ({
    path,
    origin,
    recursive,
  });

  it('let the newest word about a path count', () => {
    const traces = [trace('/a', 'download', true), trace('/a/b', 'written')];
    assert.equal(traceAt(traces, '/a/b')?.origin, 'written');
    assert.equal(traceAt(traces, '/a/c')?.origin, 'download');
    assert.equal(traceAt(traces, '/ab'), null);
    assert.equal(traceAt([...traces, trace('/a', 'download', true)], '/a/b')?.origin, 'download');
  });
});
