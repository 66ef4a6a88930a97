import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pickEnvironment } from '../../../scripts/lib/environment.ts';
import { processesWith } from '../../../scripts/lib/processGroup.ts';
import { testCache } from '../../../scripts/lib/testCache.ts';
import { ensureBrowser, launchBrowser } from '../../../scripts/lib/vscodeHost/browser.ts';
import { Workbench } from '../../support/workbench.ts';

const script = fileURLToPath(new URL('../../../scripts/start.ts', import.meta.url));

/** What `npm start` does after the build, without a desktop. */
describe('npm start', () => {
  let start: ChildProcess;
  let said = '';
  afterEach(() => start.kill('SIGKILL'));

  it('shows the session in an editor at the address that it prints, until Ctrl-C', async () => {
    start = spawn(process.execPath, ['--import', 'tsx', script], {
      env: { ...pickEnvironment(['PATH', 'HOME', 'LANG']), PINFOLD_TEST_CACHE: testCache() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [start.stdout, start.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
    }
    const ended = once(start, 'close');
    await Promise.race([untilSaid('Ctrl-C ends all'), ended]);
    assert.match(said, /All as it must be\./, said);
    const home = /^Home +(\S+)/m.exec(said)?.[1] ?? '';
    const address = /^http:\S+$/m.exec(said)?.[0] ?? '';
    await look(address);
    start.kill('SIGINT');
    assert.deepEqual(await ended, [0, null], said);
    while (processesWith('HOME', home).length > 0) await setTimeout(50);
    assert.equal(existsSync(dirname(home)), false);
  });

  async function untilSaid(words: string): Promise<void> {
    while (!said.includes(words)) await setTimeout(50);
  }
});

/** Opens the address as a person would, and finds the session's decisions. */
async function look(address: string): Promise<void> {
  const base = join(testCache(), 'runs', `look-${String(process.pid)}`);
  mkdirSync(base, { recursive: true });
  const browser = await launchBrowser(await ensureBrowser(() => {}), base);
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(address);
    const workbench = new Workbench(page);
    // The example's policy is new here: what it loosens waits for its first reader.
    await workbench.status.filter({ hasText: 'Pinfold: policy waits' }).waitFor();
    await workbench.run('Pinfold: Show Status');
    await workbench
      .row(/Claude Code.*hooked/)
      .first()
      .waitFor();
    await workbench.run('Pinfold: Show Activity');
    await workbench.row('write lab/pinfold-start.txt').waitFor();
  } finally {
    await browser.close();
    rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
