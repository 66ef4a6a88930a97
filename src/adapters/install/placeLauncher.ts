import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { waitingDeadlineSeconds } from '../../core/approvals/limits.ts';
import { InstallationError } from '../../ports/installation.ts';
import { accountVariable } from './account.ts';
import type { Directories, Machine } from './directories.ts';
import { deadlineSeconds } from './launcher.ts';
import type { LauncherFacts, Watchdog } from './launcher.ts';
import { selfTest } from './selfTest.ts';
import { findProgram } from './systemPrograms.ts';

const recordedNames = [
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
];

/** What the launcher of this installation is made from. */
export function launcherFacts(
  options: Machine & { readonly nodePath: string },
  directories: Directories,
  watchdog: Watchdog,
  folder: string,
): LauncherFacts {
  return {
    node: options.nodePath,
    bundle: join(folder, 'hook.cjs'),
    waitingBundle: join(folder, 'waiting.cjs'),
    watchdog,
    env: findProgram('env'),
    state: directories.state,
    data: directories.data,
    home: options.home,
    recorded: Object.fromEntries(recordedVariables(options, directories)),
    deadlineSeconds,
    waitingDeadlineSeconds,
  };
}

/** Variables that a launcher hands on as they were when it was written, by name. */
export function recordedVariables(
  { env }: Pick<Machine, 'env'>,
  directories: Directories,
): readonly (readonly [name: string, value: string])[] {
  const set = recordedNames.flatMap((name) => {
    const value = env[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const config = ['PINFOLD_CONFIG', dirname(directories.userPolicy)] as const;
  return [...set, ...Object.entries(accountVariable()), config];
}

/**
 * Tries a launcher out beside its place and only then puts it there, by `rename`: this is the moment in which all calls
 * go over to another version. Returns false when it is there already.
 */
export function placeLauncher(
  launcher: string,
  text: string,
  agent: string,
  home: string,
): boolean {
  const there = existsSync(launcher) && readFileSync(launcher, 'utf8') === text;
  const candidate = there ? launcher : `${launcher}.new-${randomBytes(4).toString('hex')}`;
  try {
    if (!there) writeFileSync(candidate, text, { mode: 0o700, flush: true });
    chmodSync(candidate, 0o700);
    const test = selfTest(candidate, agent, home);
    if (!test.answered) {
      throw new InstallationError(
        'not-answering',
        `The hook does not answer, so nothing was installed: ${test.words}`,
        'Install Pinfold again, or build it with: npm run build',
      );
    }
    if (!there) renameSync(candidate, launcher);
    return !there;
  } finally {
    if (!there) rmSync(candidate, { force: true });
  }
}
