import { readSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { sleep } from '../../adapters/audit/sleep.ts';

/**
 * Asks the person who sits at the terminal, and returns the line that comes, or null when none does. Null in place of
 * the function where there is no terminal: what a pipe says is nobody's word.
 */
export function terminalQuestion(): ((question: string) => string | null) | null {
  if (!isatty(0) || !isatty(2)) return null;
  return (question) => {
    writeSync(2, question);
    return readLine();
  };
}

/** Longer than any answer. */
const longest = 4096;

function readLine(): string | null {
  const byte = Buffer.alloc(1);
  const line: number[] = [];
  while (line.length < longest) {
    try {
      if (readSync(0, byte, 0, 1, null) === 0) return null;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Whoever hung up answers nothing; Windows says the end of input so.
      if (code === 'EIO' || code === 'EOF') return null;
      if (code !== 'EAGAIN') throw error;
      sleep(50);
      continue;
    }
    if (byte[0] === 10) break;
    line.push(byte[0]!);
  }
  return Buffer.from(line).toString('utf8');
}
