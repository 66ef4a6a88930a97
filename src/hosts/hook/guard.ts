import { readFileSync } from 'node:fs';
import { refusal } from './refusal.ts';
import { type HookParts, runHook } from './run.ts';
import { send } from './send.ts';

export { runHook } from './run.ts';

/**
 * Answers the event on stdin, named by the arguments `AGENT EVENT [SECONDS]`.
 * @returns the exit code: `answeredExitCode` for an answer, `waitingExitCode` for a question that a person is to
 *   answer, anything else refuses
 */
export function answer(
  parts: Pick<
    HookParts,
    'loadShell' | 'loadBringing' | 'loadCompiler' | 'loadApproving' | 'loadAsking'
  >,
): number {
  const [, , agent = '', event = '', patience] = process.argv;
  try {
    const request = {
      agent,
      event,
      payload: readAll(),
      environment: process.env,
      patience: Number(patience) || 0,
    };
    return send(runHook(request, { ...parts, readRecordKey: readOptional, now: Date.now }));
  } catch (error) {
    send(refusal(error));
    return 2;
  }
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

function readOptional(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
