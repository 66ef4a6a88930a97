import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Watchdog } from '../../src/adapters/install/launcher.ts';
import { chooseWatchdog } from '../../src/adapters/install/watchdog.ts';
import { runCli } from '../../src/hosts/cli/run.ts';
import { type InstallableAgent, protect } from '../../src/hosts/installation/agents.ts';
import { platformOf } from '../../src/hosts/shared/machine.ts';
import { runProgram, type Outcome } from '../../scripts/lib/processGroup.ts';
import {
  createWorkspace,
  workspaceEnvironment,
  type Workspace,
  type WorkspaceFiles,
} from './workspace.ts';

/** The command line, as built. */
export const pinfoldProgram = fileURLToPath(new URL('../../dist/pinfold.cjs', import.meta.url));

const { version } = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'),
) as { readonly version: string };

/** What keeps the deadline on this machine, once it was found out. */
let watchdog: Watchdog | undefined;

/**
 * Runs the built command line in a workspace, with that workspace's home and nothing else of this machine.
 *
 * @param program the command line of another build
 * @throws Error when it is not built.
 */
export async function runPinfold(
  workspace: Pick<Workspace, 'root' | 'home' | 'temporary'>,
  args: readonly string[],
  input = '',
  program = pinfoldProgram,
): Promise<Outcome> {
  if (!existsSync(program)) throw new Error(`${program} is missing: npm run build`);
  return runProgram({
    command: process.execPath,
    args: [program, ...args],
    cwd: workspace.root,
    env: workspaceEnvironment(workspace),
    timeoutMs: 30_000,
    input,
  });
}

/**
 * Does the same without starting a program: for tests that look at many things by it, and are about something else than
 * the command line. While it runs, nothing else in this process does.
 */
export function askPinfold(
  workspace: Pick<Workspace, 'root' | 'home' | 'temporary'>,
  args: readonly string[],
): Pick<Outcome, 'exitCode' | 'stdout' | 'stderr'> {
  let stdout = '';
  let stderr = '';
  const exitCode = runCli(args, {
    environment: workspaceEnvironment(workspace),
    cwd: workspace.root,
    out: (text) => (stdout += text),
    err: (text) => (stderr += text),
    stdin: () => '',
    now: Date.now,
    ask: () => null,
  });
  if (typeof exitCode !== 'number') throw new Error('This command takes its time: use runPinfold.');
  return { exitCode, stdout, stderr };
}

/**
 * Installs the built programs for an agent, in this process and without trying again which watchdog works here. That
 * takes a second; tests of the installation itself run the command line.
 *
 * @throws InstallationError when that fails.
 */
export function protectWorkspace(
  workspace: Pick<Workspace, 'root' | 'home' | 'temporary'>,
  agent: InstallableAgent = 'claude-code',
): void {
  watchdog ??= chooseWatchdog(workspace.temporary)?.watchdog;
  protect(agent, {
    platform: platformOf(process.platform),
    home: workspace.home,
    env: workspaceEnvironment(workspace),
    workspace: workspace.root,
    dist: dirname(pinfoldProgram),
    nodePath: process.execPath,
    version,
    ...(watchdog === undefined ? {} : { watchdog }),
  });
}

/**
 * A workspace whose home has Pinfold installed for an agent, see {@link protectWorkspace}.
 *
 * @throws InstallationError when that fails.
 */
export async function createProtectedWorkspace(
  files: WorkspaceFiles,
  agent?: InstallableAgent,
): Promise<Workspace> {
  const workspace = createWorkspace(files);
  try {
    protectWorkspace(workspace, agent);
    return workspace;
  } catch (error) {
    workspace.dispose();
    throw error;
  }
}
