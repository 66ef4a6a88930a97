import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createJsonlTrail } from '../../../src/adapters/audit/jsonlTrail.ts';
import { sha256Hex } from '../../../src/adapters/digest/sha256.ts';
import { createEditorWorkspace } from '../../support/editorWorkspace.ts';
import { launchHook } from '../../support/launchHook.ts';
import { keepScreenOfFailure, openEditor, type OpenEditor } from '../../support/workbench.ts';
import type { Workspace } from '../../support/workspace.ts';

/** One window, in this order: something is changed behind its back, it says so, and a person puts it right. */
describe('the integrity alarm', () => {
  let workspace: Workspace;
  let editor: OpenEditor;
  const launcher = (): string => join(workspace.home, '.local/share/pinfold/bin/pinfold-hook');
  const settings = (): string => join(workspace.home, '.claude/settings.json');

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

  it('is silent about what the editor itself does', async () => {
    const bench = editor.workbench;
    await bench.status.filter({ hasText: 'Pinfold: open' }).waitFor();
    await bench.run('Pinfold: Protect Agents');
    await bench.status.filter({ hasText: 'Pinfold: installed' }).waitFor();
    await launchHook(workspace, 'one', 'Read', { file_path: workspace.path('src/circuit.py') });
    await bench.status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
    assert.equal(await bench.notification('open –').count(), 0);
  });

  it('is raised for a changed launcher: in the status bar, in a message, in the view', async () => {
    const bench = editor.workbench;
    writeFileSync(launcher(), '#!/bin/sh\nexit 42\n');
    await bench.status.filter({ hasText: 'Pinfold: open – launcher was changed' }).waitFor();
    assert.match((await bench.status.getAttribute('class')) ?? '', /error-kind/);
    await bench.notification('Pinfold: open – launcher was changed').first().waitFor();
    await bench.run('Pinfold: Show Status');
    await bench.row('open: launcher was changed').first().waitFor();
  });

  it('is in the trail, once', () => {
    assert.deepEqual(tampering(), [['launcher', launcher()]]);
  });

  it('ends with one repair, by keyboard, and the level is back', async () => {
    const bench = editor.workbench;
    await bench.run('Pinfold: Repair');
    await bench.status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
    const { exitCode, stdout } = await launchHook(workspace, 'one', 'Read', {
      file_path: workspace.path('.env'),
    });
    assert.deepEqual([exitCode, stdout === ''], [0, false]);
    assert.equal(tampering().length, 1);
  });

  it('stays told when a change was taken back, until somebody looked', async () => {
    const bench = editor.workbench;
    const before = readFileSync(settings(), 'utf8');
    writeFileSync(settings(), '{}\n');
    await bench.status.filter({ hasText: 'hooks of Claude Code were removed' }).waitFor();
    writeFileSync(settings(), before);
    await bench.status.filter({ hasText: 'Pinfold: something was changed' }).waitFor();
    await bench.run('Pinfold: Show Integrity Findings');
    const list = bench.page.locator('.quick-input-list .monaco-list-row');
    await list.filter({ hasText: 'and is as it was again' }).waitFor();
    await bench.page.keyboard.press('Escape');
    await bench.status.filter({ hasText: 'Pinfold: hooked' }).waitFor();
    assert.equal(tampering().length, 2);
  });

  it('says so when it cannot look at all, and goes on when it can', async () => {
    const bench = editor.workbench;
    const keys = join(workspace.home, '.local/state/pinfold/keys');
    if (existsSync(keys)) renameSync(keys, `${keys}.away`);
    symlinkSync('keys', keys);
    await bench.status.filter({ hasText: 'open – the installation cannot be looked at' }).waitFor();
    rmSync(keys);
    if (existsSync(`${keys}.away`)) renameSync(`${keys}.away`, keys);
    await bench.status.filter({ hasText: 'open –' }).waitFor({ state: 'detached' });
    assert.equal(tampering().length, 3);
  });

  it('is raised for a switch in the project’s own settings', async () => {
    const bench = editor.workbench;
    mkdirSync(workspace.path('.claude'), { recursive: true });
    const own = workspace.path('.claude/settings.local.json');
    writeFileSync(own, '{ "disableAllHooks": true }');
    await bench.status.filter({ hasText: 'hooks of Claude Code are switched off' }).waitFor();
    assert.deepEqual(tampering().at(-1), ['hooks', own]);
  });

  function tampering(): readonly (readonly [string, string])[] {
    const directory = join(workspace.home, '.local/state/pinfold/audit');
    return createJsonlTrail({ directory, sha256: sha256Hex })
      .last(50)
      .flatMap((record) => (record.kind === 'tampering' ? [[record.what, record.path]] : []));
  }
});
