/** Starts a program that starts another one and never ends, for tests that end this process: `startsProgram.ts MARK`. */
import { runProgram } from '../../scripts/lib/processGroup.ts';

const [mark = ''] = process.argv.slice(2);
await runProgram({
  command: '/bin/sh',
  args: ['-c', 'echo started; tail -f /dev/null & tail -f /dev/null'],
  cwd: '/',
  env: { PATH: process.env['PATH'] ?? '', MARK: mark },
  timeoutMs: 60_000,
  onOutput: (text) => process.stdout.write(text),
});
