import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { belongsTo, processesWith, runProgram } from '../processGroup.ts';
import { ensureTool, type Tool } from '../toolCache.ts';

/** VS Code's server, as it runs. */
export interface CodeServer {
  /** `127.0.0.1:<port>`. */
  readonly authority: string;
  /** What it wrote so far. */
  readonly log: () => string;
  /** Resolves, with words, when it ends before it is told to. */
  readonly failed: Promise<string>;
  /** True for a process that it started, or one of theirs. */
  readonly owns: (pid: number) => boolean;
  /** Ends it with everything that it started. */
  readonly end: () => Promise<void>;
}

export interface CodeServerOptions {
  /** Folder of this run, for its data, its extensions and its log. */
  readonly base: string;
  /** The whole environment of the server, of its extensions and its terminals. */
  readonly env: Readonly<Record<string, string>>;
  readonly extensionsDir: string;
  /** Ask before a folder is trusted. Without it every folder is. */
  readonly workspaceTrust: boolean;
  /** Take an extension in development, and tests, from the workbench's address. Then no messages pop up. */
  readonly development: boolean;
}

/**
 * Runs a program in a process group of its own, and ends the whole group when the program ends or when its input
 * closes. That happens whenever the process that holds the other end is gone, even when it was killed.
 */
const leash = '("$@"; kill -KILL 0) & cat >/dev/null; kill -KILL 0';
const startTimeoutMs = 60_000;

/**
 * Starts the server of the embedded VS Code. Linux only.
 *
 * @throws Error in words for people when it cannot be had or does not answer.
 */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const tool = await ensureTool('vscode-host');
  const logFile = join(options.base, 'server.log');
  const output = openSync(logFile, 'w');
  const child = spawn('/bin/sh', ['-c', leash, 'leash', ...serverCommand(tool, options)], {
    cwd: options.base,
    env: { ...options.env, [runMark]: options.base },
    stdio: ['pipe', output, output],
    detached: true,
  });
  closeSync(output);
  child.stdin?.on('error', () => {});
  const log = (): string => readFileSync(logFile, 'utf8');
  const state = { ended: false };
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const failed = gone.then(() =>
    state.ended ? new Promise<never>(() => {}) : `VS Code's server ended.\n${log()}`,
  );
  const end = async (): Promise<void> => {
    state.ended = true;
    endGroup(child);
    await gone;
    endLeftBehind(options.base);
  };
  try {
    const answer = await Promise.race([authorityIn(log), failed]);
    if (!isAuthority.test(answer)) throw new Error(answer);
    const owns = (pid: number): boolean => belongsTo(pid, child.pid ?? -1, runMark, options.base);
    return { authority: answer, log, failed, owns, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The command line of the server; VS Code's own settings come from `<base>/data`. */
function serverCommand(tool: Tool, options: CodeServerOptions): readonly string[] {
  const config = join(options.base, 'config.yaml');
  writeFileSync(config, '');
  return [
    nodeOf(tool),
    tool.bin,
    '--auth=none',
    '--bind-addr=127.0.0.1:0',
    `--config=${config}`,
    `--user-data-dir=${userDataIn(options.base)}`,
    `--extensions-dir=${options.extensionsDir}`,
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    '--ignore-last-opened',
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(options.development ? ['--vscode-option=enable-smoke-test-driver'] : []),
  ];
}

/**
 * Installs a packed extension into a folder of extensions.
 *
 * @param base folder of the run.
 * @throws Error with what the installer said.
 */
export async function installExtension(
  vsix: string,
  extensionsDir: string,
  { base, env }: Pick<CodeServerOptions, 'base' | 'env'>,
): Promise<void> {
  const tool = await ensureTool('vscode-host');
  const places = [`--user-data-dir=${userDataIn(base)}`, `--extensions-dir=${extensionsDir}`];
  const outcome = await runProgram({
    command: nodeOf(tool),
    args: [tool.bin, '--install-extension', vsix, ...places],
    cwd: base,
    env,
    timeoutMs: startTimeoutMs,
  });
  if (outcome.exitCode === 0) return;
  throw new Error(`${vsix} cannot be installed:\n${outcome.stdout}${outcome.stderr}`);
}

/** Where the server of a run keeps its data; made when missing. */
export function userDataIn(base: string): string {
  const folder = join(base, 'data');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The node that comes with the server, which needs a newer one than we do. */
export function nodeOf(tool: Tool): string {
  return join(tool.dir, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
}

/** In the environment of everything that belongs to one run; its value is the folder of the run. */
export const runMark = 'PINFOLD_TEST_RUN';

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/** Terminals have process groups of their own; most end with their terminal, and none may stay. */
function endLeftBehind(base: string): void {
  for (const pid of processesWith(runMark, base)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

const isAuthority = /^127\.0\.0\.1:\d+$/;

/** The system chooses the port; the server says which it got. */
async function authorityIn(log: () => string): Promise<string> {
  const until = performance.now() + startTimeoutMs;
  while (performance.now() < until) {
    const authority = /listening on http:\/\/(127\.0\.0\.1:\d+)/.exec(log())?.[1];
    if (authority !== undefined) return authority;
    await setTimeout(50);
  }
  return `VS Code's server did not answer within ${String(startTimeoutMs / 1000)} s.\n${log()}`;
}
