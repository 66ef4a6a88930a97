import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type {
  Answer,
  Approval,
  Grant,
  GrantTarget,
  Unsigned,
} from '../../core/approvals/approval.ts';
import { signedText } from '../../core/approvals/approval.ts';
import { grantTargets, unsignedGrant } from '../../core/approvals/grantsOf.ts';
import { answerSeconds, clockSlackMs } from '../../core/approvals/limits.ts';
import {
  type EndWord,
  type HookMessage,
  lineOf,
  longestLine,
  parseHookMessage,
  proofMs,
  protocol,
  requestProofText,
  windowProofText,
} from '../../core/approvals/messages.ts';
import {
  type ApprovalRequest,
  type Asked,
  factsDigest,
  requestNonce,
} from '../../core/approvals/request.ts';
import { readLines } from './messageLines.ts';
import { writeGrant } from './writeGrant.ts';

/** What an editor needs to answer hooks. */
export interface EditorSide {
  /** Id of its public key. */
  readonly keyId: string;
  /** Ed25519 over the UTF-8 form of a text, base64: with the private key, which stays where it is. */
  readonly sign: (text: string) => string | Promise<string>;
  /** `<state>/approvals`, where grants are left. */
  readonly approvals: string;
  /** Told the nonces of grants before they are left. When it rejects, none is. */
  readonly issuing?: (nonces: readonly string[]) => Promise<void>;
  /** Key of the records, 64 hex digits; null when it cannot be read, and then no hook can prove itself. */
  readonly recordKey: () => string | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long a hook may take to prove itself, in milliseconds; `proofMs.ofHook` if not given. */
  readonly proofMs?: number;
}

/** One request that waits for this window's answer. */
export interface PendingRequest extends Asked {
  /**
   * Signs and sends the answer.
   * @returns the answer as it was sent, or null when it was over, or answered, already
   */
  readonly answer: (verdict: Answer['verdict']) => Promise<Answer | null>;
  /** Whether a yes can hold for longer than this call. */
  readonly grantable: boolean;
  /**
   * Says yes, for a quarter of an hour or for the session, to exactly what asks: leaves the grants, then the answer.
   * @returns the grants, or null when it was over, or answered, already: then nothing is left
   * @throws the system's error when they cannot be left: then nothing is answered, and `answer` still can
   */
  readonly grant: (scope: 'minutes' | 'session') => Promise<readonly Grant[] | null>;
  /** Settles when it is over: answered here or elsewhere, timed out, or the hook is gone. Never rejects. */
  readonly ended: Promise<Ended>;
}

export type Ended = EndWord | 'gone';

export interface WindowPeer {
  /** It proved itself and waits. */
  readonly isWaiting: () => boolean;
  readonly close: () => void;
}

export interface WindowPeerEvents {
  readonly onRequest: (request: PendingRequest) => void;
  /** Takes a request among those that wait. Why not, in words, or null. */
  readonly admit: (nonce: string) => string | null;
  /** Once, when nothing more comes. */
  readonly onClosed: () => void;
  /** Why a peer was disconnected. */
  readonly onOddity: (words: string) => void;
}

/** The window's end of one connection: proves itself, hears what is asked, and answers. */
export function attend(
  socket: Socket,
  window: string,
  side: EditorSide,
  events: WindowPeerEvents,
): WindowPeer {
  let stage: 'greeting' | 'proving' | 'waiting' | 'over' = 'greeting';
  let nonce = '';
  let said = false;
  let settleEnded: (how: Ended) => void = () => undefined;
  const challenge = randomBytes(16).toString('hex');
  let timer = setTimeout(
    () => give('it did not prove itself in time'),
    side.proofMs ?? proofMs.ofHook,
  );

  const end = (how: Ended): void => {
    if (stage === 'over') return;
    stage = 'over';
    clearTimeout(timer);
    settleEnded(how);
    socket.destroy();
    events.onClosed();
  };
  const give = (why: string): void => {
    if (stage === 'over') return;
    events.onOddity(`a hook was disconnected: ${why}`);
    end('gone');
  };
  const greet = async (message: HookMessage | null): Promise<void> => {
    if (message?.type !== 'hello') return give('it did not say hello');
    if (message.protocol !== protocol) return give(`it speaks protocol ${message.protocol}`);
    stage = 'proving';
    nonce = message.nonce;
    const signature = await side.sign(windowProofText(nonce, challenge, window));
    const key = side.keyId;
    if (!isOver()) socket.write(lineOf({ type: 'window', window, challenge, key, signature }));
  };
  const isOver = (): boolean => stage === 'over';
  const take = (message: HookMessage | null): void => {
    if (message?.type !== 'request') return give('it did not say what it asks');
    const why = whyNoRequest(message, nonce, challenge, side) ?? events.admit(nonce);
    if (why !== null) return give(why);
    stage = 'waiting';
    clearTimeout(timer);
    const { request } = message;
    const left = Date.parse(request.expiresAt) - side.now() + clockSlackMs;
    timer = setTimeout(() => end('timed-out'), Math.max(0, left));
    const asked = { nonce, facts: factsDigest(request.facts, sha256), request };
    const ended = new Promise<Ended>((resolve) => (settleEnded = resolve));
    const targets = grantTargets(request, sha256);
    events.onRequest({
      ...asked,
      ended,
      grantable: targets.length > 0,
      answer: (verdict) => send(asked, verdict),
      grant: (scope) => grant(asked, targets, scope),
    });
  };
  const grant = async (
    asked: Asked,
    targets: readonly GrantTarget[],
    scope: 'minutes' | 'session',
  ): Promise<readonly Grant[] | null> => {
    if (targets.length === 0) throw new Error('a yes can only be for this call');
    if (stage !== 'waiting' || said) return null;
    const grants = await Promise.all(targets.map((target) => signedGrant(target, scope, side)));
    await side.issuing?.(grants.map((each) => each.nonce));
    if (isOver() || said) return null;
    for (const each of grants) writeGrant(side.approvals, each);
    await send(asked, 'allow');
    return grants;
  };
  const send = async (asked: Asked, verdict: Answer['verdict']): Promise<Answer | null> => {
    if (stage !== 'waiting' || said) return null;
    said = true;
    const answer = await signedAnswer(asked, verdict, side);
    if (isOver()) return null;
    socket.write(lineOf({ type: 'answer', answer }));
    return answer;
  };
  const hear = (line: string): void => {
    const message = parseHookMessage(line);
    if (message?.type === 'end' && stage === 'waiting') return end(message.how);
    if (stage === 'greeting') {
      greet(message).catch(() => give('the window could not prove itself'));
      return;
    }
    if (stage !== 'proving') return give('it spoke out of turn');
    try {
      take(message);
    } catch {
      // What has no canonical form has no digest, and what cannot be shown is not asked.
      give('what it asks cannot be read');
    }
  };
  readLines(socket, longestLine.fromHook, hear, () => give('it said too much'));
  socket.on('error', () => end('gone'));
  socket.on('close', () => end('gone'));
  return { isWaiting: () => stage === 'waiting', close: () => end('gone') };
}

/** Why a request is not shown to anybody, in words; null when it is. */
function whyNoRequest(
  message: Extract<HookMessage, { type: 'request' }>,
  nonce: string,
  challenge: string,
  { recordKey, now }: EditorSide,
): string | null {
  const { request, mac } = message;
  const key = recordKey();
  if (key === null) return 'the key of the records cannot be read here';
  const expected = createHmac('sha256', key).update(requestProofText(nonce, challenge)).digest();
  if (!timingSafeEqual(expected, Buffer.from(mac, 'hex'))) return 'it is none of this installation';
  if (requestNonce(request, sha256) !== nonce) return 'it asks something else than it said';
  if (request.decision.verdict !== 'ask') return 'nothing is asked about';
  return isCurrent(request, now()) ? null : 'it is over already, or not begun';
}

function isCurrent({ createdAt, expiresAt }: ApprovalRequest, now: number): boolean {
  const [from, until] = [Date.parse(createdAt), Date.parse(expiresAt)];
  return from <= now + clockSlackMs && until > now && until - from <= answerSeconds * 1000;
}

async function signedAnswer(
  asked: Asked,
  verdict: Answer['verdict'],
  { keyId, now, sign }: EditorSide,
): Promise<Answer> {
  const unsigned: Unsigned<Answer> = {
    format: 1,
    kind: 'answer',
    key: keyId,
    nonce: randomBytes(16).toString('hex'),
    issuedAt: new Date(now()).toISOString(),
    request: asked.nonce,
    callId: asked.request.call.action.callId,
    facts: asked.facts,
    verdict,
  };
  const signature = await sign(signedText(unsigned as Unsigned<Approval>));
  return { ...unsigned, signature };
}

async function signedGrant(
  target: GrantTarget,
  scope: 'minutes' | 'session',
  { keyId, now, sign }: EditorSide,
): Promise<Grant> {
  const nonce = randomBytes(16).toString('hex');
  const unsigned = unsignedGrant(target, scope, { key: keyId, nonce, now: now() });
  return { ...unsigned, signature: await sign(signedText(unsigned as Unsigned<Approval>)) };
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
