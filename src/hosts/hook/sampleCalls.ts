import { join } from 'node:path';

export interface SampleCall {
  readonly event: string;
  /** As the agent sends it. */
  readonly payload: string;
}

/**
 * What agents do all day: the functions that these calls run through are the ones that the code cache holds. Calls that
 * are refused are in it, too: the words of a refusal must not come late.
 * @param project absolute path of an empty folder
 */
export function sampleCalls(project: string): readonly SampleCall[] {
  const call = (
    event: string,
    tool: string,
    input: Readonly<Record<string, unknown>>,
  ): SampleCall => ({
    event,
    payload: JSON.stringify({
      session_id: 'sample',
      transcript_path: join(project, 'transcript.jsonl'),
      cwd: project,
      permission_mode: 'default',
      hook_event_name: event,
      tool_name: tool,
      tool_input: input,
      tool_use_id: 'sample',
      ...(event === 'PostToolUse' ? { tool_response: {} } : {}),
    }),
  });
  const file = join(project, 'source.py');
  const calls = [
    call('PreToolUse', 'Read', { file_path: file }),
    call('PreToolUse', 'Read', { file_path: join(project, '.env') }),
    call('PreToolUse', 'Write', { file_path: file, content: 'pass\n' }),
    call('PreToolUse', 'Edit', { file_path: file, old_string: 'a', new_string: 'b' }),
    call('PostToolUse', 'Read', { file_path: file }),
    ...commands.map((command) => call('PreToolUse', 'Bash', { command })),
  ];
  // The first call of all compiles the policy; the second one runs as every later one does.
  return [...calls.slice(0, 1), ...calls];
}

const commands = [
  'git status --short && git diff --stat | head -20',
  'grep -rn "def main" src --include=*.py 2>/dev/null | sort > out.txt; cat out.txt',
  'cp -r src/. out && mv out old && git apply x.patch && tar xzf a.tgz -C out',
  'cd src && npm test -- --grep "a b" || echo "failed: $?"',
];
