import assert from 'node:assert/strict';
import { leaksIn, runClaude } from '../support/claudeSession.ts';
import { createProtectedWorkspace } from '../support/protectedWorkspace.ts';
import { createWorkspace, type Workspace } from '../support/workspace.ts';

/**
 * What the adapter takes for granted about Claude Code, seen on the real program without a fence. When a new version
 * breaks one of these, the adapter must change.
 */
describe('what the adapter takes for granted about Claude Code', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  before(() => {
    workspace = createWorkspace({
      project: { '.gitignore': '.env\n', '.env': 'TOKEN={{canary}}\n', 'a.py': 'TOKEN = 1\n' },
    });
  });
  after(() => workspace.dispose());

  for (const [what, input, shows] of [
    ['leaves out what git ignores', {}, false],
    ['searches what a glob takes in, ignored or not', { glob: '.env' }, true],
    ['reads several globs, apart by commas', { glob: '*.py,.env' }, true],
    ['keeps leaving it out where globs only leave out', { glob: '!*.py' }, false],
    ['searches a file that it is pointed at, ignored or not', { path: '.env' }, true],
  ] as const) {
    it(`Grep ${what}`, async () => {
      const call = { name: 'Grep', input: { pattern: 'TOKEN', output_mode: 'content', ...input } };
      const session = await runClaude({ workspace, turns: [{ tools: [call] }, { text: 'done' }] });
      assert.equal(leaksIn(session, workspace.canary).length > 0, shows);
    });
  }
});

describe('what the alarm takes for granted about Claude Code', function () {
  this.timeout(120_000);

  for (const name of ['settings.json', 'settings.local.json']) {
    it(`runs no hook of the user where .claude/${name} of the project switches them off`, async () => {
      const workspace = await createProtectedWorkspace({
        project: {
          '.env': 'TOKEN={{canary}}\n',
          [`.claude/${name}`]: '{ "disableAllHooks": true }\n',
        },
      });
      try {
        const call = { name: 'Read', input: { file_path: workspace.path('.env') } };
        const session = await runClaude({ workspace, turns: [{ tools: [call] }, { text: 'x' }] });
        assert.ok(leaksIn(session, workspace.canary).length > 0);
      } finally {
        workspace.dispose();
      }
    });
  }
});
