import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { hmac } from '../../../../src/adapters/approvals/requestFiles.ts';
import type { Ended, PendingRequest } from '../../../../src/adapters/approvals/windowPeer.ts';
import { createApprovalFiles } from '../../../../src/adapters/approvals/approvalFiles.ts';
import type { Approval, Grant } from '../../../../src/core/approvals/approval.ts';
import { grantTargetOf } from '../../../../src/core/approvals/grantTarget.ts';
import { outOfForce } from '../../../../src/core/approvals/inForce.ts';
import {
  lineOf,
  protocol,
  requestProofText,
  windowProofText,
} from '../../../../src/core/approvals/messages.ts';
import type { Asked } from '../../../../src/core/approvals/request.ts';
import { askedOf, sampleCall, sampleRequest, sha256 } from '../../../support/approvalRequests.ts';
import { ChannelPlace, endWords } from '../../../support/channelPlace.ts';
import { TestEditor } from '../../../support/testEditor.ts';

describe('hooks and windows', function () {
  this.timeout(20_000);
  let place: ChannelPlace;
  beforeEach(() => {
    place = new ChannelPlace();
  });
  afterEach(() => place.dispose());

  const saying =
    (verdict: 'allow' | 'deny', afterMs = 0) =>
    (pending: PendingRequest): void => {
      setTimeout(() => void pending.answer(verdict), afterMs);
    };

  it('show the request to a person, and bring back the answer', async () => {
    for (const verdict of ['allow', 'deny'] as const) {
      const seen: PendingRequest[] = [];
      const window = await place.window((pending) => {
        seen.push(pending);
        void pending.answer(verdict);
      });
      const asked = askedOf(sampleRequest());
      const result = await place.ask({ asked });
      assert.equal(endWords(result), verdict);
      assert.deepEqual(seen[0]?.request, asked.request);
      assert.deepEqual([seen[0]?.nonce, seen[0]?.facts], [asked.nonce, asked.facts]);
      await result.close('answered');
      assert.equal(await seen[0]?.ended, 'answered');
      assert.equal(await seen[0]?.answer('allow'), null, 'an answer too many is not sent');
      assert.deepEqual([result.forged, place.oddities], [[], []]);
      await window.close();
    }
  });

  it('leave a grant for exactly what asks, and the answer', async () => {
    const places = { approvals: join(place.base, 'approvals'), keys: place.keys };
    const given: Promise<readonly Grant[] | null>[] = [];
    await place.window((pending) => {
      assert.equal(pending.grantable, true);
      given.push(pending.grant('minutes'));
    });
    const asked = askedOf(sampleRequest());
    assert.equal(endWords(await place.ask({ asked })), 'allow');
    const [grant, ...others] = (await given[0]) ?? [];
    assert.deepEqual(others, []);
    const { facts, call } = asked.request;
    const target = grantTargetOf(facts.effects[0]!, { action: call.action, facts }, sha256);
    assert.deepEqual([grant?.target, grant?.scope, grant?.callId], [target, 'minutes', null]);
    const found = createApprovalFiles(places, sha256).grantsFor(target!);
    assert.deepEqual([found.signed.map((held) => held.approval), found.suspicions], [[grant], []]);
    assert.equal(outOfForce(grant!, Date.now()), null);
    assert.equal(outOfForce(grant!, Date.now() + 15 * 60_000), 'has ended');
  });

  it('leave no grant when it is over, nor for what cannot be granted', async () => {
    const results: unknown[] = [];
    await place.window((pending) => {
      void pending.ended.then(async () => results.push(await pending.grant('session')));
    });
    await (await place.ask({ answerMs: 50 })).close('timed-out');
    const noSession = sampleRequest({ call: sampleCall({ session: '' }) });
    await place.window((pending) => {
      results.push(pending.grantable);
      void pending.grant('session').catch(() => pending.answer('deny'));
    });
    assert.equal(endWords(await place.ask({ asked: askedOf(noSession) })), 'deny');
    assert.deepEqual(results, [null, false]);
    assert.equal(existsSync(join(place.base, 'approvals')), false);
  });

  it('can still be answered when a grant cannot be left', async () => {
    writeFileSync(join(place.base, 'approvals'), 'no folder');
    await place.window((pending) => {
      void pending.grant('session').catch(() => pending.answer('deny'));
    });
    assert.equal(endWords(await place.ask()), 'deny');
  });

  it('ask all windows: the first answer counts, and the others are told', async () => {
    const ends: Promise<Ended>[] = [];
    await place.window(saying('allow', 10));
    await place.window((pending) => ends.push(pending.ended));
    const result = await place.ask();
    assert.equal(endWords(result), 'allow');
    await result.close('answered');
    assert.deepEqual(await Promise.all(ends), ['elsewhere']);
  });

  it('let a no win that comes with a yes', async () => {
    const pending: PendingRequest[] = [];
    const collect = (each: PendingRequest): void => {
      pending.push(each);
      if (pending.length < 2) return;
      void pending[0]?.answer('allow');
      void pending[1]?.answer('deny');
    };
    await place.window(collect);
    await place.window(collect);
    assert.equal(endWords(await place.ask()), 'deny');
  });

  it('end without an answer: too late, gone, never there, nobody waits', async () => {
    assert.equal(endWords(await place.ask()), 'unreachable');
    const window = await place.window((pending) => setTimeout(() => void pending.ended, 0));
    assert.equal(endWords(await place.ask({ answerMs: 50 })), 'timed-out');
    assert.equal(endWords(await place.ask({ abandoned: () => true })), 'abandoned');
    const lost = place.ask();
    setTimeout(() => void window.close(), 100);
    assert.equal(endWords(await lost), 'lost');
  });

  it('tell a window that nobody waits any more', async () => {
    const pending: PendingRequest[] = [];
    await place.window((each) => pending.push(each));
    const result = await place.ask({ abandoned: () => pending.length > 0 });
    await result.close('abandoned');
    assert.equal(await pending[0]?.ended, 'abandoned');
  });

  it('tell a window when the hook that asked is gone without a word', async () => {
    const pending: PendingRequest[] = [];
    const window = await place.window((each) => {
      pending.push(each);
      hook.destroy();
    });
    const asked = askedOf(sampleRequest());
    const hook = connect(window.socket);
    hook.write(lineOf({ type: 'hello', protocol, nonce: asked.nonce }));
    const [line] = (await once(hook, 'data')) as [Buffer];
    const { challenge } = JSON.parse(line.toString()) as { challenge: string };
    const mac = hmac(place.recordKey, requestProofText(asked.nonce, challenge));
    hook.write(lineOf({ type: 'request', request: asked.request, mac }));
    await once(hook, 'close');
    assert.equal(await pending[0]?.ended, 'gone');
  });

  it('go on asking the others when one window hangs, dies or talks nonsense', async () => {
    await place.impostor(() => undefined);
    await place.impostor((socket) => socket.destroy());
    await place.impostor((socket) => socket.write('nonsense\n'));
    await place.impostor((socket) => socket.write(Buffer.alloc(70_000, 'x')));
    await place.window(saying('allow', 50));
    assert.equal(endWords(await place.ask()), 'allow');
  });

  it('count a window that hangs before it proved itself as one that was never there', async () => {
    await place.impostor(() => undefined);
    assert.equal(endWords(await place.ask({ proofMs: 50 })), 'unreachable');
  });

  interface Forgery {
    readonly name: string;
    readonly signer?: 'stranger';
    readonly as?: 'editor';
    readonly kind?: 'answer' | 'grant' | 'pause' | 'pin';
    readonly answer?: Record<string, unknown>;
    readonly afterwards?: Record<string, unknown>;
    readonly issuedAfterMs?: number;
    readonly raw?: string;
    readonly passedOver: string | null;
  }
  const forgeries = readFileSync(
    join(import.meta.dirname, '../../../cases/approvals/answers.jsonl'),
    'utf8',
  )
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Forgery);

  for (const each of forgeries) {
    it(`${each.passedOver === null ? 'take' : 'pass over'}: ${each.name}`, async () => {
      const asked = askedOf(sampleRequest());
      await genuineUpTo(asked, (socket) => socket.write(forged(each, asked)));
      const result = await place.ask({ asked, answerMs: each.passedOver === null ? 9_000 : 150 });
      const said = each.answer?.['verdict'] ?? 'allow';
      assert.equal(endWords(result), each.passedOver === null ? said : 'timed-out');
      const why = result.forged.map((found) => found.why.slice(0, each.passedOver?.length));
      assert.deepEqual(why, each.passedOver === null ? [] : [each.passedOver]);
    });
  }

  it('are not stopped by a forged no, nor by many', async () => {
    const asked = askedOf(sampleRequest());
    const forgedNo = forged(
      { name: '', signer: 'stranger', answer: { verdict: 'deny' }, passedOver: '' },
      asked,
    );
    await genuineUpTo(asked, (socket) => socket.write(forgedNo.repeat(100)));
    await place.window(saying('allow', 100));
    const result = await place.ask({ asked });
    assert.equal(endWords(result), 'allow');
    assert.deepEqual([result.forged.length, result.moreForged], [8, 8]);
  });

  /** A window that has the editor's key and proves it, and then says whatever a test wishes. */
  async function genuineUpTo(asked: Asked, then: (socket: Socket) => void): Promise<void> {
    const challenge = 'c'.repeat(32);
    const file = await place.impostor((socket) => {
      let heard = 0;
      socket.on('data', (chunk) => {
        heard += chunk.toString().split('\n').length - 1;
        if (heard === 1) {
          const signature = place.editor.signText(windowProofText(asked.nonce, challenge, file.id));
          const key = place.editor.keyId;
          socket.write(lineOf({ type: 'window', window: file.id, challenge, key, signature }));
        } else if (heard === 2) then(socket);
      });
    });
  }

  function forged(each: Forgery, asked: Asked): string {
    if (each.raw !== undefined) return `${each.raw}\n`;
    const editor = each.signer === 'stranger' ? new TestEditor() : place.editor;
    const issuedAt = new Date(
      Date.parse(asked.request.createdAt) + (each.issuedAfterMs ?? 0),
    ).toISOString();
    const signed = { ...wish(each, asked), issuedAt, ...each.answer };
    const approval = editor.sign(signed as Parameters<TestEditor['sign']>[0]);
    const renamed = each.as === 'editor' ? { ...approval, key: place.editor.keyId } : approval;
    const answer = { ...renamed, ...each.afterwards } as Approval;
    return lineOf({ type: 'answer', answer });
  }

  function wish({ kind = 'answer' }: Forgery, asked: Asked): object {
    const until = new Date(Date.now() + 60_000).toISOString();
    switch (kind) {
      case 'pause':
        return { kind: 'pause', root: '/w', until };
      case 'pin':
        return { kind: 'pin', path: '/w/p', digest: asked.facts };
      case 'grant': {
        const target = { agent: 'claude-code', session: 's1', effect: 'run', subject: asked.facts };
        return { kind: 'grant', target, scope: 'session', callId: null, until };
      }
      case 'answer': {
        const { nonce: request, facts } = asked;
        return { kind: 'answer', request, facts, callId: 'call-1', verdict: 'allow' };
      }
    }
  }

  it('pass over a window that cannot prove whose it is, and tell it nothing', async () => {
    const stranger = new TestEditor();
    const heard: string[] = [];
    const proofs: readonly ((nonce: string, id: string) => string)[] = [
      (nonce, id) => proofBy(stranger, stranger.keyId, nonce, id),
      (nonce, id) => proofBy(stranger, place.editor.keyId, nonce, id),
      (_, id) => proofBy(place.editor, place.editor.keyId, 'e'.repeat(32), id),
      (nonce) => proofBy(place.editor, place.editor.keyId, nonce, 'f'.repeat(16)),
    ];
    for (const proof of proofs) {
      const file = await place.impostor((socket) => {
        socket.on('data', (chunk) => {
          heard.push(chunk.toString());
          const { nonce } = JSON.parse(chunk.toString()) as { nonce: string };
          socket.write(proof(nonce, file.id));
        });
      });
    }
    const result = await place.ask();
    assert.equal(endWords(result), 'unreachable');
    assert.deepEqual(
      new Set(heard.map((line) => Object.keys(JSON.parse(line) as object).join())),
      new Set(['type,protocol,nonce']),
    );
    assert.deepEqual(result.forged.map(({ why }) => why).toSorted(), [
      'is another window',
      `is signed by ${stranger.keyId}, which is no key of this installation`,
      'was changed after it was signed',
      'was changed after it was signed',
    ]);
  });

  function proofBy(editor: TestEditor, key: string, nonce: string, window: string): string {
    const challenge = 'c'.repeat(32);
    const signature = editor.signText(windowProofText(nonce, challenge, window));
    return lineOf({ type: 'window', window, challenge, key, signature });
  }

  it('show nobody a request that is forged, old, or not asked about', async () => {
    const seen: PendingRequest[] = [];
    await place.window((pending) => seen.push(pending));
    const honest = sampleRequest();
    let deep: unknown = {};
    for (let depth = 0; depth < 100; depth += 1) deep = { deep };
    const past = new Date(Date.now() - 1_000).toISOString();
    const far = new Date(Date.now() + 3_600_000).toISOString();
    const strangers = [
      place.ask({ answerMs: 5_000, mac: (text) => hmac('0'.repeat(64), text) }),
      place.ask({ answerMs: 5_000, asked: { ...askedOf(honest), nonce: 'a'.repeat(32) } }),
      place.ask({ answerMs: 5_000, asked: askedOf({ ...honest, expiresAt: past }) }),
      place.ask({ answerMs: 5_000, asked: askedOf({ ...honest, expiresAt: far }) }),
      place.ask({
        answerMs: 5_000,
        asked: askedOf({ ...honest, decision: { ...honest.decision, verdict: 'deny' } }),
      }),
      // It has no canonical form, so nobody can say what it is that is signed.
      place.ask({
        answerMs: 5_000,
        asked: { ...askedOf(honest), request: { ...honest, call: sampleCall({ input: deep }) } },
      }),
    ];
    const results = await Promise.all(strangers);
    assert.deepEqual(
      results.map(endWords),
      strangers.map(() => 'lost'),
    );
    assert.deepEqual(seen, []);
    assert.equal(place.oddities.length, strangers.length);
  });

  it('show a request once, though it comes twice', async () => {
    const seen: PendingRequest[] = [];
    await place.window((pending) => {
      seen.push(pending);
      setTimeout(() => void pending.answer('allow'), 200);
    });
    const asked = askedOf(sampleRequest());
    const results = await Promise.all([place.ask({ asked }), place.ask({ asked })]);
    assert.deepEqual(results.map(endWords).toSorted(), ['allow', 'lost']);
    assert.equal(seen.length, 1);
  });

  it('leave a peer that says nothing, too much or nonsense, and answer the others meanwhile', async () => {
    const window = await place.window(saying('allow'), { proofMs: 300 });
    const talk = (what: string | Buffer | null): Promise<void> =>
      new Promise((resolve) => {
        const socket = connect(window.socket, () => {
          if (what !== null) socket.write(what);
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    const bad = [
      talk(null),
      talk('{'),
      talk('null\n'),
      talk('{"type":"end","how":"answered"}\n'),
      talk('{"type":"hello","protocol":2,"nonce":"' + 'a'.repeat(32) + '"}\n'),
      talk(Buffer.alloc(5 * 1024 * 1024, 'x')),
      talk('\n'.repeat(1_000)),
    ];
    assert.equal(endWords(await place.ask()), 'allow');
    await Promise.all(bad);
  });

  it('are found among 1,000 strangers who never say anything', async () => {
    const window = await place.window(saying('allow'));
    const strangers = Array.from({ length: 1_000 }, () => {
      const socket = connect(window.socket);
      socket.on('error', () => undefined);
      return socket;
    });
    try {
      assert.equal(endWords(await place.ask()), 'allow');
    } finally {
      for (const socket of strangers) socket.destroy();
    }
  });

  it('do not wait for a window that reads nothing when it is over', async () => {
    const asked = askedOf(sampleRequest());
    await genuineUpTo(asked, (socket) => socket.pause());
    const result = await place.ask({ asked, answerMs: 50 });
    assert.equal(endWords(result), 'timed-out');
    await result.close('timed-out');
  });
});
