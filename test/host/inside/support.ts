import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { PinfoldApi } from '../../../src/hosts/vscode/extension.ts';

/** The extension, when all of it is there. */
export async function extension(): Promise<PinfoldApi> {
  const pinfold = vscode.extensions.getExtension<PinfoldApi>('pinfold.pinfold');
  assert.ok(pinfold !== undefined);
  const api = await pinfold.activate();
  await api.ready;
  return api;
}

/** Absolute path of the folder that is open. */
export function project(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder !== undefined);
  return folder.uri.fsPath;
}

/** Waits for a condition. @param what for whoever reads the failure */
export async function until(
  what: string | (() => string),
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  for (let turn = 0; !(await holds()); turn += 1) {
    if (turn > 1200) throw new Error(`It never came: ${typeof what === 'string' ? what : what()}`);
    await setTimeout(25);
  }
}
