import * as vscode from 'vscode';
import { plainMessage } from '../../../core/present/plainMessage.ts';
import type { EndedCall, WaitingCall } from '../state/waitingCalls.ts';
import { commands, contextKeys } from '../ids.ts';
import { register } from '../register.ts';
import type { Services } from '../services.ts';
import { answerCall, isShown } from './answerPicker.ts';

/**
 * Calls that wait for an answer. A message says so and takes the focus from nobody; the question itself is opened by a
 * person, from the message, the status bar or the keyboard.
 */
export function waitingCalls(services: Services): vscode.Disposable {
  const { agents, approvals, log } = services;
  const { calls } = approvals;
  const notice = new WaitingNotice();
  const late = new LateNotice();
  const show = (): void => {
    void vscode.commands.executeCommand('setContext', contextKeys.callWaits, calls.all.length > 0);
    notice.show(calls.all);
  };
  calls.start();
  return vscode.Disposable.from(
    notice,
    late,
    agents.onDidChange(() => calls.refresh()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => calls.refresh()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => calls.refresh()),
    approvals.keys.onDidRenew(() => calls.reopen()),
    calls.onDidArrive((call) => {
      log.info(`Waits for an answer: ${call.view.message}`);
      show();
    }),
    calls.onDidChange(show),
    calls.onDidEnd((ended) => {
      log.info(`${ended.call.view.message}: ${ended.how}`);
      show();
      tellEnd(ended, late);
    }),
    register(log, commands.answerWaitingCall, () => answerAll(services)),
  );
}

/** One after the other, as long as a person answers them. */
async function answerAll(services: Services): Promise<number> {
  const { calls } = services.approvals;
  if (calls.all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Pinfold: no call waits.'));
  }
  let answered = 0;
  for (let call = calls.all[0]; call !== undefined; call = calls.all[0]) {
    if (!(await answerCall(services, call, calls.all.length))) break;
    answered += 1;
  }
  return answered;
}

/** What a person should hear of an end that was not their own doing. */
function tellEnd({ call, how }: EndedCall, late: LateNotice): void {
  const { message } = call.view;
  switch (how) {
    case 'timed-out':
      late.show(message);
      break;
    case 'changed':
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'Denied all the same, because it would do something else by now: {0}',
          message,
        ),
      );
      break;
    case 'elsewhere':
      if (isShown(call)) {
        void vscode.window.showInformationMessage(
          vscode.l10n.t('Answered in another window: {0}', message),
        );
      }
      break;
    case 'abandoned':
    case 'gone':
      if (isShown(call)) {
        void vscode.window.showInformationMessage(
          vscode.l10n.t('Nobody waits for it any more: {0}', message),
        );
      }
      break;
    case 'answered':
      break;
  }
}

const betweenMs = 10_000;

/** Tells of calls that nobody answered, however many end at once: of the first at once, then how many there were. */
class LateNotice implements vscode.Disposable {
  #clock: NodeJS.Timeout | null = null;
  #more = 0;

  show(message: string): void {
    if (this.#clock !== null) {
      this.#more += 1;
      return;
    }
    this.#rest();
    void vscode.window.showWarningMessage(
      vscode.l10n.t('Nobody answered in time, so it was denied: {0}', message),
    );
  }

  #rest(): void {
    this.#clock = setTimeout(() => {
      this.#clock = null;
      if (this.#more === 0) return;
      const words = vscode.l10n.t(
        '{0} more calls were denied: nobody answered in time.',
        this.#more,
      );
      this.#more = 0;
      this.#rest();
      void vscode.window.showWarningMessage(words);
    }, betweenMs);
  }

  dispose(): void {
    if (this.#clock !== null) clearTimeout(this.#clock);
  }
}

/** One message for all calls that wait; it goes when none does. */
class WaitingNotice implements vscode.Disposable {
  #close: (() => void) | null = null;
  #shown = '';

  show(calls: readonly WaitingCall[]): void {
    const [first] = calls;
    const text = first === undefined ? '' : noticeText(first, calls.length - 1);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#close?.();
    this.#close = null;
    if (text === '') return;
    // Of all messages only one of progress can be closed by who showed it.
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: text },
      () => new Promise<void>((resolve) => (this.#close = resolve)),
    );
  }

  dispose(): void {
    this.#close?.();
  }
}

/** What leads to the question stands where the message is not cut. */
function noticeText({ agent, view }: WaitingCall, others: number): string {
  const more = others === 0 ? '' : ` ${vscode.l10n.t('{0} more wait.', others)}`;
  const answer = `[${vscode.l10n.t('Answer…')}](command:${commands.answerWaitingCall})`;
  const what = vscode.l10n.t('It wants to {0}.', view.wants);
  return `${vscode.l10n.t('{0} waits.', plainMessage(agent))} ${answer} ${what}${more}`;
}
