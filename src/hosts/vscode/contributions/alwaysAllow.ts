import * as vscode from 'vscode';
import { showText } from '../../../core/paths/show.ts';
import { plainMessage } from '../../../core/present/plainMessage.ts';
import type { AlwaysProposal } from '../approvals/approvalsPart.ts';
import { commands } from '../ids.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../state/approvalsContext.ts';
import type { WaitingCall } from '../state/waitingCalls.ts';

const longestReason = 300;
const longestWhyNot = 300;

/**
 * *Always…*: shows the user's own policy with one entry more, not saved. Nothing is written before a person saves it, and
 * nothing counts before they approve it; the call goes on waiting.
 */
export async function alwaysAllow(
  services: Services,
  { pending, view }: WaitingCall,
): Promise<void> {
  requireTrust();
  const { part } = services.approvals;
  const propose = (why: string): AlwaysProposal =>
    part().always(pending.request, why, services.approvals);
  const possible = propose('reason');
  if (possible.kind === 'none') return tellWhyNot(possible.why);
  const why = await vscode.window.showInputBox({
    title: vscode.l10n.t('Always Allow: {0}', view.wants),
    prompt: `${plainMessage(possible.opens)} ${vscode.l10n.t(
      'Why is it always allowed? One sentence; it goes into your policy and into records.',
    )}`,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' || text.length > longestReason
        ? vscode.l10n.t('A reason of at most {0} characters', longestReason)
        : undefined,
  });
  if (why === undefined) return;
  const proposal = propose(why.trim());
  if (proposal.kind === 'none') return tellWhyNot(proposal.why);
  await showProposal(services, proposal);
}

async function tellWhyNot(why: string): Promise<void> {
  const open = vscode.l10n.t('Open Policy');
  const message = vscode.l10n.t(
    'It cannot always be allowed. {0}',
    plainMessage(showText(why, longestWhyNot)),
  );
  if ((await vscode.window.showInformationMessage(message, open)) === open) {
    await vscode.commands.executeCommand(commands.openPolicy);
  }
}

async function showProposal(
  { approvals }: Services,
  { path, before, after, opens, stillAsks }: Extract<AlwaysProposal, { kind: 'change' }>,
): Promise<void> {
  const file = vscode.Uri.file(path);
  const uri = before === '' ? file.with({ scheme: 'untitled' }) : file;
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.getText() !== before) {
    throw new Error(vscode.l10n.t('Your policy has changes that are not saved. Save them first.'));
  }
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(uri, new vscode.Range(new vscode.Position(0, 0), end), after);
  await vscode.workspace.applyEdit(edit);
  await vscode.commands.executeCommand(
    'vscode.diff',
    approvals.texts.uriOf('policy.jsonc', before),
    uri,
    vscode.l10n.t('Your Policy ↔ Proposed: Save to Keep It'),
    { preview: false },
  );
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} Save your policy to keep the entry; then approve the change. This call still waits.{1}',
      plainMessage(opens),
      stillAsks ? ` ${vscode.l10n.t('Other parts of it would still be asked about.')}` : '',
    ),
  );
}
