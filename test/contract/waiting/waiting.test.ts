import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, type Outcome } from '../../../scripts/lib/processGroup.ts';
import type { Ended, PendingRequest } from '../../../src/adapters/approvals/windowPeer.ts';
import { commandOf } from '../../../src/core/approvals/request.ts';
import type { AuditRecord } from '../../../src/core/audit/record.ts';
import { installedCommand } from '../../support/hookSettings.ts';
import { EditorStandIn } from '../../support/editorStandIn.ts';
import { createProtectedWorkspace, runPinfold } from '../../support/protectedWorkspace.ts';
import { TestEditor } from '../../support/testEditor.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

/** The installed line, the real launcher and both stages, with windows that this test opens. */
describe('a call that waits for a person', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let editor: EditorStandIn;

  before(async () => {
    workspace = await createProtectedWorkspace({
      project: {
        'src/a.py': 'pass\n',
        'config/one.txt': 'one\n',
        'config/two.txt': 'two\n',
        'notes/draft.md': 'x\n',
        '.pinfold/policy.jsonc': `{
          "version": 1,
          "commands": [{ "match": ["terraform", "apply"], "verdict": "ask", "why": "Changes real infrastructure." }],
          "zones": [
            { "name": "config", "paths": ["config/**"], "edit": "ask" },
            { "name": "lab", "paths": ["lab/**"], "edit": "deny" },
            { "name": "notes", "paths": ["notes/**"], "read": "ask" }
          ]
        }\n`,
      },
    });
  });
  after(() => workspace.dispose());
  beforeEach(() => {
    editor = new EditorStandIn(workspace);
  });
  afterEach(() => editor.dispose());

  const terraform = { command: 'terraform apply', description: 'Lists files' };

  it('goes on in silence after a yes', async () => {
    const seen = await editor.saying('allow');
    const outcome = await call('Bash', terraform);
    assert.deepEqual([outcome.exitCode, outcome.stdout, outcome.stderr], [0, '', '']);
    const [pending] = seen;
    assert.equal(pending?.request.decision.verdict, 'ask');
    assert.equal(commandOf(pending!.request), 'terraform apply');
    assert.deepEqual(pending?.request.roots, [workspace.root]);
    assert.ok(!JSON.stringify(pending?.request.facts).includes('Lists files'));
    assert.equal(await pending?.ended, 'answered');
    const [waiting, answer] = lastTwo();
    assert.equal(waiting?.kind === 'decision' && waiting.waiting, pending?.nonce);
    assert.deepEqual(shown(answer), ['answer', 'allow', 'answered', editor.editor.keyId]);
    assert.equal(answer?.kind === 'answer' && answer.request, pending?.nonce);
    assert.deepEqual(readdirSync(join(editor.state, 'requests')), []);
    assert.equal((await runPinfold(workspace, ['audit', 'verify'])).exitCode, 0);
  });

  it('is denied in words after a no', async () => {
    await editor.saying('deny');
    const outcome = await call('Bash', terraform);
    const words = denialOf(outcome);
    assert.match(words, /A person was asked and said no\..*Changes real infrastructure/);
    assert.deepEqual(shown(lastTwo()[1]), ['answer', 'deny', 'answered', editor.editor.keyId]);
  });

  it('asks at a prompt that attaches a file, too', async () => {
    const seen = await editor.saying('allow');
    const outcome = await event('UserPromptSubmit', { prompt: 'Look at @notes/draft.md' });
    assert.deepEqual([outcome.exitCode, outcome.stdout], [0, '']);
    assert.equal(seen.length, 1);
  });

  it('asks nobody about what is allowed or denied', async () => {
    const seen = await editor.saying('allow');
    assert.equal((await call('Read', { file_path: workspace.path('src/a.py') })).stdout, '');
    const denied = await call('Write', { file_path: workspace.path('lab/x'), content: 'x' });
    assert.match(denialOf(denied), /lab/);
    assert.deepEqual(seen, []);
  });

  it('is answered as ever without a window, with a window elsewhere, or when the last one crashed', async () => {
    const asks = async (): Promise<void> => {
      const answer = JSON.parse((await call('Bash', terraform)).stdout) as Answer;
      assert.equal(answer.hookSpecificOutput.permissionDecision, 'ask');
    };
    await asks();
    const window = await editor.window(() => assert.fail('asked elsewhere'), { roots: ['/other'] });
    await asks();
    assert.equal(lastTwo()[1]?.kind, 'decision');
    window.setRoots([workspace.root]);
    rmSync(window.socket);
    await asks();
    assert.deepEqual(shown(lastTwo()[1]), ['answer', 'ask', 'unreachable', null]);
  });

  it('never waits for an agent that does not say that it is patient', async () => {
    const seen = await editor.saying('allow');
    const line = installedCommand(workspace, 'PreToolUse');
    assert.match(line, / PreToolUse 150; /);
    for (const impatient of [' PreToolUse', ' PreToolUse 10', ' PreToolUse 139', ' PreToolUse x']) {
      const outcome = await run(line.replace(' PreToolUse 150', impatient), payload(terraform));
      const answer = JSON.parse(outcome.stdout) as Answer;
      assert.equal(answer.hookSpecificOutput.permissionDecision, 'ask', impatient);
    }
    assert.deepEqual(seen, []);
  });

  it('is decided by the first of two windows, and by a no that comes with a yes', async () => {
    const both: PendingRequest[] = [];
    const collect = (pending: PendingRequest): void => {
      both.push(pending);
      if (both.length < 2) return;
      void both[0]?.answer('allow');
      void both[1]?.answer('deny');
    };
    await editor.window(collect);
    await editor.window(collect);
    assert.match(denialOf(await call('Bash', terraform)), /said no/);
    assert.deepEqual((await Promise.all(both.map((each) => each.ended))).toSorted(), [
      'answered',
      'elsewhere',
    ]);
  });

  it('is denied when the window that was asked goes away', async () => {
    const window = await editor.window(() => void window.close());
    assert.match(denialOf(await call('Bash', terraform)), /PF-APPROVAL-LOST/);
    assert.deepEqual(shown(lastTwo()[1]), ['answer', 'deny', 'lost', null]);
  });

  it('is denied when what it touches changed while a person was asked', async () => {
    const link = workspace.path('config/link.txt');
    symlinkSync('one.txt', link);
    await editor.window((pending) => {
      rmSync(link);
      symlinkSync('two.txt', link);
      void pending.answer('allow');
    });
    const outcome = await call('Write', { file_path: link, content: 'x' });
    assert.match(denialOf(outcome), /PF-APPROVAL-CHANGED/);
    assert.deepEqual(shown(lastTwo()[1]), ['answer', 'deny', 'changed', editor.editor.keyId]);
    rmSync(link);
  });

  it('is denied when the policy denies it by now', async () => {
    const policy = workspace.path('.pinfold/policy.jsonc');
    const before = readFileSync(policy, 'utf8');
    const ended: Promise<Ended>[] = [];
    await editor.window((pending) => {
      ended.push(pending.ended);
      writeFileSync(policy, before.replace('"verdict": "ask"', '"verdict": "deny"'));
      void pending.answer('allow');
    });
    assert.match(denialOf(await call('Bash', terraform)), /PF-APPROVAL-CHANGED/);
    assert.deepEqual(await Promise.all(ended), ['changed']);
    writeFileSync(policy, before);
  });

  it('is not asked again for as long as a person said, and only for the same', async () => {
    const seen: PendingRequest[] = [];
    await editor.window((pending) => {
      seen.push(pending);
      void (seen.length === 1 ? pending.grant('session') : pending.answer('deny'));
    });
    const plan = { command: 'terraform apply plan' };
    assert.equal((await call('Bash', plan)).stdout, '');
    assert.equal((await call('Bash', plan)).stdout, '');
    assert.equal(seen.length, 1);
    const [first, second] = lastTwo();
    assert.deepEqual(shown(first), ['answer', 'allow', 'answered', editor.editor.keyId]);
    assert.equal(second?.kind === 'decision' && second.decision.granted?.scope, 'session');
    assert.match(denialOf(await call('Bash', { command: 'terraform apply other' })), /said no/);
  });

  it('goes on waiting after a forged answer, and records it as tampering', async () => {
    const stranger = new TestEditor();
    await editor.window((pending) => setTimeout(() => void pending.answer('deny'), 300));
    // It proves itself with the editor's key, which a real impostor has not, and signs answers with its own.
    const forger = await editor.window(
      (pending) => {
        void pending.answer('allow');
      },
      {
        sign: (text) =>
          text.startsWith('pinfold window')
            ? editor.editor.signText(text)
            : stranger.signText(text),
      },
    );
    assert.match(denialOf(await call('Bash', terraform)), /said no/);
    const tampering = editor.records().findLast((record) => record.kind === 'tampering');
    assert.deepEqual(
      tampering?.kind === 'tampering' && [tampering.what, tampering.path, tampering.why],
      ['answer', forger.socket, 'was changed after it was signed'],
    );
  });

  it('tells the windows, and leaves nothing running, when its agent is gone', async () => {
    for (const kill of ['shell', 'launcher'] as const) {
      const asked = await editor.asked();
      const line = installedCommand(workspace, 'PreToolUse');
      // As agents do: a shell of its own for the line.
      const shell = spawn('/bin/sh', ['-c', line], { env: workspaceEnvironment(workspace) });
      shell.stdin.end(payload(terraform));
      const pending = await asked.first;
      process.kill(kill === 'shell' ? shell.pid! : childOf(shell), 'SIGKILL');
      assert.equal(await pending.ended, 'abandoned', kill);
      assert.equal(await pending.answer('allow'), null);
      await asked.window.close();
      await once(shell, 'close');
      assert.deepEqual(shown(lastTwo()[1]), ['answer', 'deny', 'abandoned', null]);
    }
  });

  it('tells the windows when the second stage itself is killed, and the call is refused', async () => {
    const asked = await editor.asked();
    const running = call('Bash', terraform);
    const pending = await asked.first;
    for (const pid of pidsNaming('waiting.cjs', editor.state)) process.kill(pid, 'SIGKILL');
    assert.equal(await pending.ended, 'gone');
    const outcome = await running;
    assert.equal(outcome.exitCode, 2);
    assert.match(outcome.stderr, /Pinfold unavailable: blocked/);
  });

  it('waits for several calls of one session at once, each for its own answer', async () => {
    await editor.window((pending) => {
      const command = commandOf(pending.request) ?? '';
      void pending.answer(command.endsWith('one') || command.endsWith('three') ? 'allow' : 'deny');
    });
    const names = ['one', 'two', 'three', 'four'];
    const outcomes = await Promise.all(
      names.map((name) => call('Bash', { command: `terraform apply ${name}` })),
    );
    assert.deepEqual(
      outcomes.map(({ stdout }) => stdout === ''),
      [true, false, true, false],
    );
  });

  interface Answer {
    readonly hookSpecificOutput: {
      readonly permissionDecision: string;
      readonly permissionDecisionReason: string;
    };
  }

  function denialOf(outcome: Outcome): string {
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    const { hookSpecificOutput: answer } = JSON.parse(outcome.stdout) as Answer;
    assert.equal(answer.permissionDecision, 'deny');
    return answer.permissionDecisionReason;
  }

  function lastTwo(): readonly (AuditRecord | undefined)[] {
    return editor.records().slice(-2);
  }

  function shown(record: AuditRecord | undefined): readonly unknown[] {
    assert.equal(record?.kind, 'answer');
    return record.kind === 'answer' ? [record.kind, record.verdict, record.how, record.key] : [];
  }

  let calls = 0;
  function payload(input: unknown, tool = 'Bash', name = 'PreToolUse', more: object = {}): string {
    calls += 1;
    return JSON.stringify({
      session_id: 'session',
      transcript_path: workspace.path('transcript.jsonl'),
      cwd: workspace.root,
      permission_mode: 'default',
      hook_event_name: name,
      tool_name: tool,
      tool_input: input,
      tool_use_id: `call-${calls}`,
      ...more,
    });
  }

  function call(tool: string, input: unknown): Promise<Outcome> {
    return run(installedCommand(workspace, 'PreToolUse'), payload(input, tool));
  }

  function event(name: string, more: object): Promise<Outcome> {
    return run(installedCommand(workspace, name), payload({}, '', name, more));
  }

  function run(line: string, input: string): Promise<Outcome> {
    return runProgram({
      command: '/bin/sh',
      args: ['-c', line],
      cwd: workspace.root,
      env: workspaceEnvironment(workspace),
      timeoutMs: 40_000,
      input,
    });
  }
});

/** The only child of a process. */
function childOf({ pid }: ChildProcess): number {
  const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]);
}

/** Processes whose program is named so and whose environment names a folder. */
function pidsNaming(program: string, folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program) &&
          readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}
