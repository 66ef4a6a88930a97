import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/hosts/vscode/ids.ts';
import { extension } from './support.ts';

describe('activation', () => {
  it('happens by itself when a window has started', async () => {
    const pinfold = vscode.extensions.getExtension('pinfold.pinfold');
    assert.ok(pinfold !== undefined);
    await extension();
    assert.equal(pinfold.isActive, true);
  });

  it('registers every command of the manifest', async () => {
    await extension();
    const known = await vscode.commands.getCommands(true);
    for (const command of Object.values(commands)) assert.ok(known.includes(command), command);
  });

  it('lets a repository set nothing that weakens', async () => {
    await extension();
    const configuration = vscode.workspace.getConfiguration('pinfold');
    const { Workspace } = vscode.ConfigurationTarget;
    for (const [name, value] of [
      ['notifications.denials', 'off'],
      ['explorer.marks', false],
    ] as const) {
      // The editor itself refuses it.
      await assert.rejects(async () => configuration.update(name, value, Workspace), name);
    }
  });
});
