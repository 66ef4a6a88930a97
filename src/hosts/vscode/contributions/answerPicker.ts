import * as vscode from 'vscode';
import type { AnswerChoice } from '../../../core/present/promptView.ts';
import type { Services } from '../services.ts';
import type { WaitingCall } from '../state/waitingCalls.ts';
import { alwaysAllow } from './alwaysAllow.ts';

/** A key that was meant for what stood there before, or for a text, answers nothing. */
const deafMs = 700;

interface Item extends vscode.QuickPickItem {
  readonly choice?: AnswerChoice | 'details';
}

const icons: Readonly<Record<AnswerChoice, string>> = {
  deny: 'circle-slash',
  once: 'check',
  minutes: 'clock',
  session: 'comment-discussion',
  always: 'diff',
};

let shown: WaitingCall | null = null;

/** Whether a person looks at the question of this call. */
export function isShown(call: WaitingCall): boolean {
  return shown === call;
}

/**
 * Puts the question of one call. The no is chosen first, typing chooses nothing, and what is pressed in the first moment
 * is not heard: nobody says yes by a key that was meant for something else.
 *
 * @returns true when a person answered, so that the next one may be asked. One that ended by itself is followed by none:
 * no question takes the place of another one under somebody's hands.
 */
export async function answerCall(
  services: Services,
  call: WaitingCall,
  waiting: number,
): Promise<boolean> {
  shown = call;
  try {
    const choice = await choose(services, call, waiting);
    if (choice === 'left' || choice === 'ended') return false;
    if (choice !== 'always') return await give(services, call, choice);
    await alwaysAllow(services, call);
    return false;
  } finally {
    if (shown === call) shown = null;
  }
}

async function give(
  { approvals, log }: Services,
  call: WaitingCall,
  choice: Exclude<AnswerChoice, 'always'>,
): Promise<boolean> {
  const { pending, view } = call;
  const lasting = choice === 'minutes' || choice === 'session';
  const given = lasting
    ? await pending.grant(choice)
    : await pending.answer(choice === 'deny' ? 'deny' : 'allow');
  approvals.calls.leave(call);
  if (given === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('It was over before your answer: {0}', view.message),
    );
    return true;
  }
  log.info(`${choice}: ${view.message}`);
  const grants = Array.isArray(given) ? given : [];
  await approvals.granted.keep(grants, view.message);
  return true;
}

type Chosen = AnswerChoice | 'left' | 'ended';

function choose(services: Services, call: WaitingCall, waiting: number): Promise<Chosen> {
  const { view, pending, until } = call;
  const picker = vscode.window.createQuickPick<Item>();
  const items = itemsOf(call);
  const none = items.filter(({ choice }) => choice === 'deny');
  let heardFrom = performance.now() + deafMs;
  const count = (): void => {
    const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    const others = waiting > 1 ? ` ${vscode.l10n.t('{0} more wait.', waiting - 1)}` : '';
    picker.placeholder = vscode.l10n.t(
      'Denied in {0} s if nobody answers. Choose with the arrow keys.{1}',
      seconds,
      others,
    );
  };
  picker.title = view.title;
  picker.items = items;
  picker.activeItems = none;
  picker.ignoreFocusOut = true;
  count();
  const clock = setInterval(count, 1000);
  return new Promise((resolve) => {
    const end = (chosen: Chosen): void => {
      clearInterval(clock);
      resolve(chosen);
      picker.dispose();
    };
    picker.onDidChangeValue((value) => {
      if (value === '') return;
      // The list has moved to what fits the letters already: an Enter that follows them is not meant for it.
      heardFrom = performance.now() + deafMs;
      picker.value = '';
      picker.activeItems = none;
    });
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      if (performance.now() < heardFrom || item === undefined) return;
      if (item.choice === undefined || item.choice === 'details') void showDetails(services, call);
      else end(item.choice);
    });
    picker.onDidHide(() => end('left'));
    void pending.ended.then(() => end('ended'));
    picker.show();
  });
}

function itemsOf({ view }: WaitingCall): readonly Item[] {
  const answers = view.answers.map(({ choice, label, description }) => ({
    label: `$(${icons[choice]}) ${label}`,
    description,
    choice,
    alwaysShow: true,
  }));
  const details: Item = {
    label: `$(list-flat) ${vscode.l10n.t('Show Details')}`,
    description: vscode.l10n.t('everything that Pinfold found out, in an editor'),
    choice: 'details',
    alwaysShow: true,
  };
  const separator: Item = {
    label: vscode.l10n.t('what Pinfold found out'),
    kind: vscode.QuickPickItemKind.Separator,
  };
  const lines = view.lines.map(({ label, text }) => ({
    label: label === '' ? '$(blank)' : label,
    description: text,
    alwaysShow: true,
  }));
  return [...answers, details, separator, ...lines];
}

/** Beside the question, which keeps the focus. */
async function showDetails(
  { approvals }: Services,
  { pending, agent }: WaitingCall,
): Promise<void> {
  const text = approvals.part().promptDetails(pending.request, agent);
  const uri = approvals.texts.uriOf('Waiting Call', text);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
}
