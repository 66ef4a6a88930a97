import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { trailChangesOnDisk } from '../../../adapters/audit/watchTrail.ts';
import type { EditorKeyPair } from '../approvals/approvalsPart.ts';
import { type ApprovalsContext, requireTrust } from './approvalsContext.ts';
import { locked } from './windowLock.ts';

const secretName = 'approvals.privateKey';

/**
 * The key pair of this editor. The private key lies in the editor's secret storage and nowhere else; all windows share
 * it. Keys that others made are the concern of the integrity alarm.
 */
export class EditorKeys implements vscode.Disposable {
  readonly #context: ApprovalsContext;
  readonly #made = new vscode.EventEmitter<string>();
  readonly #renewed = new vscode.EventEmitter<void>();
  readonly #known = new Set<string>();
  #own: EditorKeyPair | null = null;
  #making: Promise<EditorKeyPair> | null = null;
  #stop: (() => void) | null = null;

  /** Fires in every window, with its id, when a key of this editor begins to count. */
  readonly onDidMake = this.#made.event;
  /** Fires when another key took the place of the one that this window signs with. */
  readonly onDidRenew = this.#renewed.event;

  constructor(context: ApprovalsContext) {
    this.#context = context;
  }

  /** Looks for keys from now on. */
  start(): void {
    if (this.#stop !== null) return;
    for (const id of this.#ids()) this.#known.add(id);
    const changes = trailChangesOnDisk(join(this.#context.directories.state, 'keys'));
    this.#stop = changes.watch(() => void this.#look());
  }

  /** Ids of the keys that count and that are not this editor's. */
  get others(): readonly string[] {
    return this.#ids().filter((id) => id !== this.#own?.id);
  }

  /** Id of this editor's key, as far as it is known. */
  get ownId(): string | null {
    return this.#own?.id ?? null;
  }

  /**
   * The key pair of this editor: made at the first need, announced and recorded.
   * @throws Error in Restricted Mode, and when it cannot be kept
   */
  own(): Promise<EditorKeyPair> {
    requireTrust();
    this.#making ??= this.#make().finally(() => (this.#making = null));
    return this.#making;
  }

  /** What it signed counts no longer. */
  async remove(id: string): Promise<void> {
    const { part, directories, tell, forgetKeys } = this.#context;
    tell('remove key', [`public key ${id}`]);
    await forgetKeys([id], () => part().removeKey(directories, id));
    this.#known.delete(id);
  }

  /**
   * Makes another key pair in the place of this editor's: what the old one signed counts no longer.
   * @throws Error in Restricted Mode, and when it cannot be kept
   */
  async renew(): Promise<EditorKeyPair> {
    const old = await this.own();
    await this.#locked(async () => {
      await this.remove(old.id);
      await this.#keepNew();
    });
    return this.own();
  }

  async #make(): Promise<EditorKeyPair> {
    const { part, directories, tell, remember, log } = this.#context;
    const kept = await this.#kept();
    const key =
      kept ?? (await this.#locked(async () => (await this.#kept()) ?? (await this.#keepNew())));
    this.#use(key);
    if (!part().keys(directories).ids.includes(key.id)) {
      tell('add key', [`public key ${key.id} of this editor`]);
      await remember({ keys: [key.id] });
      part().addKey(directories, key.publicKey);
      log.info(`The public key of this editor is ${key.id}.`);
      void this.#look();
    }
    return key;
  }

  #use(key: EditorKeyPair): void {
    const isAnother = this.#own !== null && this.#own.id !== key.id;
    this.#own = key;
    if (isAnother) this.#renewed.fire();
  }

  /** Two windows may come to need it at once: the second one finds what the first has kept. */
  async #locked<T>(work: () => Promise<T>): Promise<T> {
    const { state } = this.#context.directories;
    await mkdir(state, { recursive: true, mode: 0o700 });
    return locked(join(state, 'editor-key.lock'), work);
  }

  async #keepNew(): Promise<EditorKeyPair> {
    const { part, secrets } = this.#context;
    await secrets.store(secretName, part().newKey());
    const key = await this.#kept();
    if (key !== null) return key;
    throw new Error(
      vscode.l10n.t('The editor’s secret storage keeps nothing: nothing can be approved.'),
    );
  }

  async #kept(): Promise<EditorKeyPair | null> {
    const kept = await this.#context.secrets.get(secretName);
    return kept === undefined ? null : this.#context.part().keyPair(kept);
  }

  /** Another window of this editor may have made a key, or renewed it. */
  async #look(): Promise<void> {
    const kept = await this.#kept();
    const fresh = this.#ids().filter((id) => !this.#known.has(id));
    for (const id of fresh) this.#known.add(id);
    if (kept === null) return;
    if (this.#own !== null) this.#use(kept);
    if (fresh.includes(kept.id)) this.#made.fire(kept.id);
  }

  #ids(): readonly string[] {
    const { part, directories } = this.#context;
    return part().keys(directories).ids;
  }

  dispose(): void {
    this.#stop?.();
    this.#made.dispose();
    this.#renewed.dispose();
  }
}
