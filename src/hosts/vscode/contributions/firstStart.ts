import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import type { Services } from '../services.ts';

const never = 'firstStart.never';
/** The window has come up by then. */
const afterMs = 2_000;

/** Offers protection where an agent is in use and nothing stands in its way yet. */
export function firstStart({ agents, context }: Services): vscode.Disposable {
  const clock = setTimeout(() => {
    const open = agents.all.filter(({ trace }) => trace.present && trace.installedAt === null);
    if (open.length === 0 || context.globalState.get(never) === true) return;
    void offer(open.map(({ trace }) => trace.name).join(', '), context.globalState);
  }, afterMs);
  return { dispose: () => clearTimeout(clock) };
}

async function offer(names: string, memory: vscode.Memento): Promise<void> {
  const yes = vscode.l10n.t('Protect');
  const notAgain = vscode.l10n.t("Don't Show Again");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('{0} runs here without a fence: nothing stops it from reading secrets.', names),
    yes,
    vscode.l10n.t('Not Now'),
    notAgain,
  );
  if (answer === yes) await vscode.commands.executeCommand(commands.protectAgents);
  if (answer === notAgain) await memory.update(never, true);
}
