import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runProgram, type Outcome } from '../../scripts/lib/processGroup.ts';
import {
  createWorkspace,
  workspaceEnvironment,
  type Workspace,
  type WorkspaceFiles,
} from './workspace.ts';

/** The command line, as built. */
export const pinfoldProgram = fileURLToPath(new URL('../../dist/pinfold.cjs', import.meta.url));

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
 * A workspace whose home has Pinfold installed for an agent.
 *
 * @throws Error with what the command line said when that fails.
 */
export async function createProtectedWorkspace(
  files: WorkspaceFiles,
  agent = 'claude-code',
): Promise<Workspace> {
  const workspace = createWorkspace(files);
  try {
    const outcome = await runPinfold(workspace, ['protect', agent]);
    if (outcome.exitCode === 0) return workspace;
    throw new Error(
      `'pinfold protect ${agent}' ended with ${String(outcome.exitCode)}:\n${outcome.stdout}${outcome.stderr}`,
    );
  } catch (error) {
    workspace.dispose();
    throw error;
  }
}
