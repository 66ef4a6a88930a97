import * as vscode from 'vscode';
import { statusBarView } from '../../../core/present/statusBar.ts';
import { commands } from '../ids.ts';
import type { Services } from '../services.ts';

/** One item, left of what the editor itself says: how far the fence stands. */
export function statusBar({ agents, activity, policies, integrity }: Services): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'pinfold.status',
    vscode.StatusBarAlignment.Left,
    10,
  );
  item.name = 'Pinfold';
  let denied = 0;
  let brokenPolicies: readonly string[] = [];

  const render = (): void => {
    const view = statusBarView({
      agents: agents.all,
      brokenPolicies,
      integrity: integrity.standing,
      denied,
      trusted: vscode.workspace.isTrusted,
    });
    item.text = view.text;
    item.tooltip = view.tooltip;
    item.accessibilityInformation = { label: view.spoken, role: 'button' };
    const { alarms, notes, passed } = integrity.standing;
    const telling = alarms.length + notes.length + passed.length > 0;
    item.command = telling ? commands.showIntegrity : commands.showStatus;
    const color = view.alarms ? 'error' : 'warning';
    item.backgroundColor = view.warns
      ? new vscode.ThemeColor(`statusBarItem.${color}Background`)
      : undefined;
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
  );
}
