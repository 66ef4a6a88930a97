import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import type { Outcome, Program } from '../../scripts/lib/processGroup.ts';

/**
 * Runs a program whose parents are gone: above it stands only what adopts orphans. Whoever runs the tests may be an
 * agent; a program that asks who started it is not to find that out.
 */
export async function runOrphan(program: Omit<Program, 'input'>, folder: string): Promise<Outcome> {
  const started = performance.now();
  const files = ['out', 'err', 'code'].map((name) => `${folder}/orphan.${name}`);
  for (const file of files) rmSync(file, { force: true });
  const script = `d=$1; shift
( "$@" >"$d/orphan.out" 2>"$d/orphan.err" </dev/null; echo $? >"$d/orphan.tmp"; mv "$d/orphan.tmp" "$d/orphan.code" ) &`;
  const parent = spawn('/bin/sh', ['-c', script, 'sh', folder, program.command, ...program.args], {
    cwd: program.cwd,
    env: { ...program.env },
    // A session of its own: the program is not to have the terminal of whoever runs the tests.
    detached: true,
    stdio: 'ignore',
  });
  await new Promise((resolve, reject) => {
    parent.once('error', reject).once('exit', resolve);
  });
  for (;;) {
    const [stdout, stderr, code] = files.map((file) => read(file));
    const durationMs = performance.now() - started;
    if (code !== undefined && code !== null) {
      return {
        exitCode: Number(code),
        stdout: stdout ?? '',
        stderr: stderr ?? '',
        timedOut: false,
        durationMs,
      };
    }
    if (durationMs > program.timeoutMs) throw new Error(`no end: ${stdout ?? ''}${stderr ?? ''}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
