import * as vscode from 'vscode';
import {
  hearDenial,
  noNotices,
  type DenialNotice,
  type NoticeChoice,
  type NoticeMemory,
} from '../../../core/present/denialNotices.ts';
import { commands, settings } from '../ids.ts';
import type { Services } from '../services.ts';
import { isHere } from './activityView.ts';

/** Tells of denials that a person should know of at once; never twice of the same within the interval. */
export function denialWarnings({ activity, agents }: Services): vscode.Disposable {
  let memory: NoticeMemory = noNotices;
  return activity.onDidChange((records) => {
    const options = chosen();
    // Of calls that waited the prompt has told.
    const news = records.filter(({ origin, entry }) => isHere(origin) && entry.wait === null);
    for (const { origin, entry } of news) {
      const denial = { session: origin.key, agent: agents.nameOf(origin.agent), entry };
      const heard = hearDenial(memory, denial, performance.now(), options);
      memory = heard.memory;
      if (heard.notice !== null) void tell(heard.notice);
    }
  });
}

function chosen(): { choice: NoticeChoice; intervalMs: number } {
  const configuration = vscode.workspace.getConfiguration('pinfold');
  const choice = configuration.get<NoticeChoice>(settings.notify, 'secretsAndZones');
  return { choice, intervalMs: configuration.get<number>(settings.notifyMinutes, 10) * 60_000 };
}

async function tell({ message, record }: DenialNotice): Promise<void> {
  const show = vscode.l10n.t('Show Activity');
  const explain = vscode.l10n.t('Explain');
  const answer = await vscode.window.showWarningMessage(message, show, explain);
  if (answer === show) await vscode.commands.executeCommand(commands.showActivity);
  if (answer === explain) {
    await vscode.commands.executeCommand(commands.explainDecision, record);
  }
}
