import { canaryHere, createWorkspace, type Workspace } from './workspace.ts';

/** A project with a secret, a closed zone and a policy, for tests in the editor; its home has a Claude Code in use. */
export function createEditorWorkspace(): Workspace {
  return createWorkspace({
    project: {
      '.gitignore': '.env\n',
      '.env': `API_TOKEN=${canaryHere}\n`,
      '.pinfold/policy.jsonc': policy,
      'lab/calibration.json': '{}\n',
      'pipelines/build.yml': 'steps: []\n',
      'src/circuit.py': 'qubits = 5\n',
    },
    home: { '.claude/settings.json': '{}\n' },
  });
}

const policy = `{
  "version": 1,
  "zones": [
    { "name": "pipelines", "paths": ["pipelines/**"], "edit": "ask" },
    { "name": "lab", "paths": ["lab/**"], "edit": "deny", "read": "ask" }
  ],
  "commands": [{ "match": ["mkdir"], "verdict": "ask", "why": "It takes room." }]
}
`;
