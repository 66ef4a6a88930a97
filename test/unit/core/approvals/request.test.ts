import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHookMessage, parseWindowMessage } from '../../../../src/core/approvals/messages.ts';
import { parseRequest } from '../../../../src/core/approvals/parseRequest.ts';
import { doesTheSame, requestNonce } from '../../../../src/core/approvals/request.ts';
import { askedOf, sampleCall, sampleRequest, sha256 } from '../../../support/approvalRequests.ts';

/** Any UTF-16 units: lone surrogates, control characters and all. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units));

describe('a request for an answer', () => {
  it('is named by everything that is shown', () => {
    const request = sampleRequest();
    const nonce = requestNonce(request, sha256);
    assert.match(nonce, /^[0-9a-f]{32}$/);
    const changes: readonly Partial<typeof request>[] = [
      { salt: '0'.repeat(32) },
      { call: sampleCall({ content: 'x' }) },
      { call: sampleCall({ session: 's2' }) },
      { call: sampleCall({ statements: [] }) },
      { call: { ...request.call, permissionMode: 'plan' } },
      { roots: ['/v'] },
      { policy: 'other' },
      { asking: [] },
      { createdAt: '2026-01-01T00:00:00.000Z' },
      { decision: { ...request.decision, reason: 'Harmless.' } },
      { facts: { ...request.facts, tool: 'Read' } },
    ];
    const nonces = changes.map((change) => requestNonce({ ...request, ...change }, sha256));
    assert.equal(new Set([nonce, ...nonces]).size, changes.length + 1);
  });

  it('is the same after a way over the wire, whatever stands in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const request = sampleRequest({ call: sampleCall({ content: text, cwd: text }) });
        const message = { type: 'request', request, mac: '0'.repeat(64) };
        const read = parseHookMessage(JSON.stringify(message));
        assert.equal(read?.type, 'request');
        const again = read?.type === 'request' ? requestNonce(read.request, sha256) : '';
        assert.equal(again, requestNonce(request, sha256));
      }),
    );
  });

  it('is none with a member too many, too few or of another kind', () => {
    const request: Record<string, unknown> = { ...sampleRequest() };
    assert.notEqual(parseRequest(request), null);
    assert.equal(parseRequest({ ...request, description: 'Lists files' }), null);
    for (const asking of [[1], [-1], [0.5], ['0']]) {
      assert.equal(parseRequest({ ...request, asking }), null);
    }
    for (const name of Object.keys(request)) {
      const { [name]: _, ...without } = request;
      assert.equal(parseRequest(without), null, `without ${name}`);
      assert.equal(parseRequest({ ...request, [name]: { x: 1 } }), null, `with another ${name}`);
    }
  });

  it('does the same only with the same effects; grants that came meanwhile do not count', () => {
    const { facts } = sampleRequest();
    assert.ok(doesTheSame(facts, { ...facts, effects: [...facts.effects] }));
    assert.ok(doesTheSame(facts, { ...facts, granted: [] } as typeof facts));
    assert.ok(!doesTheSame(facts, { ...facts, effects: [] }));
    assert.ok(!doesTheSame(facts, { ...facts, tool: 'Read' }));
  });
});

describe('messages between hooks and windows', () => {
  it('are none for anything else, and nothing makes reading them fail', () => {
    const { request } = askedOf(sampleRequest());
    const texts = [
      { type: 'hello', protocol: 1, nonce: 'a'.repeat(32) },
      { type: 'request', request, mac: 'b'.repeat(64) },
      { type: 'end', how: 'elsewhere' },
      { type: 'window', window: 'c'.repeat(16), challenge: 'd'.repeat(32), key: 'e'.repeat(16) },
    ].map((message) => JSON.stringify(message));
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), anyText, (text, at, noise) => {
        const place = at % text.length;
        const line = text.slice(0, place) + noise + text.slice(place + noise.length);
        for (const message of [parseHookMessage(line), parseWindowMessage(line)]) {
          if (message !== null) assert.equal(typeof message.type, 'string');
        }
      }),
    );
    for (const line of ['', 'null', '[]', '{"type":"hello"}', '{"type":"__proto__"}']) {
      assert.equal(parseHookMessage(line), null);
      assert.equal(parseWindowMessage(line), null);
    }
  });
});
