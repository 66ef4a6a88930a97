import * as vscode from 'vscode';
import { kindWords } from '../../../core/present/activity.ts';
import { foldLines } from '../../../core/present/foldLines.ts';
import { plainMessage } from '../../../core/present/plainMessage.ts';
import { commands, explanationScheme, recordLanguage } from '../ids.ts';
import { register } from '../register.ts';
import type { Services } from '../services.ts';
import { argumentsFor, effectivePolicyPath, recordPath } from '../shownOutput.ts';
import { entryOf, timeOf } from './activityView.ts';

/** Narrow enough for an editor beside the view; names and their texts stand apart by the indent. */
const columns = 64;
const indent = 12;

/** *Explain Decision*: a record in full, and judged again, as a read-only document. */
export function explanations(services: Services): vscode.Disposable {
  const { commandLine, home, log } = services;
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(explanationScheme, {
      provideTextDocumentContent: async ({ path }) => {
        const args = argumentsFor(path);
        if (args === null) return vscode.l10n.t('Nothing of Pinfold is shown at this address.');
        const { stdout, stderr } = await commandLine.run(args, firstFolder());
        const text = `${stdout}${stderr}`.replaceAll(`${home}/`, '~/');
        // Tables keep their lines.
        return args[0] === 'explain' ? foldLines(text, columns, indent) : text;
      },
    }),
    register(log, commands.explainDecision, async (node) => {
      const record = typeof node === 'number' ? node : (entryOf(node)?.record ?? null);
      const chosen = record ?? (await choose(services));
      if (chosen === null) return null;
      await showOutput(recordPath(chosen));
      return chosen;
    }),
  );
}

/** Shows what a command of `pinfold` prints. @param path one that `argumentsFor` knows */
export async function showOutput(path: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: explanationScheme, path });
  const document = await vscode.workspace.openTextDocument(uri);
  // Tables are not wrapped.
  if (path !== effectivePolicyPath) {
    await vscode.languages.setTextDocumentLanguage(document, recordLanguage);
  }
  await vscode.window.showTextDocument(document, { preview: true });
}

async function choose({ activity, agents }: Services): Promise<number | null> {
  const entries = activity.sessions
    .flatMap(({ agent, entries }) => entries.map((entry) => ({ agent, entry })))
    .toSorted((a, b) => b.entry.record - a.entry.record);
  const picks = entries.map(({ agent, entry }) => ({
    label: plainMessage(`${kindWords[entry.kind]}: ${entry.label}`),
    description: plainMessage(`${agents.nameOf(agent)}, ${timeOf(entry.at)}`),
    detail: plainMessage(entry.rule),
    record: entry.record,
  }));
  const title = vscode.l10n.t('Explain Decision');
  const placeHolder =
    picks.length === 0
      ? vscode.l10n.t('No agent has made a call yet')
      : vscode.l10n.t('Choose a call');
  const pick = await vscode.window.showQuickPick(picks, { title, placeHolder });
  return pick?.record ?? null;
}

function firstFolder(): string | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
}
