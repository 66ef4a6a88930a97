import { lstatSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Answer } from '../../core/approvals/approval.ts';
import {
  type EndWord,
  lineOf,
  longestLine,
  parseWindowMessage,
  proofMs,
  protocol,
  requestProofText,
  type WindowMessage,
  windowProofText,
} from '../../core/approvals/messages.ts';
import { type Asked, whyNoAnswer } from '../../core/approvals/request.ts';
import { readLines } from './messageLines.ts';
import { isOurs } from './privateFolder.ts';
import { signatureFault, textFault } from './publicKeys.ts';
import type { WindowFile } from './windowFiles.ts';

/** What a hook needs to ask windows. */
export interface HookSide {
  readonly asked: Asked;
  /** Directory with the public keys of this installation. */
  readonly keys: string;
  /** HMAC-SHA-256, hex, of a text under the key of the records. */
  readonly mac: (text: string) => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long a window may take to prove itself, in milliseconds; `proofMs.ofWindow` if not given. */
  readonly proofMs?: number;
}

export interface PeerEvents {
  /** The window proved whose it is, and was told the request. */
  readonly onAsked: () => void;
  /** A valid answer: signed, for this request, in time. */
  readonly onAnswer: (answer: Answer) => void;
  /** Nothing more comes from it. */
  readonly onClosed: () => void;
  /** Something was passed over that is none of ours: words that follow "it". */
  readonly onForged: (why: string) => void;
}

/** The hook's end of one connection. */
export interface HookPeer {
  /** Tells the window that it is over, and closes. Resolves when that was written, or cannot be. */
  readonly end: (how: EndWord) => Promise<void>;
}

/** A full queue and a flood of other connections pass: so many times it is tried again. */
const mostAttempts = 20;
const againMs = 100;

/** What a window may say in vain before it is not listened to any more. */
const mostOddities = 16;

/** Connects to one window, lets it prove itself, and asks it. */
export function askWindow(window: WindowFile, side: HookSide, events: PeerEvents): HookPeer {
  let socket: Socket | null = null;
  let stage: 'coming' | 'asked' | 'closed' = 'coming';
  let attempts = 0;
  let oddities = 0;
  const tooSlow = setTimeout(() => {
    if (stage === 'coming') close();
  }, side.proofMs ?? proofMs.ofWindow);

  const close = (): void => {
    if (stage === 'closed') return;
    stage = 'closed';
    clearTimeout(tooSlow);
    socket?.destroy();
    events.onClosed();
  };
  const give = (why: string): void => {
    events.onForged(why);
    close();
  };
  const hear = (line: string): void => {
    const message = parseWindowMessage(line);
    if (stage === 'coming') {
      const why = whyNotOurs(message, window.id, side);
      if (why !== null || message?.type !== 'window') return give(why ?? 'spoke out of turn');
      stage = 'asked';
      clearTimeout(tooSlow);
      const { asked, mac } = side;
      const proof = mac(requestProofText(asked.nonce, message.challenge));
      socket?.write(lineOf({ type: 'request', request: asked.request, mac: proof }));
      events.onAsked();
      return;
    }
    if (stage !== 'asked') return;
    const answer = validAnswer(message, side);
    if (typeof answer !== 'string') return events.onAnswer(answer);
    oddities += 1;
    events.onForged(answer);
    if (oddities >= mostOddities) close();
  };
  const reach = (): void => {
    attempts += 1;
    const current = connect(window.socket);
    socket = current;
    let busy = false;
    current.on('connect', () =>
      current.write(lineOf({ type: 'hello', protocol, nonce: side.asked.nonce })),
    );
    current.on('error', (error: NodeJS.ErrnoException) => {
      busy = error.code === 'EAGAIN' || error.code === 'EPIPE' || error.code === 'ECONNRESET';
      if (!busy) close();
    });
    current.on('end', () => (busy = true));
    current.on('close', () => {
      // Dropped before it could prove itself: it had too many to attend to.
      if (stage === 'coming' && busy && attempts < mostAttempts) setTimeout(retry, againMs);
      else close();
    });
    readLines(current, longestLine.fromWindow, hear, () => give('said too much'));
  };
  const retry = (): void => {
    if (stage === 'coming') reach();
  };

  if (isSocketOfOurs(window.socket)) reach();
  else setImmediate(close);
  return { end: (how) => endPeer(socket, stage === 'asked', how, close) };
}

/** Why a window's first words prove nothing; null when they do. */
function whyNotOurs(
  message: WindowMessage | null,
  id: string,
  { asked, keys }: HookSide,
): string | null {
  if (message?.type !== 'window') return 'did not say which window it is';
  if (message.window !== id) return 'is another window';
  const text = windowProofText(asked.nonce, message.challenge, id);
  return textFault(text, message, keys);
}

/** The answer, or why there is none in it. */
function validAnswer(
  message: WindowMessage | null,
  { asked, keys, now }: HookSide,
): Answer | string {
  if (message?.type !== 'answer') return 'is no answer';
  const { answer } = message;
  return whyNoAnswer(answer, asked, now()) ?? signatureFault(answer, keys) ?? (answer as Answer);
}

/** A socket that somebody else made is not talked to. Pipes of Windows have no owner that could be asked for. */
function isSocketOfOurs(path: string): boolean {
  if (process.platform === 'win32') return true;
  try {
    const stat = lstatSync(path);
    return stat.isSocket() && isOurs(stat.uid);
  } catch {
    return false;
  }
}

function endPeer(
  socket: Socket | null,
  asked: boolean,
  how: EndWord,
  close: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      close();
      resolve();
    };
    if (socket === null || !asked || socket.destroyed) return done();
    // A window that reads nothing must not hold the answer up.
    const impatient = setTimeout(done, 500);
    socket.end(lineOf({ type: 'end', how }), () => {
      clearTimeout(impatient);
      done();
    });
  });
}
