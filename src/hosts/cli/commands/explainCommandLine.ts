import { nodeFiles } from '../../../adapters/files/nodeFiles.ts';
import { saferCommand } from '../../../app/saferCommand.ts';
import { explainCommand, explanationText } from '../../../core/present/explainCommand.ts';
import type { AgentAdapter } from '../../../ports/agent.ts';
import { createJudge } from '../../shared/judge.ts';
import type { ExitCode, Terminal } from '../command.ts';
import { existingPath } from '../existingPath.ts';

export interface ExplainCommandOptions {
  readonly command: string;
  /** The agent that would run it. */
  readonly adapter: AgentAdapter;
  /** Folder in which the command would run, and its root; without it the current one. */
  readonly workspace: string | undefined;
  readonly json: boolean;
}

/** Explains a command that nobody has run. Records nothing. Exit code 1 when it would not be allowed. */
export function explainCommandLine(options: ExplainCommandOptions, terminal: Terminal): ExitCode {
  const workspace =
    options.workspace === undefined ? null : existingPath(terminal, options.workspace);
  const { environment, now } = terminal;
  const judgePayload = createJudge({
    adapter: options.adapter,
    environment,
    now,
    workspace,
    vouched: null,
  });
  const cwd = workspace ?? existingPath(terminal, '.');
  const judge = (command: string) =>
    judgePayload(
      JSON.stringify({
        hook_event_name: 'PreToolUse',
        session_id: 'explain',
        cwd,
        tool_name: 'Bash',
        tool_input: { command },
      }),
    );
  const judged = judge(options.command);
  const safer = saferCommand(options.command, judged, judge, nodeFiles);
  const explanation = explainCommand({ ...judged, command: options.command, safer }, judged.policy);
  const text = options.json ? JSON.stringify(explanation) : explanationText(explanation);
  terminal.out(`${text}\n`);
  return explanation.verdict === 'allow' ? 0 : 1;
}
