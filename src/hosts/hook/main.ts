import { readFileSync, writeSync } from 'node:fs';
import { answeredExitCode } from '../../adapters/install/launcher.ts';
import type { HookAnswer } from '../../ports/agent.ts';
import type { CompileRoot } from '../shared/policyAccess.ts';
import { refusal } from './refusal.ts';
import { runHook } from './run.ts';

/**
 * The hook: one event of an agent in, one answer out, then it ends. Started by the launcher, which turns
 * {@link answeredExitCode} into 0 and anything else into a refusal.
 */
function main(): number {
  const [, , agent = '', event = ''] = process.argv;
  try {
    const answer = runHook(
      { agent, event, payload: readAll(), environment: process.env },
      {
        loadShell: () => (require('./shell.cjs') as typeof import('./shell.ts')).analyseShell,
        loadCompiler: (): CompileRoot =>
          (require('./compiler.cjs') as typeof import('./compiler.ts')).compileRoot,
        readRecordKey: readOptional,
        now: Date.now,
      },
    );
    return send(answer);
  } catch (error) {
    send(refusal(error));
    return 2;
  }
}

function send(answer: HookAnswer): number {
  writeAll(1, answer.stdout);
  writeAll(2, answer.stderr);
  return answer.exitCode === 0 ? answeredExitCode : answer.exitCode;
}

function readAll(): string {
  for (;;) {
    try {
      return readFileSync(0, 'utf8');
    } catch (error) {
      // A pipe that its writer made non-blocking has nothing yet; the watchdog outside bounds the wait.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

function writeAll(descriptor: number, text: string): void {
  let bytes: Uint8Array = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

function readOptional(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

process.exitCode = main();
