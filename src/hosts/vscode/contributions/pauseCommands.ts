import { basename } from 'node:path';
import * as vscode from 'vscode';
import { showText } from '../../../core/paths/show.ts';
import { plainMessage } from '../../../core/present/plainMessage.ts';
import { commands, contextKeys } from '../ids.ts';
import type { FolderPolicy } from '../policy/policyPart.ts';
import { register } from '../register.ts';
import type { Services } from '../services.ts';
import { newNonce, requireTrust } from '../state/approvalsContext.ts';

const lengths = [5, 15] as const;

/** *Pause* and *End Pause*: observe mode for one folder, for a quarter of an hour at most. */
export function pauseCommands(services: Services): vscode.Disposable {
  const { activity, agents, approvals, log } = services;
  const { pauses } = approvals;
  const look = (): void => {
    if (agents.all.some(({ trace }) => trace.installedAt !== null)) pauses.look();
  };
  look();
  return vscode.Disposable.from(
    pauses.onDidChange(() => {
      const paused = pauses.running.length > 0;
      void vscode.commands.executeCommand('setContext', contextKeys.paused, paused);
    }),
    activity.onDidAppend((records) => pauses.hear(records)),
    register(log, commands.pause, () => pause(services)),
    register(log, commands.endPause, () => endPause(services)),
  );
}

async function pause(services: Services): Promise<boolean> {
  requireTrust();
  const { approvals, policies } = services;
  const policy = await chooseRoot(policies.all);
  if (policy === null) return false;
  const { root } = policy;
  const name = plainMessage(basename(root));
  if (policy.pause === 'forbid') {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('Your organisation’s policy forbids pauses.'),
    );
    return false;
  }
  const picks = lengths.map((minutes) => ({
    label: vscode.l10n.t('{0} Minutes', minutes),
    minutes,
  }));
  const title = vscode.l10n.t('Pause Pinfold for {0}', name);
  const pick = await vscode.window.showQuickPick(picks, { title });
  if (pick === undefined) return false;
  const yes = vscode.l10n.t('Pause');
  const sure = await vscode.window.showWarningMessage(
    vscode.l10n.t('Pause Pinfold for {0}, {1} minutes?', name, pick.minutes),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0}\n\nAgents in this folder are not stopped and you are not asked. Still held: secrets, credentials, and what keeps Pinfold standing. Everything is recorded, with the answer that it would have had.',
        showText(root, 200),
      ),
    },
    yes,
  );
  if (sure !== yes) return false;
  const key = await approvals.keys.own();
  // Recorded first: what cannot be recorded is not paused.
  approvals.tell('pause', [`${root}, ${String(pick.minutes)} minutes`]);
  const by = { key, nonce: await newNonce(approvals) };
  approvals.part().pause(root, pick.minutes, by, approvals.directories);
  approvals.pauses.look();
  return true;
}

function endPause({ approvals }: Services): number {
  const { part, directories, pauses, tell } = approvals;
  pauses.look();
  const nonces = pauses.running.map(({ nonce }) => nonce);
  if (nonces.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Pinfold: nothing is paused.'));
    return 0;
  }
  const taken = part().revoke(directories, nonces);
  tell(
    'end pause',
    taken.map((nonce) => `taken back: ${nonce}`),
  );
  pauses.look();
  return taken.length;
}

type Rooted = FolderPolicy & { readonly root: string };

async function chooseRoot(policies: readonly FolderPolicy[]): Promise<Rooted | null> {
  const rooted = policies.filter((each): each is Rooted => each.root !== null);
  const [first, ...others] = rooted;
  if (first === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Pinfold: no project is open here that could be paused.'),
    );
    return null;
  }
  if (others.length === 0) return first;
  const picks = rooted.map((policy) => ({
    label: plainMessage(basename(policy.root)),
    description: plainMessage(policy.root),
    policy,
  }));
  const title = vscode.l10n.t('Pause Pinfold');
  return (await vscode.window.showQuickPick(picks, { title }))?.policy ?? null;
}
