import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processesWith } from '../../../scripts/lib/processGroup.ts';
import { runMark } from '../../../scripts/lib/vscodeHost/codeServer.ts';
import { testCache } from '../../../scripts/lib/testCache.ts';

describe('an editor that was started for a test', () => {
  it('ends with the process that started it, even when that is killed', async () => {
    const script = fileURLToPath(new URL('../../support/startsEditor.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], PINFOLD_TEST_CACHE: testCache() },
    });
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const { base } = JSON.parse(line) as { base: string };
    const running = (): number =>
      processesWith(runMark, join(base, 'editor')).length +
      processesWith('HOME', join(base, 'editor', 'browser')).length;
    try {
      assert.ok(running() > 2, 'the server, its extension host and the browser run');
      child.kill('SIGKILL');
      while (running() > 0) await setTimeout(50);
    } finally {
      child.kill('SIGKILL');
      rmSync(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  });
});
