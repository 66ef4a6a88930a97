import { join } from 'node:path';
import { installedCommand } from '../../test/support/hookSettings.ts';
import { createProtectedWorkspace } from '../../test/support/protectedWorkspace.ts';
import type { Workspace } from '../../test/support/workspace.ts';
import { pickEnvironment } from '../lib/environment.ts';
import { interleave, timeProcess } from './measure.ts';
import { compare, type Row, type Section } from './report.ts';

const rounds = 61;
const warmUps = 5;

/** One tool call through launcher and hook as a process, against node that does nothing. */
export async function hookSection(): Promise<Section> {
  const workspace = await createProtectedWorkspace({
    project: { 'src/circuit.py': 'print(1)\n', '.env': 'TOKEN={{canary}}\n' },
  });
  try {
    // Other variables, NODE_EXTRA_CA_CERTS above all, would slow the bare node down and flatter the hook.
    const env = { ...pickEnvironment(['PATH']), HOME: workspace.home };
    const command = installedCommand(workspace, 'PreToolUse');
    const call = (tool: string, input: Readonly<Record<string, unknown>>) => {
      const text = payload(workspace, tool, input);
      return () => timeProcess('/bin/sh', ['-c', command], env, text, 0);
    };
    const bareNode = 'node -e 0';
    const sample = interleave(
      {
        [bareNode]: () => timeProcess(process.execPath, ['-e', '0'], env, '', 0),
        'file call': call('Read', { file_path: workspace.path('src/circuit.py') }),
        'shell call': call('Bash', {
          command: 'git status --short && grep -rn "def " src | head -5',
        }),
        'refused file call': call('Read', { file_path: workspace.path('.env') }),
      },
      rounds,
      warmUps,
    );
    const base: Row = { what: bareNode, unit: 'ms', sample: sample(bareNode) };
    return {
      title: 'hook',
      how: 'one process per call through the installed command line, interleaved, environment of PATH and HOME only',
      rows: [
        base,
        compare('file call', 'ms', sample('file call'), base, 1.4),
        compare('shell call', 'ms', sample('shell call'), base, 1.6),
        compare('refused file call', 'ms', sample('refused file call'), base),
      ],
    };
  } finally {
    workspace.dispose();
  }
}

function payload(
  workspace: Workspace,
  tool: string,
  input: Readonly<Record<string, unknown>>,
): string {
  return JSON.stringify({
    session_id: '5f0e1c9a-6f0e-4d0e-9a51-0d7c6b6a1f11',
    transcript_path: join(workspace.home, '.claude/projects/p/t.jsonl'),
    cwd: workspace.root,
    permission_mode: 'acceptEdits',
    hook_event_name: 'PreToolUse',
    tool_name: tool,
    tool_input: input,
    tool_use_id: 'toolu_bench',
  });
}
