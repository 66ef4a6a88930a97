import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { approvalPrompt } from '../../src/core/present/approvalPrompt.ts';
import type { PendingRequest } from '../../src/adapters/approvals/windowPeer.ts';
import { resultOf, runClaude, type Session } from '../support/claudeSession.ts';
import { outputOf, runCodex } from '../support/codexSession.ts';
import { EditorStandIn } from '../support/editorStandIn.ts';
import { createProtectedWorkspace } from '../support/protectedWorkspace.ts';
import { TestEditor } from '../support/testEditor.ts';
import type { Workspace } from '../support/workspace.ts';

const policy =
  '{ "version": 1, "commands": [{ "match": ["mkdir", "asked"], "verdict": "ask", "why": "It takes room." }] }\n';

/** A real session of Claude Code whose calls wait for a window that this test opens. */
describe('Claude Code, waiting for a person', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let editor: EditorStandIn;

  beforeEach(async () => {
    workspace = await createProtectedWorkspace({
      project: {
        'a.py': 'pass\n',
        '.pinfold/policy.jsonc': policy,
      },
    });
    editor = new EditorStandIn(workspace);
  });
  afterEach(async () => {
    await editor.dispose();
    workspace.dispose();
  });

  const session = (permissionMode = 'acceptEdits'): Promise<Session> =>
    runClaude({
      workspace,
      permissionMode,
      env: { IS_SANDBOX: '1' },
      turns: [
        {
          tools: [
            { name: 'Bash', input: { command: 'mkdir asked', description: 'Lists all files' } },
          ],
        },
        { text: 'done' },
      ],
    });

  for (const mode of ['default', 'acceptEdits', 'bypassPermissions']) {
    it(`runs a tool after a yes, without asking by itself, in the mode ${mode}`, async () => {
      const seen = await editor.saying('allow');
      const result = resultOf(await session(mode), 0);
      assert.equal(result.isError, false, result.text);
      assert.equal(existsSync(workspace.path('asked')), true);
      const prompt = approvalPrompt(seen[0]!.request);
      assert.match(JSON.stringify(prompt), /It takes room/);
      assert.ok(!JSON.stringify(prompt).includes('Lists all files'), 'not in the agent’s words');
    });
  }

  it('tells the model why after a no, and waits as long as a person thinks', async () => {
    await editor.window((pending) => {
      // Longer than the first stage may take in all.
      setTimeout(() => void pending.answer('deny'), 7_000);
    });
    const result = resultOf(await session(), 0);
    assert.equal(result.isError, true);
    assert.match(result.text, /A person was asked and said no\..*It takes room/);
    assert.equal(existsSync(workspace.path('asked')), false);
  });

  it('does not run a tool after a forged yes', async () => {
    const stranger = new TestEditor();
    const sign = (text: string): string =>
      (text.startsWith('pinfold window') ? editor.editor : stranger).signText(text);
    const forger = await editor.window(
      (pending) => {
        void pending.answer('allow').then(() => setTimeout(() => void forger.close(), 500));
      },
      { sign },
    );
    const result = resultOf(await session(), 0);
    assert.equal(result.isError, true);
    assert.match(result.text, /PF-APPROVAL-LOST/);
    assert.equal(existsSync(workspace.path('asked')), false);
    assert.ok(editor.records().some((record) => record.kind === 'tampering'));
  });

  it('leaves no question open when the session is ended', async () => {
    const seen: PendingRequest[] = [];
    await editor.window((pending) => seen.push(pending));
    const ended = await runClaude({
      workspace,
      timeoutMs: 15_000,
      turns: [
        { tools: [{ name: 'Bash', input: { command: 'mkdir asked', description: 'd' } }] },
        { text: 'done' },
      ],
    });
    assert.equal(ended.timedOut, true);
    assert.match(String(await seen[0]?.ended), /^(abandoned|gone)$/);
    assert.equal(existsSync(workspace.path('asked')), false);
  });
});

describe('Codex, waiting for a person', function () {
  this.timeout(120_000);

  for (const verdict of ['allow', 'deny'] as const) {
    it(`${verdict === 'allow' ? 'runs a tool after a yes' : 'tells the model why after a no'}`, async () => {
      const workspace = await createProtectedWorkspace(
        { project: { 'a.py': 'pass\n', '.pinfold/policy.jsonc': policy } },
        'codex',
      );
      const editor = new EditorStandIn(workspace);
      try {
        const seen = await editor.saying(verdict);
        const session = await runCodex({
          workspace,
          turns: [
            { tools: [{ name: 'exec_command', input: { cmd: 'mkdir asked' } }] },
            { text: 'done' },
          ],
        });
        assert.equal(seen.length, 1, session.stderr);
        assert.equal(existsSync(workspace.path('asked')), verdict === 'allow');
        const { text } = outputOf(session, 0);
        if (verdict === 'deny')
          assert.match(text, /A person was asked and said no\..*It takes room/);
      } finally {
        await editor.dispose();
        workspace.dispose();
      }
    });
  }
});
