import assert from 'node:assert/strict';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { installExtension } from '../../../scripts/lib/vscodeHost/codeServer.ts';
import { packExtension } from '../../../scripts/lib/packExtension.ts';
import { createEditorWorkspace } from '../../support/editorWorkspace.ts';
import { launchHook } from '../../support/launchHook.ts';
import {
  extensionFolder,
  keepScreenOfFailure,
  openEditor,
  type OpenEditor,
} from '../../support/workbench.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

const kibibyte = 1024;

/** Everything that is shipped, beside what was built; what is new here must be meant to be. */
const shipped = [
  'CHANGELOG.md',
  'LICENSE.txt',
  'NOTICE',
  'media/icon.png',
  'media/pinfold.svg',
  'media/record.tmLanguage.json',
  'package.json',
  'package.nls.json',
  'readme.md',
  'schemas/policy.schema.json',
  'schemas/record.schema.json',
];

describe('the packed extension', () => {
  let workspace: Workspace;
  let vsix: string;
  let extensionsDir: string;

  before(async () => {
    workspace = createEditorWorkspace();
    vsix = join(workspace.base, 'pinfold.vsix');
    extensionsDir = join(workspace.base, 'extensions');
    await packExtension(vsix);
    await installExtension(vsix, extensionsDir, {
      base: workspace.base,
      env: workspaceEnvironment(workspace),
    });
  });
  after(() => workspace.dispose());

  it('is small: 3 MB in all, 400 KB at the start of a window', () => {
    assert.ok(
      statSync(vsix).size <= 3 * kibibyte * kibibyte,
      `${String(statSync(vsix).size)} bytes`,
    );
    const startUp = statSync(join(extensionFolder, 'dist', 'extension.cjs')).size;
    assert.ok(startUp < 400 * kibibyte, `${String(startUp)} bytes`);
  });

  it('holds what is listed, and nothing else', () => {
    const [folder] = readdirSync(extensionsDir).filter((name) => name.startsWith('pinfold.'));
    const root = join(extensionsDir, folder ?? '');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) => statSync(join(root, name)).isFile() && name !== '.vsixmanifest',
    );
    const lower = (names: readonly string[]): string[] =>
      names.map((name) => name.toLowerCase()).toSorted();
    const built = readdirSync(join(extensionFolder, 'dist')).map((name) => `dist/${name}`);
    assert.deepEqual(lower(files), lower([...shipped, ...built]));
  });

  describe('in a folder that is not trusted', () => {
    let editor: OpenEditor;
    before(async () => {
      editor = await openEditor(workspace, {
        extensionsDir,
        workspaceTrust: true,
        settings: { 'security.workspace.trust.startupPrompt': 'never' },
      });
    });
    afterEach(async function () {
      await keepScreenOfFailure(this, editor.workbench);
    });
    after(() => editor.host.end());

    it('still guards, and shows what it stopped', async () => {
      const { workbench } = editor;
      await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
      await workbench.status.filter({ hasText: 'Pinfold: open' }).waitFor();
      await workbench.run('Pinfold: Protect Agents');
      await workbench.status.filter({ hasText: 'Pinfold: installed' }).waitFor();
      await launchHook(workspace, 'one', 'Write', {
        file_path: workspace.path('lab/x'),
        content: '',
      });
      await workbench.run('Pinfold: Show Activity');
      await workbench.row('write lab/x').waitFor();
      const spoken = (await workbench.status.getAttribute('aria-label')) ?? '';
      assert.match(spoken, /Restricted Mode: this folder’s own policy only tightens/);
    });

    it('proposes no policy for the folder', async () => {
      const { workbench } = editor;
      rmSync(workspace.path('.pinfold'), { recursive: true });
      await workbench.run('Pinfold: Open Policy');
      const pick = (text: string) =>
        workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
      await pick('Effective Policy').waitFor();
      assert.equal(await pick('Workspace').count(), 0);
      await workbench.page.keyboard.press('Escape');
    });
  });
});
