import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { isSigned, publicKeyIds } from '../../../../src/adapters/approvals/publicKeys.ts';
import type { Approval } from '../../../../src/core/approvals/approval.ts';
import { parseApproval } from '../../../../src/core/approvals/parseApproval.ts';
import { TestEditor } from '../../../support/testEditor.ts';

const until = '2030-01-01T00:00:00.000Z';

const target = {
  agent: 'claude-code',
  session: 's1',
  effect: 'write',
  subject: 'a'.repeat(64),
} as const;

describe('signed approvals', () => {
  let keys: string;
  let editor: TestEditor;

  beforeEach(() => {
    keys = mkdtempSync(join(tmpdir(), 'pinfold-keys-'));
    editor = new TestEditor().register(keys);
  });
  afterEach(() => {
    rmSync(keys, { recursive: true, force: true });
  });

  const samples = (): Approval[] => [
    editor.sign({ kind: 'pin', path: '/w/.pinfold/policy.jsonc', digest: 'b'.repeat(64) }),
    editor.sign({ kind: 'grant', target, scope: 'once', callId: 'c1', until }),
    editor.sign({
      kind: 'answer',
      request: 'c'.repeat(32),
      callId: null,
      facts: 'd'.repeat(64),
      verdict: 'allow',
    }),
    editor.sign({ kind: 'pause', root: '/w', until }),
  ];

  it('are read back as they were written, and hold', () => {
    for (const approval of samples()) {
      const read = parseApproval(JSON.stringify(approval));
      assert.deepEqual(read, approval);
      assert.ok(isSigned(read!, keys));
    }
  });

  it('hold no longer when anything in them is changed', () => {
    const texts = samples().map((approval) => JSON.stringify(approval));
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.integer({ min: 32, max: 126 }),
        (text, at, code) => {
          const place = at % text.length;
          const changed = text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1);
          const read = parseApproval(changed);
          if (read === null || !isSigned(read, keys)) return;
          assert.deepEqual(read, JSON.parse(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('hold only for keys of this installation', () => {
    const stranger = new TestEditor();
    assert.equal(isSigned(stranger.sign({ kind: 'pause', root: '/w', until }), keys), false);
    assert.deepEqual(publicKeyIds(keys), [editor.keyId]);
  });

  it('know no key under another name than its own', () => {
    const stranger = new TestEditor().register(keys);
    renameSync(join(keys, `${stranger.keyId}.key`), join(keys, `${editor.keyId}.key`));
    assert.deepEqual(publicKeyIds(keys), []);
    assert.equal(isSigned(editor.sign({ kind: 'pause', root: '/w', until }), keys), false);
  });

  it('are none with a member too many, a wrong kind, or as something else', () => {
    const [pin] = samples();
    for (const value of [
      { ...pin, more: 1 },
      { ...pin, kind: 'grant' },
      { ...pin, format: 2 },
      [],
      null,
      'x',
    ]) {
      assert.equal(parseApproval(JSON.stringify(value)), null);
    }
    assert.equal(parseApproval('{'), null);
  });

  it('do not mind other files among the keys', () => {
    writeFileSync(join(keys, 'notes.txt'), 'x');
    writeFileSync(join(keys, '0123456789abcdef.key'), 'x'.repeat(10_000));
    assert.deepEqual(publicKeyIds(keys), [editor.keyId]);
  });
});
