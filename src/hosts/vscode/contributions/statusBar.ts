import * as vscode from 'vscode';
import {
  type ApprovalsStatus,
  statusBarView,
  type StatusBarView,
} from '../../../core/present/statusBar.ts';
import { commands } from '../ids.ts';
import type { Services } from '../services.ts';

const commandsOf: Readonly<Record<StatusBarView['leadsTo'], string>> = {
  status: commands.showStatus,
  integrity: commands.showIntegrity,
  answer: commands.answerWaitingCall,
  policy: commands.approvePolicyChange,
  pause: commands.endPause,
};

/** While something counts down. */
const tickMs = 1_000;

/** One item, left of what the editor itself says: how far the fence stands, and what a person must answer. */
export function statusBar(services: Services): vscode.Disposable {
  const { agents, activity, policies, integrity, approvals } = services;
  const item = vscode.window.createStatusBarItem(
    'pinfold.status',
    vscode.StatusBarAlignment.Left,
    10,
  );
  item.name = 'Pinfold';
  let clock: NodeJS.Timeout | null = null;
  let denied = 0;
  let brokenPolicies: readonly string[] = [];

  const render = (): void => {
    const view = statusBarView({
      agents: agents.all,
      brokenPolicies,
      integrity: integrity.standing,
      denied,
      trusted: vscode.workspace.isTrusted,
      approvals: approvalsStatus(services),
    });
    item.command = commandsOf[view.leadsTo];
    item.text = view.text;
    item.tooltip = view.tooltip;
    item.accessibilityInformation = { label: view.spoken, role: 'button' };
    const color = view.alarms ? 'error' : 'warning';
    item.backgroundColor = view.warns
      ? new vscode.ThemeColor(`statusBarItem.${color}Background`)
      : undefined;
    const counts = approvals.calls.all.length > 0 || approvals.pauses.running.length > 0;
    if (counts) clock ??= setInterval(render, tickMs);
    else if (clock !== null) {
      clearInterval(clock);
      clock = null;
    }
  };
  render();
  item.show();
  return vscode.Disposable.from(
    item,
    agents.onDidChange(render),
    integrity.onDidChange(render),
    activity.onDidChange((records) => {
      denied += records.filter(({ entry }) => entry.kind === 'denied').length;
      render();
    }),
    policies.onDidLoad(() => {
      brokenPolicies = policies.loaded.flatMap(({ files }) =>
        files
          .filter(({ broken }) => broken)
          .map(({ path }) => vscode.workspace.asRelativePath(path)),
      );
      render();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(render),
    approvals.calls.onDidArrive(render),
    approvals.calls.onDidEnd(render),
    approvals.calls.onDidChange(render),
    approvals.pauses.onDidChange(render),
    approvals.changes.onDidChange(render),
    new vscode.Disposable(() => {
      if (clock !== null) clearInterval(clock);
    }),
  );
}

function approvalsStatus({ approvals, policies }: Services): ApprovalsStatus {
  const { calls, pauses, changes } = approvals;
  const roots = policies.loaded.map(({ root }) => root);
  const seconds = (until: number): number => Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const ends = pauses.running.filter(({ root }) => roots.includes(root)).map(({ until }) => until);
  return {
    waiting: calls.all.length,
    waitingSeconds: seconds(Math.min(...calls.all.map(({ until }) => until))),
    policies: changes.open.map(({ path }) => vscode.workspace.asRelativePath(path)),
    pausedSeconds: ends.length === 0 ? null : seconds(Math.max(...ends)),
    trouble: calls.trouble,
  };
}
