import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256Hex } from '../../../src/adapters/digest/sha256.ts';
import type { Approval } from '../../../src/core/approvals/approval.ts';
import { grantTargetOf } from '../../../src/core/approvals/grantTarget.ts';
import { grantsFor, pinsOf } from '../../../src/core/approvals/places.ts';
import { canonicalJson } from '../../../src/core/audit/canonicalJson.ts';
import type { DecisionDraft } from '../../../src/core/audit/record.ts';
import { TestEditor } from '../testEditor.ts';
import type { FaultAgent } from './agent.ts';
import { callHook } from './launcherCells.ts';
import type { FaultPlace } from './place.ts';
import type { Step } from './rows.ts';

/**
 * - `nobody`: the signature is none;
 * - `stranger`: signed by a key that the installation does not know;
 * - `somewhere else`: signed by the editor, and laid where it does not belong;
 * - `alteration`: signed by the editor, and changed since;
 * - `added key`: signed by a key that was put beside those of the installation.
 */
type By = Extract<Step, { forge: string }>['by'];

/** Lets a write to `releases/new.md`, which asks, look as if a person had allowed it. */
export async function forgeGrant(
  kind: 'grant' | 'answer',
  by: By,
  place: FaultPlace,
  agent: FaultAgent,
): Promise<void> {
  const path = place.path('releases/new.md');
  // The call itself tells what a grant for it would have to name.
  await callHook(place, agent, { write: path, text: 'x' }, {});
  const asked = lastDecision(place);
  assert.equal(asked.decision.verdict, 'ask', 'what is to be granted asks');
  const { effect } = asked.decision;
  assert.ok(effect !== null);
  const action = {
    agent: agent.id,
    session: asked.session ?? '',
    cwd: asked.cwd ?? '',
    tool: asked.tool ?? '',
    input: {},
    statements: [],
  };
  const target = grantTargetOf(effect, { action, facts: asked.facts }, sha256Hex);
  assert.ok(target !== null);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const wish = { kind: 'grant', target, scope: 'session', callId: null, until } as const;
  const other = { ...wish, target: { ...target, subject: sha256Hex('another path') } };
  const facts = sha256Hex(canonicalJson(asked.facts));
  const answer = {
    kind: 'answer',
    request: '0'.repeat(32),
    callId: asked.callId,
    facts,
    verdict: 'allow',
  } as const;
  const grant =
    kind === 'grant' ? signed(by, wish, other, place) : signed(by, answer, answer, place);
  const folder = join(place.places['state']!, 'approvals', grantsFor(target, sha256Hex));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, `${grant.nonce}.json`), JSON.stringify(grant));
}

/**
 * Lets a policy that opens `src` look as if a person had approved it. The user's own policy closes whatever no zone
 * opens, so that it depends on the pin.
 */
export function forgePin(by: By, place: FaultPlace): void {
  const own = join(place.home, '.config/pinfold/policy.jsonc');
  mkdirSync(dirname(own), { recursive: true });
  writeFileSync(own, '{ "version": 1, "preset": "strict" }\n');
  const file = place.path('.pinfold/policy.jsonc');
  const text = readFileSync(file, 'utf8').replace(
    '"zones": [',
    '"zones": [\n    { "name": "source", "paths": ["src/**"], "read": "allow", "edit": "allow" },',
  );
  writeFileSync(file, text);
  const wish = { kind: 'pin', path: file, digest: sha256Hex(text) } as const;
  const pin = signed(by, wish, { ...wish, path: place.path('other.jsonc') }, place);
  const folder = join(place.places['state']!, 'approvals', pinsOf(file, sha256Hex));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, `${sha256Hex(text)}.json`), JSON.stringify(pin));
  writeFileSync(join(folder, `${sha256Hex(text)}.jsonc`), text);
}

type Wish = Parameters<TestEditor['sign']>[0];

function signed(by: By, wish: Wish, other: Wish, place: FaultPlace): Approval {
  const keys = join(place.places['state']!, 'keys');
  const editor = new TestEditor();
  switch (by) {
    case 'nobody':
      editor.register(keys);
      return { ...editor.sign(wish), signature: `${'A'.repeat(86)}==` };
    case 'stranger':
      new TestEditor().register(keys);
      return editor.sign(wish);
    case 'somewhere else':
      return editor.register(keys).sign(other);
    case 'alteration':
      return { ...editor.register(keys).sign(other), ...wish } as Approval;
    case 'added key':
      new TestEditor().register(keys);
      return editor.register(keys).sign(wish);
  }
}

function lastDecision(place: FaultPlace): DecisionDraft {
  const folder = place.places['audit']!;
  const segment = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .at(-1);
  const lines = readFileSync(join(folder, segment ?? ''), 'utf8')
    .trim()
    .split('\n');
  return JSON.parse(lines.at(-1) ?? '') as DecisionDraft;
}
