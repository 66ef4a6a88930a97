import { cpSync, chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commitAll, type Workspace } from '../../test/support/workspace.ts';
import { testCache } from '../lib/testCache.ts';

/** The example project in a home, as it would lie on a developer's machine. */
export function pictureProject(): Workspace {
  const secret = 'planted';
  const base = join(testCache(), 'pictures', String(process.pid));
  const home = join(base, 'home');
  const root = join(home, 'quantum-sdk');
  const temporary = join(base, 'tmp');
  for (const folder of [join(home, '.claude'), temporary]) mkdirSync(folder, { recursive: true });
  chmodSync(base, 0o700);
  writeFileSync(join(home, '.claude', 'settings.json'), '{}\n');
  cpSync(fileURLToPath(new URL('../../examples/quantum-sdk', import.meta.url)), root, {
    recursive: true,
  });
  writeFileSync(join(root, '.env'), `QPU_TOKEN=${secret}\n`);
  commitAll(root, home);
  return {
    base,
    root,
    home,
    temporary,
    canary: secret,
    path: (name) => join(root, name),
    dispose: () => rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}
