import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Disposable } from 'vscode';
import type { Environment } from '../shared/machine.ts';

export interface CommandOutcome {
  /** Null when it was ended. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line that is shipped with the extension. */
export interface CommandLine extends Disposable {
  /** @param cwd folder to run in; the home when left out. Never throws for what the command itself says. */
  run(args: readonly string[], cwd?: string): Promise<CommandOutcome>;
}

/** What the command line may see of the editor's environment. */
const visible = [
  'HOME',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PATH',
  'USER',
  'LOGNAME',
  'LANG',
  'TMPDIR',
  'TEMP',
  'SystemRoot',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'XDG_RUNTIME_DIR',
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
] as const;

const timeLimitMs = 60_000;

/**
 * Runs `pinfold` in processes of its own: what it does (trying a launcher, compiling code) would hold up every
 * extension of the window.
 */
export function createCommandLine(dist: string, environment: Environment): CommandLine {
  const running = new Set<ChildProcess>();
  return {
    run: (args, cwd) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [join(dist, 'pinfold.cjs'), ...args], {
          cwd: cwd ?? environment['HOME'] ?? environment['USERPROFILE'],
          env: { ...seen(environment), ELECTRON_RUN_AS_NODE: '1' },
          stdio: ['ignore', 'pipe', 'pipe'],
          timeout: timeLimitMs,
          windowsHide: true,
        });
        running.add(child);
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
        child.once('error', (error) => {
          running.delete(child);
          reject(error);
        });
        child.once('close', (exitCode) => {
          running.delete(child);
          resolve({ exitCode, stdout, stderr });
        });
      }),
    dispose: () => {
      for (const child of running) child.kill();
    },
  };
}

function seen(environment: Environment): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of visible) {
    const value = environment[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
