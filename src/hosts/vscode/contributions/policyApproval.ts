import * as vscode from 'vscode';
import { plainMessage } from '../../../core/present/plainMessage.ts';
import type { PendingApproval } from '../approvals/approvalsPart.ts';
import { commands } from '../ids.ts';
import { register } from '../register.ts';
import type { Services } from '../services.ts';
import { newNonce, requireTrust } from '../state/approvalsContext.ts';
import { nameOf } from '../state/policyChanges.ts';

/** *Approve Policy Change*: what a changed policy loosens waits for a person, who is told once for each content. */
export function policyApproval(services: Services): vscode.Disposable {
  const { agents, approvals, policies, log } = services;
  const told = new Set<string>();
  /** Files of which a message stands there: one that is written again and again makes no storm. */
  const warned = new Set<string>();
  const look = (): void => {
    for (const each of approvals.changes.open) {
      if (told.has(nameOf(each)) || warned.has(each.path)) continue;
      told.add(nameOf(each));
      warned.add(each.path);
      void warn(each).finally(() => {
        warned.delete(each.path);
        look();
      });
    }
  };
  // Somebody must ask for them: only what was read says what waits.
  const read = (): void => {
    if (agents.all.some(({ trace }) => trace.installedAt !== null)) void policies.all;
  };
  read();
  look();
  return vscode.Disposable.from(
    agents.onDidChange(read),
    policies.onDidChange(read),
    approvals.changes.onDidChange(look),
    register(log, commands.approvePolicyChange, async (given) => {
      policies.refreshIfChanged();
      void policies.all;
      const pending = await choose(services, given);
      return pending === null ? null : review(services, pending);
    }),
  );
}

async function warn(pending: PendingApproval): Promise<void> {
  const review = vscode.l10n.t('Review…');
  const message = vscode.l10n.t(
    '{0} loosens what agents may do. Nothing of that holds before you approve it.',
    plainMessage(vscode.workspace.asRelativePath(pending.path)),
  );
  if ((await vscode.window.showWarningMessage(message, review)) !== review) return;
  await vscode.commands.executeCommand(commands.approvePolicyChange, nameOf(pending));
}

async function choose({ approvals }: Services, given: unknown): Promise<PendingApproval | null> {
  const { all } = approvals.changes;
  const named = all.find((each) => nameOf(each) === given);
  if (named !== undefined) return named;
  const [first] = all;
  if (first === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Pinfold: no policy waits for your approval.'),
    );
    return null;
  }
  if (all.length === 1) return first;
  const picks = all.map((pending) => ({
    label: plainMessage(vscode.workspace.asRelativePath(pending.path)),
    description: vscode.l10n.t('{0} entries loosen', pending.loosens.length),
    pending,
  }));
  const title = vscode.l10n.t('Approve Policy Change');
  return (await vscode.window.showQuickPick(picks, { title }))?.pending ?? null;
}

type Outcome = 'approved' | 'declined' | 'later';

/** Shows both versions side by side, then asks. What is approved is what is shown, whatever stands in the file by then. */
async function review(services: Services, pending: PendingApproval): Promise<Outcome> {
  requireTrust();
  const { approvals, policies } = services;
  const { path, text, before, loosens } = pending;
  const name = plainMessage(vscode.workspace.asRelativePath(path));
  await vscode.commands.executeCommand(
    'vscode.diff',
    approvals.texts.uriOf('policy.jsonc', before ?? ''),
    approvals.texts.uriOf('policy.jsonc', text),
    vscode.l10n.t('{0}: Approved ↔ Waiting', name),
    { preview: true, preserveFocus: true },
  );
  const choice = await ask(name, loosens, before !== null);
  if (choice === 'approved') {
    const key = await approvals.keys.own();
    // Recorded first: what cannot be recorded is not approved.
    approvals.tell('approve policy', [`${path}, SHA-256 ${pending.digest}`, ...loosens]);
    const by = { key, nonce: await newNonce(approvals) };
    approvals.part().approvePolicy(pending, by, approvals.directories);
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} is approved.', name));
  }
  if (choice === 'declined') {
    approvals.tell('decline policy', [`${path}, SHA-256 ${pending.digest}`]);
    await approvals.changes.decline(pending);
  }
  policies.refresh();
  return choice;
}

const deafMs = 700;

function ask(name: string, loosens: readonly string[], hasBefore: boolean): Promise<Outcome> {
  interface Item extends vscode.QuickPickItem {
    readonly outcome?: Outcome;
  }
  const picker = vscode.window.createQuickPick<Item>();
  const keep = hasBefore
    ? vscode.l10n.t('the approved version stays in force')
    : vscode.l10n.t('only what it tightens holds');
  const choices: readonly Item[] = [
    {
      label: `$(circle-slash) ${vscode.l10n.t('Not This Content')}`,
      description: vscode.l10n.t('{0}; you are not asked about it again', keep),
      outcome: 'declined',
    },
    {
      label: `$(check) ${vscode.l10n.t('Approve')}`,
      description: vscode.l10n.t('all of it holds from now on, on this machine'),
      outcome: 'approved',
    },
  ];
  let heardFrom = performance.now() + deafMs;
  picker.title = vscode.l10n.t('Approve the change of {0}?', name);
  picker.placeholder = vscode.l10n.t('Choose with the arrow keys. Escape: later.');
  picker.ignoreFocusOut = true;
  picker.items = [
    ...choices.map((item) => ({ ...item, alwaysShow: true })),
    { label: vscode.l10n.t('what it loosens'), kind: vscode.QuickPickItemKind.Separator },
    ...loosens.map((entry) => ({ label: plainMessage(entry), alwaysShow: true })),
  ];
  return new Promise((resolve) => {
    const end = (outcome: Outcome): void => {
      resolve(outcome);
      picker.dispose();
    };
    picker.onDidChangeValue((value) => {
      if (value === '') return;
      heardFrom = performance.now() + deafMs;
      picker.value = '';
      picker.activeItems = picker.items.slice(0, 1);
    });
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      if (performance.now() < heardFrom || item?.outcome === undefined) return;
      end(item.outcome);
    });
    picker.onDidHide(() => end('later'));
    picker.show();
  });
}
