import * as vscode from 'vscode';
import type { Ended } from '../../../adapters/approvals/windowPeer.ts';
import { showText } from '../../../core/paths/show.ts';
import type { PromptView } from '../../../core/present/promptView.ts';
import type { ListeningWindow, PendingRequest } from '../approvals/approvalsPart.ts';
import type { ApprovalsContext } from './approvalsContext.ts';
import type { EditorKeys } from './editorKeys.ts';
import { isLocal } from './policyState.ts';

/** A call of an agent that stands still until somebody answers. */
export interface WaitingCall {
  readonly pending: PendingRequest;
  readonly view: PromptView;
  /** Name of the agent for people. */
  readonly agent: string;
  /** When it is denied, milliseconds since the epoch. */
  readonly until: number;
}

export interface EndedCall {
  readonly call: WaitingCall;
  readonly how: Ended;
}

const longestName = 40;
/** Somebody may have removed the socket, or its file. */
const lookMs = 15_000;

/**
 * The socket of this window, and the calls that were put to it. It listens only where an agent is guarded, a folder of
 * this machine is open, and a person trusts it.
 */
export class WaitingCalls implements vscode.Disposable {
  readonly #context: ApprovalsContext;
  readonly #home: string;
  readonly #keys: EditorKeys;
  readonly #arrived = new vscode.EventEmitter<WaitingCall>();
  readonly #ended = new vscode.EventEmitter<EndedCall>();
  readonly #changed = new vscode.EventEmitter<void>();
  #calls: readonly WaitingCall[] = [];
  #window: ListeningWindow | null = null;
  #turn: Promise<void> = Promise.resolve();
  #trouble = '';
  #clock: NodeJS.Timeout | null = null;
  #disposed = false;

  readonly onDidArrive = this.#arrived.event;
  readonly onDidEnd = this.#ended.event;
  /** Fires when {@link trouble} is another one, or a call was answered here. */
  readonly onDidChange = this.#changed.event;

  constructor(context: ApprovalsContext, keys: EditorKeys, home: string) {
    this.#context = context;
    this.#keys = keys;
    this.#home = home;
  }

  /** In the order in which they came. */
  get all(): readonly WaitingCall[] {
    return this.#calls;
  }

  /** Why no call can be put to this window, in words; empty when one can, or need not. */
  get trouble(): string {
    return this.#trouble;
  }

  start(): void {
    if (this.#clock !== null) return;
    this.#clock = setInterval(() => {
      if (this.#window !== null && !this.#window.isReachable()) this.refresh();
    }, lookMs);
    this.#clock.unref();
    this.refresh();
  }

  /** Listens, or ceases to, as things are now. */
  refresh(): void {
    this.#turn = this.#turn.then(() => this.#adapt());
  }

  /** Listens anew: this editor signs with another key. */
  reopen(): void {
    this.#turn = this.#turn.then(() => this.#close()).then(() => this.#adapt());
  }

  /** Never rejects: what goes wrong stands in the log and in {@link trouble}. */
  async #adapt(): Promise<void> {
    const { log } = this.#context;
    try {
      const roots = this.#roots();
      if (roots.length === 0) await this.#close();
      else if (this.#window?.isReachable() === true) this.#window.setRoots(roots);
      else {
        await this.#close();
        await this.#listen(roots);
      }
      this.#say('');
    } catch (error) {
      const remedy = (error as { remedy?: unknown }).remedy;
      const words = error instanceof Error ? error.message : String(error);
      const told = typeof remedy === 'string' ? `${words} ${remedy}` : words;
      if (told !== this.#trouble) log.error(`No call can be put to this window: ${told}`);
      this.#say(vscode.l10n.t('No call can be put to this window: {0}', told));
    }
  }

  /** Folders that this window answers for: none where it must not, or need not. */
  #roots(): readonly string[] {
    const { agents, part } = this.#context;
    const guarded = agents.all.some(({ trace }) => trace.installedAt !== null);
    if (this.#disposed || !vscode.workspace.isTrusted || !guarded) return [];
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    const local = folders.filter(isLocal).map(({ fsPath }) => fsPath);
    return local.length === 0 ? [] : part().canonicalFolders(local);
  }

  async #listen(roots: readonly string[]): Promise<void> {
    const { part, log, remember } = this.#context;
    const key = await this.#keys.own();
    const window = await part().listen({
      ...this.#context,
      key,
      roots,
      onRequest: (pending) => this.#take(pending),
      onOddity: (words) => log.warn(words),
      issuing: (nonces) => remember({ nonces }),
    });
    if (this.#disposed) await window.close();
    else this.#window = window;
    log.info(`Calls can be put to this window at ${window.socket}.`);
  }

  /** It was answered here: it waits for nobody, though its hook has not said so yet. */
  leave(call: WaitingCall): void {
    this.#calls = this.#calls.filter((each) => each !== call);
    this.#changed.fire();
  }

  #take(pending: PendingRequest): void {
    const { agents, part } = this.#context;
    const { request } = pending;
    // One that nobody knows has chosen its own name.
    const agent = showText(agents.nameOf(request.call.action.agent), longestName);
    const reader = { agent, home: this.#home, grantable: pending.grantable };
    const call: WaitingCall = {
      pending,
      view: part().promptView(request, reader),
      agent,
      until: Date.parse(request.expiresAt),
    };
    this.#calls = [...this.#calls, call];
    this.#arrived.fire(call);
    void pending.ended.then((how) => {
      this.#calls = this.#calls.filter((each) => each !== call);
      this.#ended.fire({ call, how });
    });
  }

  #say(trouble: string): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#changed.fire();
  }

  async #close(): Promise<void> {
    const window = this.#window;
    this.#window = null;
    await window?.close();
  }

  dispose(): void {
    this.#disposed = true;
    if (this.#clock !== null) clearInterval(this.#clock);
    void this.#close();
    this.#arrived.dispose();
    this.#ended.dispose();
    this.#changed.dispose();
  }
}
