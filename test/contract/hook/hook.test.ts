import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoriesFor } from '../../../src/adapters/install/directories.ts';
import { runProgram, type Outcome } from '../../../scripts/lib/processGroup.ts';
import { gitPatch } from '../../support/gitPatch.ts';
import { answerOf, wordsOf } from '../../support/hookAnswers.ts';
import { installedCommand } from '../../support/hookSettings.ts';
import { createProtectedWorkspace, runPinfold } from '../../support/protectedWorkspace.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

interface Case {
  readonly name: string;
  readonly event: string;
  readonly mode?: string;
  readonly tool?: string;
  readonly input?: unknown;
  readonly prompt?: string;
  readonly answer: 'silent' | 'ask' | 'deny' | 'block' | 'refused';
  readonly rule?: string;
}

const cases = readFileSync(join(import.meta.dirname, '../../cases/hook/claude-code.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);

const policy = `{
  "version": 1,
  "zones": [{ "name": "lab", "paths": ["lab/**"], "edit": "deny" }],
  "commands": [{ "match": ["terraform", "apply"], "verdict": "ask" }],
  "network": { "deny": ["paste.example.com"] }
}
`;

/** The installed command line of the real launcher and bundle, fed with payloads as Claude Code would send them. */
describe('the installed hook of Claude Code', function () {
  this.timeout(60_000);
  let workspace: Workspace;

  before(async () => {
    workspace = await createProtectedWorkspace({
      project: {
        'src/a.py': 'pass\n',
        'lab/notes.md': 'a\n',
        'lab/n.ipynb': '{}\n',
        'changes/lab.patch': gitPatch(['src/a.py', 'lab/notes.md']),
        'changes/src.patch': gitPatch(['src/a.py']),
        'incoming/lab/notes.md': 'b\n',
        '.env': 'TOKEN={{canary}}\n',
        '.github/workflows/ci.yml': 'on: push\n',
        '.pinfold/policy.jsonc': policy,
      },
      home: { '.ssh/id_ed25519': '{{canary}}\n', 'notes.txt': 'notes\n' },
    });
  });
  after(() => workspace.dispose());

  for (const each of cases) {
    it(`${each.answer}: ${each.name}`, async () => {
      const outcome = await call(each.event, payloadOf(each));
      assert.equal(answerOf(outcome), each.answer, outcome.stdout + outcome.stderr);
      if (each.rule !== undefined)
        assert.ok(wordsOf(outcome).includes(`[${each.rule}]`), wordsOf(outcome));
      assert.ok(!(outcome.stdout + outcome.stderr).includes(workspace.canary));
    });
  }

  for (const garbage of ['', '{', 'null', '[]', '\u0000\u0001', '{"hook_event_name":"Stop"}']) {
    it(`refuses ${JSON.stringify(garbage)} in words`, async () => {
      const outcome = await call('PreToolUse', garbage);
      assert.equal(answerOf(outcome), 'refused');
      assert.match(outcome.stderr, /\[PF-PAYLOAD\]/);
    });
  }

  it('keeps a trail that is whole and holds no secret and no content', async () => {
    await call(
      'PreToolUse',
      payloadOf({
        tool: 'Write',
        input: { file_path: '{{root}}/src/b.py', content: workspace.canary },
      }),
    );
    const outcome = await runPinfold(workspace, ['audit', 'verify']);
    assert.equal(outcome.exitCode, 0, outcome.stdout);
    const trail = await runPinfold(workspace, ['audit', 'tail', '--count', '500', '--json']);
    assert.ok(!trail.stdout.includes(workspace.canary));
    const last = JSON.parse(trail.stdout.trim().split('\n').at(-1)!) as {
      content?: { length: number };
    };
    assert.equal(last.content?.length, workspace.canary.length);
  });

  it('fixes the root at the first event: a later folder does not move it', async () => {
    const inside = { cwd: `${workspace.root}/src`, session: 'roots' };
    const read = { tool: 'Read', input: { file_path: '{{root}}/src/a.py' } };
    assert.equal(answerOf(await call('PreToolUse', payloadOf({ ...read, ...inside }))), 'silent');
    const elsewhere = { tool: 'Write', input: { file_path: '{{home}}/free.txt', content: '' } };
    const outcome = await call(
      'PreToolUse',
      payloadOf({ ...elsewhere, session: 'roots', cwd: workspace.home }),
    );
    assert.equal(answerOf(outcome), 'deny');
  });

  it('remembers between the calls of one session, and of no other', async () => {
    writeFileSync(join(workspace.root, 'src/tool.sh'), 'echo hello\n');
    const bash = (command: string, session: string): Promise<Outcome> =>
      call('PreToolUse', payloadOf({ tool: 'Bash', input: { command }, session }));
    const fetch = await bash('curl -fsSo src/tool.sh https://example.com/tool.sh', 'first');
    assert.equal(answerOf(fetch), 'silent', wordsOf(fetch));
    const run = await bash('sh src/tool.sh', 'first');
    assert.equal(answerOf(run), 'ask', wordsOf(run));
    assert.match(wordsOf(run), /which an earlier call downloaded/);
    assert.equal(answerOf(await bash('sh src/tool.sh', 'second')), 'silent');
  });

  it('refuses a call that needs a memory which cannot be read', async () => {
    const { sessions } = directoriesFor({ platform: 'linux', home: workspace.home, env: {} });
    const bash = payloadOf({ tool: 'Bash', input: { command: 'sh src/tool.sh' }, session: 'lost' });
    assert.equal(answerOf(await call('PreToolUse', bash)), 'silent');
    mkdirSync(join(sessions, 'claude-code.lost.traces'));
    const outcome = await call('PreToolUse', bash);
    assert.equal(answerOf(outcome), 'refused');
    assert.match(outcome.stderr, /PF-/);
  });

  it('records a race when a link leads elsewhere after the call than before it', async () => {
    const link = join(workspace.root, 'src/link.txt');
    symlinkSync('a.py', link);
    const read = { tool: 'Read', input: { file_path: link }, callId: 'race-1' };
    assert.equal(answerOf(await call('PreToolUse', payloadOf(read))), 'silent');
    unlinkSync(link);
    symlinkSync('../.env', link);
    const after = await call('PostToolUse', payloadOf({ ...read, event: 'PostToolUse' }));
    assert.equal(answerOf(after), 'block');
    const explained = await runPinfold(workspace, ['explain', 'last']);
    assert.match(explained.stdout, /race|Changed/);
    unlinkSync(link);
  });

  it('records a secret that came in through an instruction file, which no event can stop', async () => {
    const loaded = JSON.stringify({
      ...(JSON.parse(payloadOf({ event: 'InstructionsLoaded' })) as object),
      file_path: `${workspace.root}/.env`,
      parent_file_path: `${workspace.root}/CLAUDE.md`,
    });
    assert.equal(answerOf(await call('InstructionsLoaded', loaded)), 'silent');
    const explained = await runPinfold(workspace, ['explain', 'last']);
    assert.match(explained.stdout, /built-in\.secrets\.dotenv/);
    assert.match(explained.stdout, /not stopped/);
  });

  it('takes a changed policy into force at the next call', async () => {
    const write = payloadOf({
      tool: 'Write',
      input: { file_path: '{{root}}/docs/x.md', content: '' },
    });
    assert.equal(answerOf(await call('PreToolUse', write)), 'silent');
    writeFileSync(
      workspace.path('.pinfold/policy.jsonc'),
      policy.replace('"lab/**"', '"lab/**", "docs/**"'),
    );
    assert.equal(answerOf(await call('PreToolUse', write)), 'deny');
    writeFileSync(workspace.path('.pinfold/policy.jsonc'), policy);
  });

  for (const [what, broken] of [
    ['cut off', '{ "version": 1, "zones": ['],
    ['with an unknown key', '{ "version": 1, "zonse": [] }'],
    ['empty', ''],
  ] as const) {
    it(`refuses everything while the policy is broken (${what}), and says where`, async () => {
      writeFileSync(workspace.path('.pinfold/policy.jsonc'), broken);
      const outcome = await call(
        'PreToolUse',
        payloadOf({ tool: 'Read', input: { file_path: '{{root}}/src/a.py' } }),
      );
      writeFileSync(workspace.path('.pinfold/policy.jsonc'), policy);
      assert.equal(answerOf(outcome), 'refused');
      assert.match(outcome.stderr, /policy\.jsonc:\d+:\d+: .*\[PF-POLICY-BROKEN\]/);
    });
  }

  it('refuses while a folder stands in the place of the policy', async () => {
    const file = workspace.path('.pinfold/policy.jsonc');
    rmSync(file);
    mkdirSync(file);
    const outcome = await call(
      'PreToolUse',
      payloadOf({ tool: 'Read', input: { file_path: '{{root}}/src/a.py' } }),
    );
    rmSync(file, { recursive: true });
    writeFileSync(file, policy);
    assert.equal(answerOf(outcome), 'refused');
  });

  it('refuses a session whose file is damaged', async () => {
    const { sessions } = directoriesFor({ platform: 'linux', home: workspace.home, env: {} });
    const read = payloadOf({
      tool: 'Read',
      input: { file_path: '{{root}}/src/a.py' },
      session: 'torn',
    });
    await call('PreToolUse', read);
    writeFileSync(join(sessions, 'claude-code.torn.json'), '{"roots":');
    assert.equal(answerOf(await call('PreToolUse', read)), 'refused');
  });

  async function call(event: string, payload: string): Promise<Outcome> {
    return runProgram({
      command: '/bin/sh',
      args: ['-c', installedCommandFor(event)],
      cwd: workspace.root,
      env: { ...workspaceEnvironment(workspace), AI_AGENT: 'claude-code_2-1-330_harness' },
      timeoutMs: 20_000,
      input: payload,
    });
  }

  /** The line as installed; for events that are not installed, the same line with the event's name in it. */
  function installedCommandFor(event: string): string {
    try {
      return installedCommand(workspace, event);
    } catch {
      return installedCommand(workspace, 'SessionStart').replace('SessionStart', event);
    }
  }

  function payloadOf(
    each: Partial<Case> & { cwd?: string; session?: string; callId?: string },
  ): string {
    const event = each.event ?? 'PreToolUse';
    const payload = {
      session_id: each.session ?? 'session-1',
      transcript_path: `${workspace.home}/.claude/projects/-x/session-1.jsonl`,
      cwd: each.cwd ?? workspace.root,
      permission_mode: each.mode ?? 'acceptEdits',
      hook_event_name: event,
      ...(each.tool === undefined ? {} : { tool_name: each.tool, tool_input: each.input }),
      ...(each.tool === undefined ? {} : { tool_use_id: each.callId ?? 'toolu_1' }),
      ...(each.prompt === undefined ? {} : { prompt: each.prompt }),
    };
    return JSON.stringify(payload)
      .replaceAll('{{root}}', workspace.root)
      .replaceAll('{{home}}', workspace.home);
  }
});
