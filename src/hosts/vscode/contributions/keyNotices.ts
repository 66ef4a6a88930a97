import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import type { AppearedKey } from '../state/editorKeys.ts';

/** Tells in every window of each key that counts from now on: whoever holds it can say yes in the person's name. */
export function keyNotices({ agents, approvals, log }: Services): vscode.Disposable {
  const { keys } = approvals;
  const start = (): void => {
    const guarded = agents.all.some(({ trace }) => trace.installedAt !== null);
    if (guarded) keys.start();
  };
  const told = keys.onDidAppear(({ id, isOwn }: AppearedKey) => {
    log.warn(`Key ${id} counts now; ${isOwn ? 'this editor' : 'something else'} made it.`);
    if (isOwn) void tellOwn(id);
    else void tellStranger(id);
  });
  start();
  return vscode.Disposable.from(told, agents.onDidChange(start));

  async function tellOwn(id: string): Promise<void> {
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Pinfold made a key for this editor ({0}). What you allow is signed with it.',
        id,
      ),
    );
  }

  async function tellStranger(id: string): Promise<void> {
    const remove = vscode.l10n.t('Remove Key');
    const accept = vscode.l10n.t('Another Editor of Mine');
    const message = vscode.l10n.t(
      'Key {0} was not made by this editor. Whoever holds it can allow calls in your name.',
      id,
    );
    const answer = await vscode.window.showWarningMessage(message, remove, accept);
    if (answer === remove) keys.remove(id);
    if (answer === accept) await keys.accept(id);
  }
}
