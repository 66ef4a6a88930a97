import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Outcome, runProgram } from '../../../scripts/lib/processGroup.ts';
import { answerOf, wordsOf } from '../../support/hookAnswers.ts';
import { installedCommand } from '../../support/hookSettings.ts';
import { createProtectedWorkspace, runPinfold } from '../../support/protectedWorkspace.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

interface Case {
  readonly name: string;
  readonly event: string;
  readonly tool?: string;
  readonly input?: unknown;
  readonly prompt?: string;
  /** Where the payload says that the call starts; the project if absent. */
  readonly cwd?: string;
  /** Of which Codex the session's rollout is; `older-without`: of an older one, and without the call. */
  readonly rollout?: 'older' | 'older-without' | 'none';
  /** What the model asked for, as the rollout has it. */
  readonly workdir?: string;
  readonly answer: 'silent' | 'deny' | 'block' | 'refused';
  readonly rule?: string;
}

const cases = readFileSync(join(import.meta.dirname, '../../cases/hook/codex.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);

const policy = `{
  "version": 1,
  "zones": [{ "name": "lab", "paths": ["lab/**"], "edit": "deny" }],
  "commands": [{ "match": ["terraform", "apply"], "verdict": "ask" }]
}
`;

/** The installed command line of the real launcher and bundle, fed with payloads as Codex would send them. */
describe('the installed hook of Codex', function () {
  this.timeout(60_000);
  let workspace: Workspace;

  before(async () => {
    workspace = await createProtectedWorkspace(
      {
        project: {
          'src/a.py': 'pass\n',
          'lab/notes.md': 'a\n',
          'docs/patches.md': 'a\n',
          'secrets/.env.local': '{{canary}}\n',
          'changes/lab.patch': 'x\n',
          'tools/ok.sh': 'echo hi\n',
          'tools/shell.sh': '#!/bin/sh\nexec bash\n',
          Makefile: 'all:\n\techo hi\nshell:\n\tbash\n',
          'package.json': '{"scripts":{"test":"node --test"}}\n',
          '.env': 'TOKEN={{canary}}\n',
          '.github/workflows/ci.yml': 'on: push\n',
          '.pinfold/policy.jsonc': policy,
        },
        home: { 'notes.txt': 'notes\n' },
      },
      'codex',
    );
    symlinkSync('lab', workspace.path('linkedlab'));
  });
  after(() => workspace.dispose());

  for (const [index, each] of cases.entries()) {
    it(`${each.answer}: ${each.name}`, async () => {
      const outcome = await call(each.event, payloadOf(each, index));
      assert.equal(answerOf(outcome), each.answer, outcome.stdout + outcome.stderr);
      const words = wordsOf(outcome);
      if (each.rule !== undefined) assert.ok(words.includes(`[${each.rule}]`), words);
      assert.ok(!(outcome.stdout + outcome.stderr).includes(workspace.canary));
      // Codex runs a tool whose denial has no reason.
      if (each.answer !== 'silent') assert.match(words, /\w{3,}/);
    });
  }

  it('says that a question is no answer here, and how to say where a command runs', async () => {
    const asks = cases.findIndex(({ rule }) => rule === 'workspace.commands.0');
    const asked = await call('PreToolUse', payloadOf(cases[asks]!, asks));
    assert.match(wordsOf(asked), /needs a person’s yes, and Codex cannot ask/);
    const lost = cases.findIndex(({ name }) => name === 'nothing tells where: a relative file');
    const words = wordsOf(await call('PreToolUse', payloadOf(cases[lost]!, lost)));
    assert.match(words, /begin the command with `cd` and the folder’s absolute path/);
  });

  for (const garbage of ['', '{', 'null', '[]', '{"hook_event_name":"Stop"}']) {
    it(`refuses ${JSON.stringify(garbage)} in words`, async () => {
      const outcome = await call('PreToolUse', garbage);
      assert.equal(answerOf(outcome), 'refused');
      assert.match(outcome.stderr, /\[PF-PAYLOAD\]/);
    });
  }

  it('keeps the root where the session began, whatever folder a call names', async () => {
    const session = 'elsewhere';
    const rollout = join(workspace.home, '.codex/sessions', `${session}.jsonl`);
    writeRollout(rollout, session, '0.169.0', []);
    const write = { command: 'echo x > free.txt' };
    const payload = {
      session_id: session,
      transcript_path: rollout,
      cwd: workspace.home,
      hook_event_name: 'PreToolUse',
      tool_name: 'Bash',
      tool_input: write,
      tool_use_id: 'exec-1',
    };
    // The very first event that is seen may be a call with a folder of its own.
    assert.equal(answerOf(await call('PreToolUse', JSON.stringify(payload))), 'deny');
    const inside = JSON.stringify({ ...payload, cwd: workspace.path('src') });
    assert.equal(answerOf(await call('PreToolUse', inside)), 'silent');
  });

  it('withholds what came from elsewhere than was judged', async () => {
    const link = workspace.path('src/picture.png');
    symlinkSync('a.py', link);
    const view: Case = {
      name: 'view',
      event: 'PreToolUse',
      tool: 'view_image',
      input: { path: 'src/picture.png' },
      answer: 'silent',
    };
    assert.equal(answerOf(await call('PreToolUse', payloadOf(view, 900))), 'silent');
    const { unlinkSync } = process.getBuiltinModule('node:fs');
    unlinkSync(link);
    symlinkSync('../.env', link);
    const after = { ...view, event: 'PostToolUse' };
    assert.equal(answerOf(await call('PostToolUse', payloadOf(after, 900))), 'block');
  });

  it('remembers the version of Codex, and keeps a trail that is whole', async () => {
    const outcome = await runPinfold(workspace, ['audit', 'verify']);
    assert.equal(outcome.exitCode, 0, outcome.stdout);
    const trail = await runPinfold(workspace, ['audit', 'tail', '--count', '500', '--json']);
    assert.ok(!trail.stdout.includes(workspace.canary));
    assert.match(trail.stdout, /"agent":"codex","agentVersion":"0\.169\.0"/);
  });

  async function call(event: string, payload: string): Promise<Outcome> {
    return runProgram({
      command: '/bin/sh',
      args: ['-c', lineFor(event)],
      cwd: workspace.root,
      env: workspaceEnvironment(workspace),
      timeoutMs: 20_000,
      input: payload,
    });
  }

  /** The line as installed; for events that are not installed, the same line with the event's name in it. */
  function lineFor(event: string): string {
    try {
      return installedCommand(workspace, event, 'codex');
    } catch {
      const line = installedCommand(workspace, 'SessionStart', 'codex');
      return line.replace('SessionStart', event);
    }
  }

  function payloadOf(each: Case, index: number): string {
    const session = `session-${String(index)}`;
    const callId = `call_${String(index)}`;
    const rollout = join(workspace.home, '.codex/sessions/2026/11/25', `rollout-${session}.jsonl`);
    const asked = { cmd: 'x', ...(each.workdir === undefined ? {} : { workdir: each.workdir }) };
    if (each.rollout === undefined) writeRollout(rollout, session, '0.169.0', []);
    if (each.rollout === 'older') writeRollout(rollout, session, '0.163.0', [[callId, asked]]);
    if (each.rollout === 'older-without') writeRollout(rollout, session, '0.163.0', []);
    const payload = {
      session_id: session,
      turn_id: 'turn-1',
      transcript_path: each.rollout === 'none' ? null : rollout,
      cwd: each.cwd ?? workspace.root,
      hook_event_name: each.event,
      model: 'gpt-5.5',
      permission_mode: 'bypassPermissions',
      ...(each.tool === undefined
        ? {}
        : { tool_name: each.tool, tool_input: each.input, tool_use_id: callId }),
      ...(each.prompt === undefined ? {} : { prompt: each.prompt }),
    };
    return JSON.stringify(payload)
      .replaceAll('{{root}}', workspace.root)
      .replaceAll('{{home}}', workspace.home);
  }

  /** The first line of a rollout, and calls by id with what was asked for. */
  function writeRollout(
    path: string,
    session: string,
    version: string,
    calls: readonly (readonly [id: string, asked: object])[],
  ): void {
    mkdirSync(dirname(path), { recursive: true });
    const meta = { session_id: session, id: session, cwd: workspace.root, cli_version: version };
    const lines = [
      { type: 'session_meta', payload: meta },
      ...calls.map(([id, asked]) => ({
        type: 'response_item',
        payload: { type: 'function_call', call_id: id, arguments: JSON.stringify(asked) },
      })),
    ];
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
});
