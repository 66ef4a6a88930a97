import * as vscode from 'vscode';
import type { KnownAgent } from '../../../core/present/knownAgent.ts';
import { plainMessage } from '../../../core/present/plainMessage.ts';
import { commands, views } from '../ids.ts';
import { register } from '../register.ts';
import type { Services } from '../services.ts';
import { agentOf } from './agentsView.ts';

/** Commands that install the fence, take it away and look at it. All work is the command line's. */
export function agentCommands(services: Services): vscode.Disposable {
  const { agents, log } = services;
  return vscode.Disposable.from(
    register(log, commands.protectAgents, async () => {
      const open = agents.all.filter(({ trace }) => trace.installedAt === null);
      const chosen = await choose(open.length === 0 ? agents.all : open, vscode.l10n.t('Protect'));
      return chosen.length > 0 && protect(services, chosen);
    }),
    register(log, commands.protectAgent, async (node) => {
      const known = agents.all.find(({ agent }) => agent === agentOf(node));
      return known !== undefined && protect(services, [known]);
    }),
    register(log, commands.unprotectAgent, async (node) => {
      const installed = agents.all.filter(({ trace }) => trace.installedAt !== null);
      const named = installed.filter(({ agent }) => agent === agentOf(node));
      const chosen =
        named.length > 0 ? named : await choose(installed, vscode.l10n.t('Take the Fence Away'));
      return chosen.length > 0 && unprotect(services, chosen);
    }),
    register(log, commands.checkAgents, () => agents.check()),
    register(log, commands.showStatus, async () => {
      await vscode.commands.executeCommand(`${views.agents}.focus`);
      await agents.check();
      return agents.all;
    }),
    register(log, commands.showLog, () => log.show()),
  );
}

/** With one agent there is nothing to choose. */
async function choose(known: readonly KnownAgent[], title: string): Promise<readonly KnownAgent[]> {
  if (known.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Pinfold: no agent to choose.'));
    return [];
  }
  if (known.length === 1) return known;
  const picks = known.map((each) => ({
    label: each.trace.name,
    description: each.trace.present ? '' : vscode.l10n.t('not found on this machine'),
    picked: true,
    known: each,
  }));
  const chosen = await vscode.window.showQuickPick(picks, { title, canPickMany: true });
  return (chosen ?? []).map((pick) => pick.known);
}

async function protect(services: Services, chosen: readonly KnownAgent[]): Promise<boolean> {
  const names = namesOf(chosen);
  await runFor(
    services,
    ['protect', ...chosen.map(({ agent }) => agent)],
    vscode.l10n.t('Protecting {0}…', names),
  );
  void offerActivity(
    vscode.l10n.t(
      '{0}: new sessions are guarded. Sessions that are open keep their old settings.',
      names,
    ),
  );
  return true;
}

async function unprotect(services: Services, chosen: readonly KnownAgent[]): Promise<boolean> {
  const names = namesOf(chosen);
  const away = vscode.l10n.t('Take the Fence Away');
  const sure = await vscode.window.showWarningMessage(
    vscode.l10n.t('Leave {0} without a fence?', names),
    {
      modal: true,
      detail: vscode.l10n.t('Nothing will stop its tool calls any more. The audit trail stays.'),
    },
    away,
  );
  if (sure !== away) return false;
  await runFor(
    services,
    ['unprotect', ...chosen.map(({ agent }) => agent)],
    vscode.l10n.t('Taking the fence away…'),
  );
  return true;
}

/**
 * Runs a command of `pinfold` that changes the installation, and remembers what it left there.
 * @param args the command, then the agents
 * @throws Error with what it said when it fails
 */
export async function runFor(
  { commandLine, agents, integrity, log }: Services,
  args: readonly string[],
  title: string,
): Promise<void> {
  const { exitCode, stdout, stderr } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title },
    () => integrity.during(args.slice(1), () => commandLine.run(args)),
  );
  log.info(`pinfold ${args.join(' ')}\n${stdout}${stderr}`.trimEnd());
  agents.refresh();
  await agents.check();
  if (exitCode !== 0) throw new Error(stderr.trim() || stdout.trim());
}

async function offerActivity(message: string): Promise<void> {
  const show = vscode.l10n.t('Show Activity');
  if ((await vscode.window.showInformationMessage(message, show)) === show) {
    await vscode.commands.executeCommand(commands.showActivity);
  }
}

function namesOf(chosen: readonly KnownAgent[]): string {
  return plainMessage(chosen.map(({ trace }) => trace.name).join(', '));
}
