import * as vscode from 'vscode';
import type { Diagnostic } from '../../../core/policy/diagnostics.ts';
import type { FolderPolicy, PolicyFileState } from '../policy/policyPart.ts';
import type { Services } from '../services.ts';

/** People type faster than they want to be corrected. */
const settleMs = 250;

/** What is wrong with policy files, in the Problems view: of open ones as they are typed, of the others as they lie. */
export function policyProblems({ policies }: Services): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('pinfold');
  const unmatched = new Map<string, readonly vscode.Diagnostic[]>();
  let typing: NodeJS.Timeout | null = null;

  const render = (): void => {
    collection.clear();
    for (const policy of policies.all) {
      for (const file of policy.files) {
        const uri = vscode.Uri.file(file.path);
        const text = textOf(uri);
        const found = text === null ? file.diagnostics : policy.check(file, text);
        const silent = text === null ? [] : (unmatched.get(file.path) ?? []);
        collection.set(uri, [...found.map(asProblem), ...silent]);
      }
    }
  };
  const look = async (document: vscode.TextDocument): Promise<void> => {
    const found = placeOf(document.uri, policies.all);
    if (found === null) return;
    unmatched.set(found.file.path, await unmatchedPatterns(document, found));
    render();
  };
  const typed = ({ document }: { readonly document: vscode.TextDocument }): void => {
    if (placeOf(document.uri, policies.loaded) === null) return;
    unmatched.delete(document.uri.fsPath);
    if (typing !== null) clearTimeout(typing);
    // A text that changed without being typed has changed on disk.
    typing = setTimeout(() => (document.isDirty ? render() : void look(document)), settleMs);
  };

  render();
  for (const document of vscode.workspace.textDocuments) void look(document);
  return vscode.Disposable.from(
    collection,
    policies.onDidChange(render),
    vscode.workspace.onDidChangeWorkspaceFolders(() => policies.refresh()),
    vscode.workspace.onDidChangeTextDocument(typed),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidSaveTextDocument(look),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (placeOf(uri, policies.loaded) !== null) render();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) policies.refreshIfChanged();
    }),
    new vscode.Disposable(() => {
      if (typing !== null) clearTimeout(typing);
    }),
  );
}

/** A policy file, and the policy that it is a part of. */
interface Found {
  readonly policy: FolderPolicy;
  readonly file: PolicyFileState;
}

function placeOf(uri: vscode.Uri, policies: readonly FolderPolicy[]): Found | null {
  for (const policy of policies) {
    const file = policy.files.find(
      ({ path }) => vscode.Uri.file(path).toString() === uri.toString(),
    );
    if (file !== undefined) return { policy, file };
  }
  return null;
}

/** The text of a document that is open, saved or not. */
function textOf(uri: vscode.Uri): string | null {
  const open = vscode.workspace.textDocuments.find(
    (each) => each.uri.toString() === uri.toString(),
  );
  return open?.getText() ?? null;
}

function asProblem(diagnostic: Diagnostic): vscode.Diagnostic {
  const { line, column, length, message, remedy, severity, code } = diagnostic;
  const range = new vscode.Range(line - 1, column - 1, line - 1, column - 1 + length);
  const level =
    severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Information;
  const problem = new vscode.Diagnostic(range, `${message}\n${remedy}`.trim(), level);
  problem.source = 'pinfold';
  problem.code = code;
  return problem;
}

/** Patterns of a workspace's policy that no file matches now: often a slip, sometimes a file that is yet to come. */
async function unmatchedPatterns(
  document: vscode.TextDocument,
  { policy, file }: Found,
): Promise<readonly vscode.Diagnostic[]> {
  if (policy.root === null || file.layer !== 'workspace') return [];
  const root = vscode.Uri.file(policy.root);
  const patterns = policy.patterns(file, document.getText());
  const looks = patterns.map(async ({ pattern, offset, length }) => {
    // The pattern itself, or what lies below the folder that it names.
    const names = new vscode.RelativePattern(root, `{${pattern},${pattern}/**}`);
    const [match] = await vscode.workspace.findFiles(names, null, 1);
    if (match !== undefined) return [];
    const range = new vscode.Range(
      document.positionAt(offset),
      document.positionAt(offset + length),
    );
    const message = vscode.l10n.t(
      'No file matches this pattern now.\nCheck its spelling, unless the file is yet to come.',
    );
    const problem = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
    problem.source = 'pinfold';
    problem.code = 'PF-POLICY-NO-MATCH';
    return [problem];
  });
  return (await Promise.all(looks)).flat();
}
