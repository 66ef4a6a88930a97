import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTraceFile } from '../../../../src/adapters/sessions/traceFiles.ts';
import type { Trace } from '../../../../src/core/actions/trace.ts';

describe('traces of a session on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pinfold-traces-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const traces: readonly Trace[] = [
    { origin: 'download', path: '/ws/a "quoted"\nname' },
    { origin: 'protected', path: '/ws/b', recursive: true },
    { origin: 'written', path: '/tmp/ü' },
  ];

  it('come back as they were kept, those of several calls in their order', () => {
    const file = join(folder, 's.traces');
    createTraceFile(file).keep(traces.slice(0, 1));
    createTraceFile(file).keep(traces.slice(1));
    assert.deepEqual(createTraceFile(file).recall(), traces);
    assert.equal(statSync(file).mode & 0o077, 0);
  });

  it('are none where there is no file, and no file where there are none', () => {
    const memory = createTraceFile(join(folder, 'none.traces'));
    assert.deepEqual(memory.recall(), []);
    memory.keep([]);
    assert.throws(() => statSync(join(folder, 'none.traces')));
  });

  it('survive a line that was cut short, and lines that say nothing', () => {
    const file = join(folder, 's.traces');
    const memory = createTraceFile(file);
    memory.keep(traces.slice(0, 1));
    appendFileSync(file, '["download","/ws/half');
    memory.keep(traces.slice(1));
    appendFileSync(file, '[]\n{}\nnull\n["other","/x"]\n["written",7]\n');
    assert.deepEqual(memory.recall(), traces);
  });

  it('are not forgotten in silence', () => {
    const file = join(folder, 'folder.traces');
    mkdirSync(file);
    assert.throws(() => createTraceFile(file).recall());
    assert.throws(() => createTraceFile(file).keep(traces));
    chmodSync(folder, 0o700);
  });
});
