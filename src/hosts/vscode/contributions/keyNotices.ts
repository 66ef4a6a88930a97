import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** Tells in every window when a key of this editor begins to count: whoever holds it says yes in the person's name. */
export function keyNotices({ agents, approvals, log }: Services): vscode.Disposable {
  const { keys } = approvals;
  const start = (): void => {
    if (agents.all.some(({ trace }) => trace.installedAt !== null)) keys.start();
  };
  start();
  return vscode.Disposable.from(
    agents.onDidChange(start),
    keys.onDidMake((id) => {
      log.info(`Key ${id} of this editor counts now.`);
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'Pinfold made a key for this editor ({0}). What you allow is signed with it.',
          id,
        ),
      );
    }),
  );
}
