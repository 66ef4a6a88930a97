import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { modesThatAsk } from '../../src/adapters/agents/claude-code/render.ts';
import { runClaude } from '../support/claudeSession.ts';
import { createProtectedWorkspace } from '../support/protectedWorkspace.ts';
import type { Workspace } from '../support/workspace.ts';

/**
 * Pinfold hands an `ask` to Claude Code itself only in permission modes in which it was seen to hold: without a person
 * at a terminal the call must not run, though the tool is allowed and the mode would have let it through.
 */
describe('an ask handed to Claude Code without a person', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  before(async () => {
    workspace = await createProtectedWorkspace({
      project: {
        'a.py': 'pass\n',
        '.pinfold/policy.jsonc':
          '{ "version": 1, "commands": [{ "match": ["mkdir", "asked"], "verdict": "ask" }] }\n',
      },
    });
  });
  after(() => workspace.dispose());

  for (const mode of modesThatAsk) {
    it(`does not run in the mode ${mode}`, async () => {
      const run = (command: string) => ({
        tools: [{ name: 'Bash', input: { command, description: 'd' } }],
      });
      const session = await runClaude({
        workspace,
        permissionMode: mode,
        // Claude Code refuses one of the modes to root, unless it is told that it runs in a sandbox.
        env: { IS_SANDBOX: '1' },
        turns: [run('mkdir asked'), run(`mkdir free-${mode}`), { text: 'done' }],
      });
      assert.equal(session.exitCode, 0, session.stderr);
      assert.equal(existsSync(workspace.path('asked')), false);
      assert.match(session.toolResults[0]?.text ?? '', /Pinfold: Needs a person’s yes/);
      assert.equal(
        existsSync(workspace.path(`free-${mode}`)),
        true,
        'other calls run in this mode',
      );
    });
  }
});
