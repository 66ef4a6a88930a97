import * as vscode from 'vscode';
import {
  countWords,
  isInterruption,
  kindWords,
  type SessionActivity,
} from '../../../core/present/activity.ts';
import type { ActivityEntry } from '../../../core/present/activityEntry.ts';
import { showText } from '../../../core/paths/show.ts';
import { commands, contextKeys, items, views } from '../ids.ts';
import { register } from '../register.ts';
import type { Services } from '../services.ts';

/** A session, a line of it, or the sessions of other folders. */
type Node =
  | { readonly kind: 'session'; readonly session: SessionActivity }
  | { readonly kind: 'entry'; readonly session: SessionActivity; readonly entry: ActivityEntry }
  | { readonly kind: 'elsewhere'; readonly sessions: readonly SessionActivity[] };

/** The view of what agents did. It is made anew from the state; the editor asks only for what is on the screen. */
export function activityView(services: Services): vscode.Disposable {
  const { activity, agents, log } = services;
  const changed = new vscode.EventEmitter<undefined>();
  let onlyInterruptions = false;

  const shown = (session: SessionActivity): readonly ActivityEntry[] =>
    onlyInterruptions ? session.entries.filter(isInterruption) : session.entries;
  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => {
      if (node === undefined) return topNodes(activity.sessions);
      if (node.kind === 'elsewhere') return node.sessions.map(sessionNode);
      if (node.kind === 'entry') return [];
      return shown(node.session).map((entry) => ({ kind: 'entry', session: node.session, entry }));
    },
    getParent: (node) => (node.kind === 'entry' ? sessionNode(node.session) : undefined),
    getTreeItem: (node) => {
      if (node.kind === 'entry') return entryItem(node.entry);
      if (node.kind === 'elsewhere') return elsewhereItem(node.sessions);
      return sessionItem(node.session, agents.nameOf(node.session.agent));
    },
  };
  const view = vscode.window.createTreeView(views.activity, {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  const render = (): void => {
    // The editor puts off what follows a message within a fifth of a second, even one that is the same again.
    if (view.message !== activity.trouble) view.message = activity.trouble;
    changed.fire(undefined);
  };
  const choose = async (only: boolean): Promise<void> => {
    onlyInterruptions = only;
    await vscode.commands.executeCommand('setContext', contextKeys.onlyInterruptions, only);
    render();
  };
  return vscode.Disposable.from(
    changed,
    view,
    activity.onDidChange(render),
    register(log, commands.showInterruptions, () => choose(true)),
    register(log, commands.showAllCalls, () => choose(false)),
    register(log, commands.showActivity, async () => {
      await vscode.commands.executeCommand(`${views.activity}.focus`);
      const [first] = topNodes(activity.sessions);
      if (first !== undefined) await focusOn(view, first);
      return activity.sessions;
    }),
    register(log, commands.openActivityFile, (node) => openFile(node)),
  );
}

const attempts = 20;
const betweenMs = 100;

/**
 * A view that is shown for the first time loses the focus when its lines come, and until then it refuses to reveal one.
 */
async function focusOn(view: vscode.TreeView<Node>, node: Node): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      return await view.reveal(node, { focus: true, select: true });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, betweenMs));
    }
  }
}

function sessionNode(session: SessionActivity): Node {
  return { kind: 'session', session };
}

/** Sessions of this window's folders, and the others in one line below them. */
function topNodes(sessions: readonly SessionActivity[]): Node[] {
  const here = sessions.filter(isHere);
  const elsewhere = sessions.filter((session) => !isHere(session));
  const nodes = here.map(sessionNode);
  return elsewhere.length === 0 ? nodes : [...nodes, { kind: 'elsewhere', sessions: elsewhere }];
}

/** True for sessions that work in a folder of this window; without a folder every session is at home. */
export function isHere({ cwd }: Pick<SessionActivity, 'cwd'>): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return true;
  if (cwd === null) return false;
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(cwd)) !== undefined;
}

function sessionItem(session: SessionActivity, name: string): vscode.TreeItem {
  const open = vscode.TreeItemCollapsibleState.Expanded;
  const item = new vscode.TreeItem(name, open);
  const counts = countWords(session);
  item.id = session.key;
  item.description = `${counts} · ${timeOf(session.startedAt)}`;
  item.iconPath = new vscode.ThemeIcon('comment-discussion');
  const letGo =
    session.letGo === 0
      ? []
      : [`${String(session.letGo)} older lines are only in the audit trail.`];
  item.tooltip = [
    `${name}, since ${new Date(session.startedAt).toLocaleString()}`,
    showText(session.cwd ?? ''),
    counts,
    ...letGo,
  ].join('\n');
  item.accessibilityInformation = { label: `${name}, ${timeOf(session.startedAt)}, ${counts}` };
  return item;
}

function elsewhereItem(sessions: readonly SessionActivity[]): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Other Folders'),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = 'elsewhere';
  item.description = String(sessions.length);
  item.iconPath = new vscode.ThemeIcon('folder');
  return item;
}

const icons: Readonly<
  Record<ActivityEntry['kind'], readonly [icon: string, color: string | null]>
> = {
  denied: ['circle-slash', 'list.errorForeground'],
  asked: ['question', 'list.warningForeground'],
  allowed: ['check', null],
  observed: ['eye', null],
  changed: ['warning', 'list.warningForeground'],
  tampering: ['alert', 'list.errorForeground'],
  note: ['info', null],
};

function entryItem(entry: ActivityEntry): vscode.TreeItem {
  const { kind, label, rule, times, why, wait } = entry;
  const [icon, color] = icons[kind];
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  const often = times === 1 ? '' : `${String(times)} ×, `;
  const words = wait === null ? kindWords[kind] : `${kindWords[kind]}: ${wait.words}`;
  item.id = entry.id;
  item.description = `${often}${words}, ${timeOf(entry.at)}`;
  item.iconPath = new vscode.ThemeIcon(
    icon,
    color === null ? undefined : new vscode.ThemeColor(color),
  );
  item.tooltip = [`${kindWords[kind]}: ${label}`, ...why, rule, `Record ${String(entry.record)}`]
    .filter((line) => line !== '')
    .join('\n');
  item.contextValue = entry.file === null ? items.call : items.callWithFile;
  item.accessibilityInformation = {
    label: `${kindWords[kind]}: ${label}, ${often}${wait === null ? '' : `${wait.words}, `}${timeOf(entry.at)}, ${rule}`,
  };
  item.command = {
    command: commands.explainDecision,
    title: vscode.l10n.t('Explain Decision'),
    arguments: [{ entry }],
  };
  return item;
}

/** Time of day, as this machine's people write it. */
export function timeOf(iso: string): string {
  return new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** The entry that a command of the view was called for, or null. */
export function entryOf(node: unknown): ActivityEntry | null {
  if (typeof node !== 'object' || node === null || !('entry' in node)) return null;
  return node.entry as ActivityEntry;
}

async function openFile(node: unknown): Promise<void> {
  const file = entryOf(node)?.file;
  if (typeof file !== 'string') return;
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
}
