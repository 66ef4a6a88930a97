import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { extension, project, until } from './support.ts';

const policyFile = (): string => join(project(), '.pinfold', 'policy.jsonc');

/** What Pinfold says about a file in the Problems view. */
function problems(path: string): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(vscode.Uri.file(path))
    .filter(({ source }) => source === 'pinfold');
}

function codes(path: string): readonly string[] {
  return problems(path).map(({ code }) => String(typeof code === 'object' ? code.value : code));
}

async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  await vscode.window.showTextDocument(document);
  return document;
}

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('a policy in the editor', () => {
  let original: string;
  before(async () => {
    await extension();
    original = (await vscode.workspace.openTextDocument(policyFile())).getText();
  });
  afterEach(async () => {
    const document = await open(policyFile());
    await until('nothing is left unsaved', async () => {
      await vscode.commands.executeCommand('workbench.action.files.revert');
      return !document.isDirty;
    });
    writeFileSync(policyFile(), original);
    const left = (): string => `no problem, instead of ${codes(policyFile()).join()}`;
    await until(left, () => codes(policyFile()).length === 0);
  });

  it('is JSON with comments', async () => {
    const document = await open(policyFile());
    await until('its language is known', () => document.languageId === 'jsonc');
  });

  it('is corrected while it is typed, saved or not', async () => {
    const document = await open(policyFile());
    await replaceAll(document, '{ "version": 1, "zones": [{ "name": "a", "paths": ["!x"] }] }');
    await until('the errors are shown', () => codes(policyFile()).includes('PF-POLICY-PATTERN'));
    const [first] = problems(policyFile());
    assert.equal(first?.severity, vscode.DiagnosticSeverity.Error);
    assert.match(first?.message ?? '', /\n\S/, 'it says what to do, too');
  });

  it('is corrected where it lies, although nobody opened it', async () => {
    writeFileSync(policyFile(), '{ "version": 2 }');
    await until('the error is shown', () => codes(policyFile()).includes('PF-POLICY-VERSION'));
  });

  it('tells of zones that others cover, and of patterns that match nothing', async () => {
    writeFileSync(
      policyFile(),
      JSON.stringify({
        version: 1,
        zones: [
          { name: 'none', paths: ['no-such-folder/**'], edit: 'deny' },
          { name: 'lab', paths: ['lab/**'], edit: 'deny' },
          { name: 'all', paths: ['**'], edit: 'ask' },
        ],
      }),
    );
    await open(policyFile());
    await until('the pattern is marked', () => codes(policyFile()).includes('PF-POLICY-NO-MATCH'));
    const marked = problems(policyFile()).filter(({ code }) => code === 'PF-POLICY-NO-MATCH');
    assert.equal(marked.length, 1);
    assert.ok(codes(policyFile()).includes('PF-POLICY-SHADOWED'));
    assert.equal(marked[0]?.severity, vscode.DiagnosticSeverity.Information);
  });

  it('may stand in the settings of the workspace, and is corrected there', async () => {
    const settings = join(project(), '.vscode', 'settings.json');
    mkdirSync(dirname(settings), { recursive: true });
    try {
      writeFileSync(settings, '{ "pinfold.zoness": [] }');
      await until('the slip is shown', () => codes(settings).includes('PF-POLICY-SETTING'));
    } finally {
      rmSync(dirname(settings), { recursive: true });
      await until('it is gone', () => codes(settings).length === 0);
    }
  });

  it('is completed and explained from its schema', async () => {
    const document = await open(policyFile());
    const text = '{\n  "version": 1,\n  "preset": ""\n}\n';
    await replaceAll(document, text);
    const inside = document.positionAt(text.indexOf('""') + 1);
    await until('presets are offered', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        inside,
      );
      return list.items.some(({ label }) => JSON.stringify(label).includes('balanced'));
    });
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(text.indexOf('preset') + 2),
    );
    const words = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    assert.match(words.join('\n'), /Defaults to start from/);
  });
});
