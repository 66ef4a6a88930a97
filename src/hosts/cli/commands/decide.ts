import { batchAnswer, batchError } from '../../../core/present/batch.ts';
import { createJudge, type Judged } from '../../shared/judge.ts';
import { namedAdapter } from '../agents.ts';
import { readArguments } from '../arguments.ts';
import { type Command, UsageError } from '../command.ts';
import { existingPath } from '../existingPath.ts';

export const decideCommand: Command = {
  name: 'decide',
  usage: 'decide --agent <name> --batch [--workspace DIR] [--policy FILE]',
  summary: 'Judges hook payloads from stdin, one JSON object a line, and prints one answer a line.',
  help: `Stateless: no record, no prompt, no grant is touched. HOME comes from the environment, paths are resolved
on the real tree. Without --workspace each payload's own cwd says where its root is.

--workspace DIR  the root of all payloads
--policy FILE    the workspace policy to judge by; you vouch for it, so it may loosen defaults. A root's own
                 .pinfold/policy.jsonc only tightens, as long as nobody has approved it.`,
  run(args, terminal) {
    const { values } = readArguments('decide', args, {
      agent: { type: 'string' },
      batch: { type: 'boolean', default: false },
      workspace: { type: 'string' },
      policy: { type: 'string' },
    });
    if (values.agent === undefined || values.batch !== true) {
      throw new UsageError('--agent and --batch are needed.', `Usage: pinfold ${this.usage}`);
    }
    const adapter = namedAdapter(String(values.agent));
    const existing = (path: unknown): string | null =>
      typeof path === 'string' ? existingPath(terminal, path) : null;
    const judge = createJudge({
      adapter,
      environment: terminal.environment,
      now: terminal.now,
      workspace: existing(values.workspace),
      vouched: existing(values.policy),
    });
    const lines = terminal.stdin().split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) terminal.out(`${JSON.stringify(answer(line, judge))}\n`);
    return 0;
  },
};

function answer(line: string, judge: (payload: string) => Judged): object {
  try {
    return batchAnswer(judge(line));
  } catch (error) {
    return batchError(error instanceof Error ? error.message : 'unknown error');
  }
}
