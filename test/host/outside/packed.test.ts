import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { installExtension } from '../../../scripts/lib/vscodeHost/codeServer.ts';
import { packExtension } from '../../../scripts/lib/packExtension.ts';
import { createEditorWorkspace } from '../../support/editorWorkspace.ts';
import {
  extensionFolder,
  keepScreenOfFailure,
  openEditor,
  type OpenEditor,
} from '../../support/workbench.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

const kibibyte = 1024;

/** Everything that is shipped; what is new here must be meant to be. */
const shipped = [
  'CHANGELOG.md',
  'LICENSE.txt',
  'dist/approving.cjs',
  'dist/asking.cjs',
  'dist/bringing.cjs',
  'dist/codeCache.cjs',
  'dist/compiler.cjs',
  'dist/extension.cjs',
  'dist/guard.cjs',
  'dist/hook.cjs',
  'dist/packedPrograms.txt',
  'dist/pinfold.cjs',
  'dist/shell.cjs',
  'dist/waiting.cjs',
  'media/icon.png',
  'package.json',
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
    assert.deepEqual(lower(files), lower(shipped));
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

    it('still says how far the fence stands', async () => {
      const { page, status } = editor.workbench;
      await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
      await status.filter({ hasText: 'Pinfold' }).waitFor();
    });
  });
});
