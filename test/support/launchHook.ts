import { join } from 'node:path';
import { runProgram, type Outcome } from '../../scripts/lib/processGroup.ts';
import { installedCommand } from './hookSettings.ts';
import { workspaceEnvironment, type Workspace } from './workspace.ts';

/**
 * Runs the installed command as Claude Code would before a tool call.
 *
 * @param session id of the session that the call belongs to.
 */
export async function launchHook(
  workspace: Pick<Workspace, 'root' | 'home' | 'temporary'>,
  session: string,
  tool: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  return runProgram({
    command: '/bin/sh',
    args: ['-c', installedCommand(workspace, 'PreToolUse')],
    cwd: workspace.root,
    env: workspaceEnvironment(workspace),
    timeoutMs: 60_000,
    input: JSON.stringify({
      hook_event_name: 'PreToolUse',
      session_id: session,
      cwd: workspace.root,
      transcript_path: join(workspace.home, '.claude/transcript.jsonl'),
      permission_mode: 'default',
      tool_name: tool,
      tool_input: input,
    }),
  });
}
