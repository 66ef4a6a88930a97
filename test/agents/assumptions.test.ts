import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

  const off = { disableAllHooks: true };
  const away = { env: { CLAUDE_CODE_SHELL_PREFIX: '/bin/true' } };
  const empty = { env: { CLAUDE_CODE_SHELL_PREFIX: '' } };
  for (const [name, settings, leaks] of [
    ['settings.json', off, true],
    ['settings.local.json', off, true],
    ['settings.json', away, true],
    ['settings.local.json', away, true],
    ['settings.local.json', empty, false],
    [
      'settings.local.json',
      { env: { CLAUDE_CODE_SAFE_MODE: '1', CLAUDE_CODE_SIMPLE: '1' } },
      false,
    ],
  ] as const) {
    const text = JSON.stringify(settings);
    it(`runs ${leaks ? 'no hook' : 'the hooks'} of the user with ${text} in the project’s .claude/${name}`, async () => {
      const workspace = await createProtectedWorkspace({
        project: { '.env': 'TOKEN={{canary}}\n', [`.claude/${name}`]: text },
      });
      try {
        const call = { name: 'Read', input: { file_path: workspace.path('.env') } };
        const session = await runClaude({ workspace, turns: [{ tools: [call] }, { text: 'x' }] });
        assert.equal(leaksIn(session, workspace.canary).length > 0, leaks);
      } finally {
        workspace.dispose();
      }
    });
  }

  it('runs no hook of the user where .claude.json has another program start them', async () => {
    const workspace = await createProtectedWorkspace({
      project: { '.env': 'TOKEN={{canary}}\n' },
    });
    try {
      writeFileSync(join(workspace.home, '.claude.json'), JSON.stringify(away));
      const call = { name: 'Read', input: { file_path: workspace.path('.env') } };
      const session = await runClaude({ workspace, turns: [{ tools: [call] }, { text: 'x' }] });
      assert.ok(leaksIn(session, workspace.canary).length > 0);
    } finally {
      workspace.dispose();
    }
  });

  for (const name of [
    'CLAUDE_CODE_SAFE_MODE',
    'CLAUDE_CODE_RESTRICTED',
    'CLAUDE_CODE_SHELL_PREFIX',
  ]) {
    it(`runs no hook of the user when it was started with ${name}`, async () => {
      const workspace = await createProtectedWorkspace({
        project: { '.env': 'TOKEN={{canary}}\n' },
      });
      try {
        const call = { name: 'Read', input: { file_path: workspace.path('.env') } };
        const env = { [name]: name.endsWith('PREFIX') ? '/bin/true' : '1' };
        const turns = [{ tools: [call] }, { text: 'x' }];
        const session = await runClaude({ workspace, turns, env });
        assert.ok(leaksIn(session, workspace.canary).length > 0);
      } finally {
        workspace.dispose();
      }
    });
  }
});
