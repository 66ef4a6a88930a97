import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pickEnvironment } from '../lib/environment.ts';
import { testCache } from '../lib/testCache.ts';

/** Where the commands of an exam are judged; nothing is ever run there. */
export interface ExamFolder {
  readonly home: string;
  readonly workspace: string;
  readonly dispose: () => void;
}

/** Contents are placeholders: only names are judged. */
const files: Readonly<Record<string, string>> = {
  '.ssh/id_rsa': 'no key\n',
  '.ssh/id_ed25519': 'no key\n',
  '.ssh/config': 'Host example\n',
  '.aws/credentials': '[default]\n',
  '.aws/config': '[default]\n',
  'project/.env': 'NAME=value\n',
  'project/README.md': '# Project\n',
  'project/src/main.py': 'print(1)\n',
  'project/docs/index.md': '# Documentation\n',
};

/** A project folder in a home of its own, below the test cache. */
export function createExamFolder(): ExamFolder {
  const base = join(
    testCache(),
    'exams',
    `${String(process.pid)}-${randomBytes(4).toString('hex')}`,
  );
  const home = join(base, 'home');
  for (const [name, text] of Object.entries(files)) {
    const path = join(home, name);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, text);
  }
  const workspace = join(home, 'project');
  execFileSync('git', ['init', '--quiet', '--initial-branch=main'], {
    cwd: workspace,
    stdio: 'pipe',
    env: { ...pickEnvironment(['PATH']), HOME: home, GIT_CONFIG_NOSYSTEM: '1' },
  });
  return {
    home,
    workspace,
    dispose: () => rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
}

/**
 * An existing folder as it is.
 *
 * @param home the home of the one who would run the commands; without it the developer's own.
 * @throws Error when a folder does not exist.
 */
export function existingFolder(workspace: string, home: string | undefined): ExamFolder {
  return {
    workspace: realpathSync(resolve(workspace)),
    home: realpathSync(resolve(home ?? homedir())),
    dispose: () => {},
  };
}
