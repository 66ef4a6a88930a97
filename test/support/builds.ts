import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../scripts/lib/processGroup.ts';
import { pickEnvironment } from '../../scripts/lib/environment.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The programs of this source, built anew under a version of their own. */
export interface Build {
  readonly version: string;
  /** The folder that the build made. */
  readonly dist: string;
  /** Its command line. */
  readonly program: string;
}

/**
 * Builds all programs as another version.
 * @param parent an existing folder that gets a folder for the build
 * @throws Error with what the build said
 */
export async function buildVersion(parent: string, version: string): Promise<Build> {
  const dist = join(parent, `build-${version}`);
  const outcome = await runProgram({
    command: process.execPath,
    args: [join(repository, 'esbuild.mjs'), '--out', dist, '--version', version],
    cwd: repository,
    env: pickEnvironment(['PATH', 'HOME']),
    timeoutMs: 60_000,
  });
  if (outcome.exitCode !== 0) throw new Error(outcome.stdout + outcome.stderr);
  return { version, dist, program: join(dist, 'pinfold.cjs') };
}

/** A copy of the built programs at a place that other users can read. */
export function copyBuild(dist: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(dist, to, { recursive: true });
}
