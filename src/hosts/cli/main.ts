import { readFileSync, writeSync } from 'node:fs';
import { runCli } from './run.ts';
import { terminalQuestion } from './terminalQuestion.ts';

function write(descriptor: number, text: string): void {
  let bytes: Uint8Array = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Whoever read our output has gone away: there is nobody to tell.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}

const answer = runCli(process.argv.slice(2), {
  environment: process.env,
  cwd: process.cwd(),
  out: (text) => write(1, text),
  err: (text) => write(2, text),
  stdin: () => readFileSync(0, 'utf8'),
  now: Date.now,
  ask: terminalQuestion(),
  watched: process.stderr.isTTY,
});
if (typeof answer === 'number') process.exitCode = answer;
else {
  void answer.then((code) => {
    process.exitCode = code;
  });
}
