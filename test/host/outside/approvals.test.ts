import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { resultOf, runClaude, type Session } from '../../support/claudeSession.ts';
import { createEditorWorkspace } from '../../support/editorWorkspace.ts';
import { keepScreenOfFailure, openEditor, type OpenEditor } from '../../support/workbench.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

/** A real session of Claude Code waits; a person answers in the real editor, by keyboard alone. */
describe('approvals in the workbench', () => {
  let workspace: Workspace;
  let editor: OpenEditor;
  let runtime: string;

  before(async () => {
    workspace = createEditorWorkspace();
    // Sockets have short paths.
    runtime = mkdtempSync(join(tmpdir(), 'pf-run-'));
    const env = { ...workspaceEnvironment(workspace), XDG_RUNTIME_DIR: runtime };
    editor = await openEditor(workspace, { env });
    const { status } = editor.workbench;
    await status.filter({ hasText: 'Pinfold: open' }).waitFor();
    await editor.workbench.run('Pinfold: Protect Agents');
    await status.filter({ hasText: 'Pinfold: installed' }).waitFor();
    while (windows().length === 0) await setTimeout(50);
  });
  afterEach(async function () {
    await keepScreenOfFailure(this, editor.workbench);
  });
  after(async () => {
    await editor.host.end();
    rmSync(runtime, { recursive: true, force: true });
    workspace.dispose();
  });

  const state = (): string => join(workspace.home, '.local/state/pinfold');
  const windows = (): readonly string[] => {
    const folder = join(state(), 'windows');
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  };

  const session = (...commands: readonly string[]): Promise<Session> =>
    runClaude({
      workspace,
      isBystander: (pid) => editor.host.server.owns(pid),
      timeoutMs: 150_000,
      turns: [
        ...commands.map((command) => ({
          tools: [{ name: 'Bash', input: { command, description: 'Lists all files' } }],
        })),
        { text: 'done' },
      ],
    });

  const question = (): Locator => editor.workbench.page.locator('.quick-input-widget');

  /** Opens the question that waits, and moves to an answer. */
  async function choose(label: string, title: string): Promise<void> {
    const { page, status } = editor.workbench;
    await status.filter({ hasText: 'waits' }).waitFor();
    if (!(await question().isVisible())) await editor.workbench.run('Pinfold: Answer Waiting Call');
    await question().locator('.quick-input-title', { hasText: title }).waitFor();
    const focused = question().locator('.monaco-list-row.focused');
    await focused.filter({ hasText: 'Deny' }).waitFor();
    while ((await focused.filter({ hasText: label }).count()) === 0) {
      await page.keyboard.press('ArrowDown');
    }
    while (await question().locator('.quick-input-title', { hasText: title }).isVisible()) {
      await page.keyboard.press('Enter');
      await setTimeout(100);
    }
  }

  it('answers each call of a session as a person says', async () => {
    const running = session(
      'mkdir asked-deny',
      'mkdir asked-once',
      'mkdir -p asked-minutes',
      'mkdir -p asked-minutes',
      'mkdir -p asked-session',
      'mkdir -p asked-session',
    );
    await choose('Deny', 'mkdir asked-deny');
    await choose('Allow Once', 'mkdir asked-once');
    await choose('Allow for 15 Minutes', 'mkdir -p asked-minutes');
    await choose('Allow for This Session', 'mkdir -p asked-session');
    const ended = await running;
    assert.match(resultOf(ended, 0).text, /A person was asked and said no/);
    for (const turn of [1, 2, 3, 4, 5]) assert.equal(resultOf(ended, turn).isError, false);
    for (const name of ['once', 'minutes', 'session']) {
      assert.ok(existsSync(workspace.path(`asked-${name}`)), name);
    }
    assert.ok(!existsSync(workspace.path('asked-deny')));
  });
});
