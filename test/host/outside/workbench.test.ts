import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createJsonlTrail } from '../../../src/adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../../src/adapters/digest/sha256.ts';
import { denial } from '../../unit/core/audit/samples.ts';
import { createEditorWorkspace } from '../../support/editorWorkspace.ts';
import { launchHook } from '../../support/launchHook.ts';
import { keepScreenOfFailure, openEditor, type OpenEditor } from '../../support/workbench.ts';
import type { Workspace } from '../../support/workspace.ts';

/** One window, led by keyboard, in this order: from an agent without a fence to a guarded one, and back. */
describe('the workbench', () => {
  let workspace: Workspace;
  let editor: OpenEditor;

  before(async () => {
    workspace = createEditorWorkspace();
    editor = await openEditor(workspace);
  });
  afterEach(async function () {
    await keepScreenOfFailure(this, editor.workbench);
  });
  after(async () => {
    await editor.host.end();
    workspace.dispose();
  });

  it('warns of an agent without a fence, and offers one', async () => {
    const { status, notification } = use();
    await status.filter({ hasText: 'Pinfold: open' }).waitFor();
    assert.match((await status.getAttribute('class')) ?? '', /warning-kind/);
    await notification('Claude Code runs here without a fence').waitFor();
  });

  it('protects it, by keyboard', async () => {
    const { status, run } = use();
    await run('Pinfold: Protect Agents');
    await status.filter({ hasText: 'Pinfold: installed' }).waitFor();
    assert.doesNotMatch((await status.getAttribute('class')) ?? '', /warning-kind/);
    const label = (await status.getAttribute('aria-label')) ?? '';
    assert.match(label, /^Pinfold: installed\. .*Claude Code: hooks installed/);
  });

  it('shows a denied call of a real hook, with a message', async () => {
    const { status, run, row, notification } = use();
    await run('Pinfold: Show Activity');
    const { exitCode } = await launchHook(workspace, 'one', 'Read', {
      file_path: workspace.path('.env'),
    });
    assert.equal(exitCode, 0);
    await row('read .env').waitFor();
    await notification('Claude Code was denied: read .env').waitFor();
    await status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
  });

  it('keeps a storm of denials readable', async () => {
    const { row, page } = use();
    const trail = createJsonlTrail({
      directory: join(workspace.home, '.local/state/pinfold/audit'),
      sha256: sha256Hex,
      now: () => Date.now(),
    });
    for (let call = 0; call < 300; call += 1) {
      const path = workspace.path(`secret-${String(call % 3)}`);
      const effect = { ...denial.decision.effect, kind: 'read', via: 'Read', certainty: 'surely' };
      const target = { stated: path, path, faces: [], place: 'workspace', root: workspace.root };
      const decision = { ...denial.decision, effect: { ...effect, target } };
      const draft = { ...denial, cwd: workspace.root, session: 'storm', decision };
      trail.append({ ...draft, callId: String(call) } as typeof denial);
    }
    for (const number of [0, 1, 2]) await row(`read secret-${String(number)}`).waitFor();
    await page.locator('.monaco-list-row[aria-label*="100 ×"]').first().waitFor();
    const messages = page.locator('.notifications-toasts .notification-list-item');
    assert.ok((await messages.count()) <= 3, 'no storm of messages');
  });

  it('explains a decision from the list, by keyboard alone', async () => {
    const { page, run, row } = use();
    await run('Pinfold: Show Activity');
    await row('read .env').waitFor();
    await page.locator('[role="tree"][aria-label="Activity"]').waitFor();
    while (
      (await page.locator('.monaco-list-row.focused', { hasText: 'read .env' }).count()) === 0
    ) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await page.locator('.view-lines', { hasText: 'built-in.secrets.dotenv' }).waitFor();
  });

  it('shows only what was held up when asked to, and all again', async () => {
    const { run, row } = use();
    await launchHook(workspace, 'one', 'Read', { file_path: workspace.path('src/circuit.py') });
    await row('read src/circuit.py').waitFor();
    await run('Pinfold: Show Only What Was Held Up');
    await row('read src/circuit.py').waitFor({ state: 'detached' });
    await row('read .env').waitFor();
    await run('Pinfold: Show All Calls');
    await row('read src/circuit.py').waitFor();
  });

  it('marks files that agents may not read or edit, in words, too', async () => {
    const { page, run } = use();
    await run('View: Show Explorer');
    const file = (name: string) =>
      page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
    for (const [name, words] of [
      ['.env', 'agents may not read'],
      ['lab', 'may not edit'],
      ['pipelines', 'must ask before they edit'],
    ] as const) {
      await file(name).locator(`[aria-label*="${words}"]`).first().waitFor();
    }
    assert.equal(await file('src').locator('[aria-label*="Pinfold"]').count(), 0);
  });

  it('says so when a policy is broken, and again when it is mended', async () => {
    const { status } = use();
    const policy = workspace.path('.pinfold/policy.jsonc');
    const sound = readFileSync(policy, 'utf8');
    writeFileSync(policy, '{ "version": 1, "zones": [');
    await status.filter({ hasText: 'Pinfold: policy broken' }).waitFor();
    writeFileSync(policy, sound);
    await status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
  });

  it('opens the policy, by keyboard', async () => {
    const { page, run, pick } = use();
    await run('Pinfold: Open Policy');
    await pick('Workspace');
    await page.locator('.tab[aria-label^="policy.jsonc"]').waitFor();
    await run('Pinfold: Open Policy');
    await pick('Effective Policy');
    await page.locator('.view-lines', { hasText: 'built-in.credentials.ssh' }).waitFor();
  });

  it('takes the fence away only after a question', async () => {
    const { page, status, run } = use();
    await run('Pinfold: Unprotect Agent…');
    const dialog = page.locator('.monaco-dialog-box', { hasText: 'without a fence' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
    await run('Pinfold: Unprotect Agent…');
    await dialog.getByRole('button', { name: 'Take the Fence Away' }).press('Enter');
    await status.filter({ hasText: 'Pinfold: open' }).waitFor();
    const settings = readFileSync(join(workspace.home, '.claude/settings.json'), 'utf8');
    assert.equal(settings, '{}\n');
  });

  function use() {
    const { workbench } = editor;
    return {
      page: workbench.page,
      status: workbench.status,
      run: (title: string) => workbench.run(title),
      pick: (label: string) => workbench.pick(label),
      row: (text: string) => workbench.row(text).first(),
      notification: (text: string) => workbench.notification(text).first(),
    };
  }
});
