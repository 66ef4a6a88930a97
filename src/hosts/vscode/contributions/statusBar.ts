import * as vscode from 'vscode';
import { statusBarView } from '../../../core/present/statusBar.ts';
import { commands } from '../ids.ts';
import type { Services } from '../services.ts';

/** One item, left of what the editor itself says: how far the fence stands. */
export function statusBar({ agents, activity, policies }: Services): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'pinfold.status',
    vscode.StatusBarAlignment.Left,
    10,
  );
  item.name = 'Pinfold';
  item.command = commands.showStatus;
  let denied = 0;
  let brokenPolicies: readonly string[] = [];

  const render = (): void => {
    const view = statusBarView({
      agents: agents.all,
      brokenPolicies,
      denied,
      trusted: vscode.workspace.isTrusted,
    });
    item.text = view.text;
    item.tooltip = view.tooltip;
    item.accessibilityInformation = { label: view.spoken, role: 'button' };
    item.backgroundColor = view.warns
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
  };
  render();
  item.show();
  return vscode.Disposable.from(
    item,
    agents.onDidChange(render),
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
