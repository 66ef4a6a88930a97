import * as vscode from 'vscode';
import { agentItem, type AgentFact, type AgentItem } from '../../../core/present/agentsView.ts';
import { contextKeys, items, views } from '../ids.ts';
import type { Services } from '../services.ts';

type Node =
  | { readonly kind: 'agent'; readonly item: AgentItem }
  | { readonly kind: 'fact'; readonly fact: AgentFact };

/** The view of agents: how far the fence stands for each, and what that rests on. */
export function agentsView({ agents, integrity, home }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => {
      if (node === undefined) {
        const { alarms } = integrity.standing;
        return agents.all.map((known) => ({ kind: 'agent', item: agentItem(known, alarms, home) }));
      }
      return node.kind === 'fact' ? [] : node.item.facts.map((fact) => ({ kind: 'fact', fact }));
    },
    getTreeItem: (node) => (node.kind === 'agent' ? agentNode(node.item) : factNode(node.fact)),
  };
  const view = vscode.window.createTreeView(views.agents, { treeDataProvider: provider });
  const render = (): void => {
    const anybody = agents.all.some(({ trace }) => trace.installedAt !== null);
    void vscode.commands.executeCommand('setContext', contextKeys.agentsKnown, anybody);
    changed.fire(undefined);
  };
  render();
  return vscode.Disposable.from(
    changed,
    view,
    agents.onDidChange(render),
    integrity.onDidChange(render),
    // What has not been checked yet is checked when somebody looks.
    view.onDidChangeVisibility(({ visible }) => {
      if (visible && agents.all.some(({ status }) => status === null)) agents.checkSoon(0);
    }),
  );
}

function agentNode(agent: AgentItem): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const worries = agent.icon === 'warning' || agent.icon === 'error';
  const item = new vscode.TreeItem(
    agent.label,
    agent.facts.length === 0 ? None : worries ? Expanded : Collapsed,
  );
  item.id = agent.agent;
  item.description = agent.description;
  item.iconPath = new vscode.ThemeIcon(
    agent.icon,
    worries ? new vscode.ThemeColor(`list.${agent.icon}Foreground`) : undefined,
  );
  item.contextValue =
    agent.icon === 'error'
      ? items.alarmedAgent
      : agent.protected
        ? items.protectedAgent
        : items.openAgent;
  item.accessibilityInformation = { label: `${agent.label}: ${agent.description}` };
  return item;
}

function factNode(fact: AgentFact): vscode.TreeItem {
  const item = new vscode.TreeItem(fact.label, vscode.TreeItemCollapsibleState.None);
  item.description = fact.description;
  item.iconPath = new vscode.ThemeIcon(fact.icon);
  item.tooltip = fact.remedy === '' ? fact.label : `${fact.label}\n${fact.remedy}`;
  item.accessibilityInformation = { label: `${fact.label}: ${fact.description} ${fact.remedy}` };
  return item;
}

/** The agent that a command of the view was called for, or null. */
export function agentOf(node: unknown): string | null {
  if (typeof node === 'string') return node;
  if (typeof node !== 'object' || node === null || !('item' in node)) return null;
  return (node.item as AgentItem).agent;
}
