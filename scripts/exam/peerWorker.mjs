// Judges commands by cc-safety-net's library: JSON texts on stdin, one a line; one answer a line on stdout.
// Arguments: the library's module, the working directory of all commands, and `--time` to add microseconds.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , library, cwd, flag] = process.argv;
const { checkCommand } = await import(pathToFileURL(library).href);
const commands = readFileSync(0, 'utf8')
  .split('\n')
  .slice(0, -1)
  .map((line) => JSON.parse(line));

const answers = commands.map((command) => {
  const started = performance.now();
  const answer = judge(command);
  const micros = (performance.now() - started) * 1000;
  return JSON.stringify(flag === '--time' ? { ...answer, micros } : answer);
});
process.stdout.write(`${answers.join('\n')}\n`);

function judge(command) {
  try {
    const { kind, reason = '', ruleId = '' } = checkCommand({ command, cwd });
    return { verdict: kind, rule: ruleId, reason };
  } catch (error) {
    // The library refuses blank commands, which its hook lets pass.
    return { verdict: 'allow', rule: '', reason: `error: ${error.message}` };
  }
}
