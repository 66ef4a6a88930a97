import { basename } from 'node:path';
import * as vscode from 'vscode';
import { plainMessage } from '../../../core/present/plainMessage.ts';
import { commands } from '../ids.ts';
import type { PolicyFileState } from '../policy/policyPart.ts';
import { register } from '../register.ts';
import type { Services } from '../services.ts';
import { effectivePolicyPath } from '../shownOutput.ts';
import { showOutput } from './explanations.ts';

/** *Open Policy*: any layer's file, a proposal where there is none, and what all of them come to. */
export function policyCommands(services: Services): vscode.Disposable {
  const { log } = services;
  return register(log, commands.openPolicy, async () => {
    services.policies.refreshIfChanged();
    const picks = [...policyPicks(services), effective];
    const title = vscode.l10n.t('Open Policy');
    const pick = await vscode.window.showQuickPick(picks, { title });
    return pick === undefined ? null : pick.open();
  });
}

interface PolicyPick extends vscode.QuickPickItem {
  readonly open: () => Promise<unknown>;
}

const effective: PolicyPick = {
  label: '$(list-flat) Effective Policy',
  description: vscode.l10n.t('what all files come to'),
  open: () => showOutput(effectivePolicyPath),
};

const layerNames = {
  organisation: '$(organization) Organisation',
  user: '$(account) User',
  workspace: '$(root-folder) Workspace',
} as const;

function policyPicks(services: Services): readonly PolicyPick[] {
  const several = services.policies.all.length > 1;
  const seen = new Set<string>();
  return services.policies.all.toReversed().flatMap(({ files, root }) =>
    files
      .filter(({ settings, path }) => !settings && !seen.has(path) && seen.add(path))
      .filter(({ layer, exists }) => exists || mayPropose(layer))
      .toReversed()
      .map((file) => ({
        label: `${layerNames[file.layer]}${several && file.layer === 'workspace' ? `: ${plainMessage(basename(root ?? ''))}` : ''}`,
        description: stateWords(file),
        detail: vscode.workspace.asRelativePath(file.path),
        open: () => openFile(services, file, root),
      })),
  );
}

/** Nobody but an administrator writes the organisation's file, and nothing is written into a folder that is not trusted. */
function mayPropose(layer: PolicyFileState['layer']): boolean {
  return layer === 'user' || (layer === 'workspace' && vscode.workspace.isTrusted);
}

function stateWords({ exists, broken }: PolicyFileState): string {
  if (broken) return vscode.l10n.t('broken');
  return exists ? '' : vscode.l10n.t('not there yet: opens a proposal that you can save');
}

async function openFile(
  { commandLine }: Services,
  { path, layer, exists }: PolicyFileState,
  root: string | null,
): Promise<string> {
  const uri = vscode.Uri.file(path);
  if (exists) {
    await vscode.window.showTextDocument(uri);
    return path;
  }
  // Nothing is written before a person saves it.
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(document);
  const text = layer === 'workspace' && root !== null ? await proposal() : emptyPolicy;
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
  return path;

  async function proposal(): Promise<string> {
    const { exitCode, stdout } = await commandLine.run(['init', '--print', '--force'], root ?? '/');
    return exitCode === 0 ? stdout : emptyPolicy;
  }
}

const emptyPolicy = `{
  "version": 1
}
`;
