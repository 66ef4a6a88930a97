import { readFileSync, writeSync } from 'node:fs';
import { answeredExitCode } from '../../adapters/install/launcher.ts';
import type { HookAnswer } from '../../ports/agent.ts';
import { refusal } from './refusal.ts';
import { type HookParts, runHook } from './run.ts';

export { runHook } from './run.ts';

/**
 * Answers the event on stdin, named by the arguments `AGENT EVENT`.
 * @returns the exit code: {@link answeredExitCode} for an answer, anything else refuses
 */
export function answer(
  parts: Pick<HookParts, 'loadShell' | 'loadBringing' | 'loadCompiler' | 'loadApproving'>,
): number {
  const [, , agent = '', event = ''] = process.argv;
  try {
    const request = { agent, event, payload: readAll(), environment: process.env };
    return send(runHook(request, { ...parts, readRecordKey: readOptional, now: Date.now }));
  } catch (error) {
    send(refusal(error));
    return 2;
  }
}

function send({ stdout, stderr, exitCode }: HookAnswer): number {
  writeAll(1, stdout);
  writeAll(2, stderr);
  return exitCode === 0 ? answeredExitCode : exitCode;
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
