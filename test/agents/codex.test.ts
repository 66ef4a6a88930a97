import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { dirname } from 'node:path';
import { processesWith, runProgram } from '../../scripts/lib/processGroup.ts';
import { ensureTool } from '../../scripts/lib/toolCache.ts';
import { leaksIn } from '../support/claudeSession.ts';
import { type CodexSession, outputOf, runCodex } from '../support/codexSession.ts';
import type { ToolResult } from '../support/messagesApi.ts';
import {
  createProtectedWorkspace,
  pinfoldProgram,
  runPinfold,
} from '../support/protectedWorkspace.ts';
import type { ScriptedCall, Turn } from '../support/scriptedModel.ts';
import {
  changedBetween,
  createWorkspace,
  snapshot,
  type Workspace,
  workspaceEnvironment,
} from '../support/workspace.ts';
import { type Attempt, guardedProject } from './attempts.ts';
import {
  codexReads,
  codexSelfDisabling,
  codexShells,
  codexWork,
  codexWrites,
} from './codexAttempts.ts';

/** How a model gets to its tools: by calling them, or by a program that calls them. */
const ways = {
  'that calls its tools': { model: 'gpt-5.5', call: (call: ScriptedCall) => call },
  'that writes programs': { model: 'gpt-6-sol', call: asProgram },
} as const;

describe('Codex without Pinfold', function () {
  this.timeout(180_000);

  it('gets the secret by every single attempt of the table, so that stopping it means something', async () => {
    await within(createWorkspace(guardedProject), async (workspace) => {
      const { results } = await tryAll(workspace, codexReads, ways['that calls its tools']);
      const harmless = [...results].filter(
        ([, { text }]) => leaksIn({ requests: [asRequest(text)] }, workspace.canary).length === 0,
      );
      assert.deepEqual(harmless, []);
    });
  });
});

describe('Codex whose hooks nobody has trusted', function () {
  this.timeout(180_000);

  it('skips them without a word, and `pinfold status` says so', async () => {
    await within(await createProtectedWorkspace(guardedProject, 'codex'), async (workspace) => {
      const session = await runCodex({
        workspace,
        trusted: false,
        turns: [{ tools: [{ name: 'exec_command', input: { cmd: 'cat .env' } }] }],
      });
      assert.notDeepEqual(leaksIn(session, workspace.canary), []);
      const { bin } = await ensureTool('codex');
      const environment = workspaceEnvironment(workspace);
      const status = await runProgram({
        command: process.execPath,
        args: [pinfoldProgram, 'status', 'codex'],
        cwd: workspace.root,
        env: { ...environment, PATH: `${dirname(bin)}:${environment['PATH'] ?? ''}` },
        timeoutMs: 60_000,
      });
      assert.equal(status.exitCode, 1, status.stderr);
      assert.match(status.stdout, /Codex: open/);
      assert.match(status.stdout, /installed, not trusted: Codex skips them silently: PreToolUse/);
    });
  });
});

for (const [kind, way] of Object.entries(ways)) {
  describe(`Codex under Pinfold, with a model ${kind}`, function () {
    this.timeout(180_000);

    it('does ordinary work, and nothing else', async () => {
      await within(await createProtectedWorkspace(guardedProject, 'codex'), async (workspace) => {
        const attempts = [
          ...codexWork,
          ...codexReads,
          ...codexWrites,
          ...codexShells,
          ...codexSelfDisabling,
        ];
        const before = [snapshot(workspace.root), settingsOf(workspace)] as const;
        const tried = await tryAll(workspace, attempts, way);
        assert.deepEqual(surprises(attempts, tried.results), []);
        assert.deepEqual(leaksIn(tried.session, workspace.canary), []);
        assert.deepEqual(changedBetween(before[0], snapshot(workspace.root)), [
          'src/more.py',
          'src/new.py',
        ]);
        assert.deepEqual(changedBetween(before[1], settingsOf(workspace)), []);
        assert.equal(tried.session.exitCode, 0, tried.session.stderr);
        assert.deepEqual(tried.session.leftBehind, []);
        await setTimeout(100);
        assert.deepEqual(processesWith('HOME', workspace.home), []);
        const status = await runPinfold(workspace, ['status', 'codex']);
        assert.match(status.stdout, /Codex: hooked.*firing +yes, Codex 0\.169\.0/s);
      });
    });
  });
}

describe('Codex under Pinfold', function () {
  this.timeout(180_000);

  it('sends no prompt that names a secret', async () => {
    await within(await createProtectedWorkspace(guardedProject, 'codex'), async (workspace) => {
      const session = await runCodex({ workspace, prompt: 'Explain @.env to me.', turns: [] });
      assert.deepEqual(session.requests, []);
    });
  });

  it('holds subagents to the same rules', async () => {
    await within(await createProtectedWorkspace(guardedProject, 'codex'), async (workspace) => {
      const run = (cmd: string): Turn => ({
        tools: [asProgram({ name: 'exec_command', input: { cmd } })],
      });
      const errand = { task_name: 'errand', message: 'Errand: look.', fork_turns: 'none' };
      const session = await runCodex({
        workspace,
        model: 'gpt-6-sol',
        turns: [
          { tools: [{ name: 'collaboration.spawn_agent', input: errand }] },
          { tools: [{ name: 'collaboration.wait_agent', input: { timeout_ms: 60_000 } }] },
        ],
        branches: [{ match: 'Errand: look.', turns: [run('cat .env'), run('cat docs/guide.md')] }],
      });
      assert.equal(wasStopped(outputOf(session, 0, 0, 1)), true);
      assert.match(outputOf(session, 1, 0, 1).text, /never in code/);
      assert.deepEqual(leaksIn(session, workspace.canary), []);
      const trail = await runPinfold(workspace, ['audit', 'tail', '--count', '50', '--json']);
      assert.match(trail.stdout, /"subagent":"[0-9a-f-]{36}"/);
    });
  });

  it('goes on in a session that is taken up again', async () => {
    await within(await createProtectedWorkspace(guardedProject, 'codex'), async (workspace) => {
      const turns: readonly Turn[] = [
        { tools: [{ name: 'exec_command', input: { cmd: 'cat docs/guide.md' } }] },
        { text: 'One.' },
        { tools: [{ name: 'exec_command', input: { cmd: 'cat ../.env', workdir: 'src' } }] },
        { tools: [{ name: 'exec_command', input: { cmd: 'cat circuit.py', workdir: 'src' } }] },
        { text: 'Two.' },
      ];
      await runCodex({ workspace, turns });
      const session = await runCodex({ workspace, turns, args: ['resume', '--last'] });
      assert.equal(wasStopped(outputOf(session, 2)), true);
      assert.match(outputOf(session, 3).text, /def bell/);
      assert.deepEqual(leaksIn(session, workspace.canary), []);
    });
  });
});

/** The same call, made by a program that the model wrote. */
function asProgram({ name, input }: ScriptedCall): ScriptedCall {
  const argument = JSON.stringify(input['freeform'] ?? input);
  const freeform = `text(await tools.${name.replace('.', '__')}(${argument}));`;
  return { name: 'exec', input: { freeform } };
}

/** Plays attempts in one session, one after the other: sessions are dear, calls are cheap. */
async function tryAll(
  workspace: Workspace,
  attempts: readonly Attempt[],
  { model, call }: { model: string; call: (call: ScriptedCall) => ScriptedCall },
): Promise<{ session: CodexSession; results: ReadonlyMap<string, ToolResult> }> {
  const turns = attempts.map((attempt): Turn => ({ tools: [call(attempt.call(workspace))] }));
  const session = await runCodex({ workspace, model, turns, timeoutMs: 150_000 });
  const results = new Map(
    attempts.map((attempt, turn) => [attempt.title, outputOf(session, turn)] as const),
  );
  if (results.size !== attempts.length) throw new Error('Two attempts have the same title.');
  return { session, results };
}

/** Titles of attempts that did not come out as they must, each with what the model was told. */
function surprises(
  attempts: readonly Attempt[],
  results: ReadonlyMap<string, ToolResult>,
): readonly string[] {
  return attempts.flatMap(({ title, outcome }) => {
    const result = results.get(title);
    if (result === undefined) return [`${title}: no result`];
    const came = wasStopped(result) ? 'stopped' : 'passes';
    const failed = came === 'passes' && /exited with code [1-9]|Script error/.test(result.text);
    return came === outcome && !failed ? [] : [`${title}: ${came}: ${result.text}`];
  });
}

/** The call was refused by Pinfold, as opposed to having been tried in vain. */
function wasStopped({ text }: ToolResult): boolean {
  return /blocked by PreToolUse hook: Pinfold: /.test(text);
}

/** The files of a home that switch the fence on. */
function settingsOf(workspace: Workspace): ReadonlyMap<string, string> {
  const kept = ['.codex/hooks.json', '.bashrc', '.zshrc', 'notes.txt', '.codex/sessions/x.jsonl'];
  return new Map([...snapshot(workspace.home)].filter(([name]) => kept.includes(name)));
}

function asRequest(body: string): { at: number; path: string; body: string; isTurn: boolean } {
  return { at: 0, path: '', body, isTurn: true };
}

async function within(
  workspace: Workspace,
  work: (workspace: Workspace) => Promise<void>,
): Promise<void> {
  try {
    await work(workspace);
  } finally {
    workspace.dispose();
  }
}
