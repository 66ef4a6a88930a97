import * as vscode from 'vscode';
import { plainMessage } from '../../core/present/plainMessage.ts';

/**
 * Registers a command. What it throws is logged and shown: the editor itself would only say that a command failed.
 *
 * @param run returns what other extensions and tests may want to know.
 */
export function register(
  log: vscode.LogOutputChannel,
  id: string,
  run: (argument: unknown) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (argument: unknown) => {
    try {
      return await run(argument);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      log.error(`${id}: ${words}`);
      void vscode.window.showErrorMessage(vscode.l10n.t('Pinfold: {0}', plainMessage(words)));
      return undefined;
    }
  });
}
