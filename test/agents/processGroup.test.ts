import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pickEnvironment } from '../../scripts/lib/environment.ts';
import { processesWith, runProgram } from '../../scripts/lib/processGroup.ts';

describe('a program that the tests started', function () {
  this.timeout(20_000);
  const fixture = fileURLToPath(new URL('../support/startsProgram.ts', import.meta.url));

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`ends, with what it started, when its starter gets ${signal}`, async () => {
      const mark = randomUUID();
      const starter = spawn(process.execPath, ['--import', 'tsx', fixture, mark], {
        env: pickEnvironment(['PATH', 'HOME']),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(starter.stdout, 'data');
      if (process.platform === 'linux') assert.notDeepEqual(processesWith('MARK', mark), []);
      starter.kill(signal);
      const [, endedBy] = await once(starter, 'exit');
      assert.equal(endedBy, signal);
      await setTimeout(100);
      assert.deepEqual(processesWith('MARK', mark), []);
    });
  }

  it('sees no environment but the one it was given', async () => {
    process.env['PINFOLD_TEST_TOKEN'] = 'not for children';
    try {
      const outcome = await runProgram({
        command: process.execPath,
        args: ['-p', 'JSON.stringify(Object.keys(process.env))'],
        cwd: '/',
        env: { ONLY: 'this' },
        timeoutMs: 10_000,
      });
      assert.deepEqual(JSON.parse(outcome.stdout), ['ONLY']);
    } finally {
      delete process.env['PINFOLD_TEST_TOKEN'];
    }
  });

  it('that cannot be started is an error, not a silence', async () => {
    const program = { args: [], cwd: '/', env: {}, timeoutMs: 1000 };
    await assert.rejects(runProgram({ ...program, command: '/nowhere/at-all' }), /ENOENT/);
  });
});
