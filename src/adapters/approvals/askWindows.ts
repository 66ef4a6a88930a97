import type { Answer } from '../../core/approvals/approval.ts';
import type { EndWord } from '../../core/approvals/messages.ts';
import {
  beginWait,
  endOf,
  nextLook,
  type WaitEnd,
  type WaitEvent,
  withEvent,
} from '../../core/approvals/wait.ts';
import { askWindow, type HookPeer, type HookSide } from './hookPeer.ts';
import type { WindowFile } from './windowFiles.ts';

export interface AskOptions extends HookSide {
  readonly windows: readonly WindowFile[];
  /** How long a person may think, in milliseconds. */
  readonly answerMs: number;
  /** Whether nobody waits for the answer any more; looked at every `lookMs` milliseconds. */
  readonly abandoned: () => boolean;
  readonly lookMs: number;
}

export interface AskResult {
  readonly end: WaitEnd;
  /** What was passed over, and how much more of it. */
  readonly forged: readonly Forged[];
  readonly moreForged: number;
  /** Tells every window that was asked that it is over: `answered` to the one that counted, `elsewhere` to others. */
  readonly close: (how: EndWord) => Promise<void>;
}

/** Something that came out of a window's socket and is not this installation's. */
export interface Forged {
  readonly socket: string;
  /** Words that follow "it". */
  readonly why: string;
}

/** More than this is only counted: whoever floods a hook must not fill the trail. */
const mostForged = 8;

/** Asks all windows at once and waits for the end of it. Never rejects for anything that a window does. */
export function askWindows(options: AskOptions): Promise<AskResult> {
  const { windows, answerMs, abandoned, lookMs } = options;
  const clock = (): number => performance.now();
  let wait = beginWait(
    windows.map(({ id }) => id),
    clock() + answerMs,
  );
  const forged: Forged[] = [];
  const peers = new Map<string, HookPeer>();
  const senders = new Map<Answer, string>();
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | null = null;
    let over = false;
    const settle = (end: WaitEnd | null): void => {
      if (over) return;
      if (timer !== null) clearTimeout(timer);
      if (end === null) {
        const due = Math.min(nextLook(wait, clock()), lookMs);
        timer = setTimeout(look, Math.ceil(due));
        return;
      }
      over = true;
      const sender = end.how === 'answered' ? senders.get(end.answer) : undefined;
      resolve({ end, ...told(forged), close: (how) => close(how, sender) });
    };
    const look = (): void => settle(abandoned() ? { how: 'abandoned' } : endOf(wait, clock()));
    const happens = (event: WaitEvent): void => {
      wait = withEvent(wait, event);
      if (event.kind === 'answer') senders.set(event.answer, event.window);
      settle(endOf(wait, clock()));
    };
    const close = async (how: EndWord, sender: string | undefined): Promise<void> => {
      const word = (id: string): EndWord =>
        how === 'answered' && id !== sender ? 'elsewhere' : how;
      await Promise.all([...peers].map(([id, peer]) => peer.end(word(id))));
    };
    for (const window of windows) {
      const { id } = window;
      const peer = askWindow(window, options, {
        onAsked: () => happens({ kind: 'asked', window: id }),
        onAnswer: (answer) => happens({ kind: 'answer', window: id, answer, at: clock() }),
        onClosed: () => happens({ kind: 'closed', window: id }),
        onForged: (why) => forged.push({ socket: window.socket, why }),
      });
      peers.set(id, peer);
    }
    look();
  });
}

function told(all: readonly Forged[]): Pick<AskResult, 'forged' | 'moreForged'> {
  const forged = all.slice(0, mostForged);
  return { forged, moreForged: all.length - forged.length };
}
