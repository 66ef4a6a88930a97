import * as vscode from 'vscode';
import { keptScheme } from '../ids.ts';

/** So many are kept; a document that is still open then says that its text is gone. */
const most = 40;

/** Texts that are shown as read-only documents and lie nowhere: one side of a diff, the details of a call. */
export class KeptTexts implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #provider: vscode.Disposable;
  #count = 0;

  constructor() {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(keptScheme, {
      provideTextDocumentContent: ({ query }) =>
        this.#texts.get(query) ?? vscode.l10n.t('This was shown for a moment only.'),
    });
  }

  /** @param name of the document; its ending says its language */
  uriOf(name: string, text: string): vscode.Uri {
    this.#count += 1;
    const query = String(this.#count);
    this.#texts.set(query, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > most && oldest !== undefined) this.#texts.delete(oldest);
    return vscode.Uri.from({ scheme: keptScheme, path: `/${name}`, query });
  }

  dispose(): void {
    this.#provider.dispose();
  }
}
