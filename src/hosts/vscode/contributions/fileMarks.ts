import * as vscode from 'vscode';
import { colors, settings } from '../ids.ts';
import type { Services } from '../services.ts';

/**
 * Marks of files and folders that agents may not read or edit. The editor asks for what it shows, so nothing is
 * scanned; an answer is a look into the compiled policy.
 */
export function fileMarks({ policies }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const provider: vscode.FileDecorationProvider = {
    onDidChangeFileDecorations: changed.event,
    provideFileDecoration: async (uri) => {
      if (!vscode.workspace.getConfiguration('pinfold').get(settings.marks, true)) return undefined;
      const mark = await policies.markOf(uri);
      if (mark === null) return undefined;
      const color = new vscode.ThemeColor(mark.kind === 'ask' ? colors.ask : colors.closed);
      return new vscode.FileDecoration(mark.badge, mark.tooltip, color);
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.window.registerFileDecorationProvider(provider),
    policies.onDidChange(() => changed.fire(undefined)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`pinfold.${settings.marks}`)) changed.fire(undefined);
    }),
  );
}
