import { writeSync } from 'node:fs';
import { answeredExitCode } from '../../adapters/install/launcher.ts';
import type { HookAnswer } from '../../ports/agent.ts';

/** Writes an answer. @returns the exit code with which the launcher takes it for one */
export function send({ stdout, stderr, exitCode }: HookAnswer): number {
  writeAll(1, stdout);
  writeAll(2, stderr);
  return exitCode === 0 ? answeredExitCode : exitCode;
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
