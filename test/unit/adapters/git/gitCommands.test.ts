import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGit } from '../../../../src/adapters/git/gitCommands.ts';
import { testCache } from '../../../../scripts/lib/testCache.ts';

describe('what Pinfold asks git', () => {
  let folder: string;
  const environment = { PATH: '/usr/bin:/bin', HOME: '/nonexistent' };
  const git = (...args: string[]): void => {
    execFileSync('git', ['-C', folder, ...args], { env: environment, stdio: 'ignore' });
  };

  beforeEach(() => {
    mkdirSync(testCache(), { recursive: true });
    folder = mkdtempSync(join(testCache(), 'git-'));
    git('init', '-q');
    writeFileSync(join(folder, '.gitignore'), '.env\n');
    writeFileSync(join(folder, '.env'), 'x');
    writeFileSync(join(folder, 'kept.env'), 'x');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const ignored = (...names: string[]): string[] => {
    const paths = names.map((name) => join(folder, name));
    return [...createGit(environment).ignored(folder, paths)].map((path) =>
      path.slice(folder.length + 1),
    );
  };

  it('tells ignored files, tracked or not', () => {
    assert.deepEqual(ignored('.env', 'kept.env'), ['.env']);
    git('add', '-f', '.env');
    assert.deepEqual(ignored('.env'), ['.env']);
  });

  it('knows names with line breaks and spaces', () => {
    writeFileSync(join(folder, '.gitignore'), 'odd*\n');
    assert.deepEqual(ignored('odd\nname', 'odd name'), ['odd\nname', 'odd name']);
  });

  it('takes nothing for ignored where there is no repository', () => {
    rmSync(join(folder, '.git'), { recursive: true });
    assert.deepEqual(ignored('.env'), []);
  });

  it('runs no code of the repository', () => {
    const ran = join(folder, 'ran');
    const evil = join(folder, 'evil.sh');
    writeFileSync(evil, `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
    for (const key of ['core.fsmonitor', 'core.pager', 'diff.external', 'core.sshCommand'])
      git('config', key, evil);
    git('config', 'core.hooksPath', folder);
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'query-watchman']) {
      writeFileSync(join(folder, hook), `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
    }
    // The trap works: plain git falls into it.
    execFileSync('git', ['-C', folder, 'status'], { env: environment, stdio: 'ignore' });
    assert.equal(existsSync(ran), true);
    rmSync(ran);
    assert.deepEqual(ignored('.env'), ['.env']);
    assert.equal(existsSync(ran), false);
  });
});
