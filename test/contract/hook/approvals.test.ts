import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseHookCall } from '../../../src/adapters/agents/claude-code/parse.ts';
import { codexAdapter } from '../../../src/adapters/agents/codex/adapter.ts';
import { sha256Hex } from '../../../src/adapters/digest/sha256.ts';
import { directoriesFor } from '../../../src/adapters/install/directories.ts';
import { runProgram } from '../../../scripts/lib/processGroup.ts';
import type { Grant, GrantTarget } from '../../../src/core/approvals/approval.ts';
import { grantTargetOf } from '../../../src/core/approvals/grantTarget.ts';
import { grantsFor, pauseOf } from '../../../src/core/approvals/places.ts';
import type { AuditRecord } from '../../../src/core/audit/record.ts';
import type { GrantList } from '../../../src/core/present/grants.ts';
import { answerOf } from '../../support/hookAnswers.ts';
import { installedCommand } from '../../support/hookSettings.ts';
import {
  askPinfold,
  createProtectedWorkspace,
  runPinfold,
} from '../../support/protectedWorkspace.ts';
import { TestEditor } from '../../support/testEditor.ts';
import {
  changedBetween,
  snapshot,
  workspaceEnvironment,
  type Workspace,
} from '../../support/workspace.ts';

/** Grants and pauses, signed by a key that stands in for the editor's, against the hook as it is installed. */
describe('the installed hook, and what a person allowed', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let state: string;
  let editor: TestEditor;

  before(async () => {
    workspace = await createProtectedWorkspace({
      project: { 'src/a.py': 'pass\n', '.env': 'TOKEN={{canary}}\n' },
      home: { 'notes.txt': 'notes\n', 'other.txt': 'others\n' },
    });
    ({ state } = directoriesFor({ platform: 'linux', home: workspace.home, env: {} }));
    editor = new TestEditor().register(`${state}/keys`);
  });
  after(() => workspace.dispose());
  afterEach(() => rmSync(`${state}/approvals`, { recursive: true, force: true }));

  const read = (name: string): Tool => ['Read', { file_path: `${workspace.home}/${name}` }];
  const bash = (command: string): Tool => ['Bash', { command, description: command.length }];

  it('lets one call pass, without a word, and the next one not', async () => {
    assert.equal(await call(read('notes.txt'), 'c1'), 'ask');
    await grant(read('notes.txt'), { scope: 'once' });
    assert.equal(await call(read('notes.txt'), 'c2'), 'silent');
    const explained = askPinfold(workspace, ['explain', 'last']);
    assert.equal(explained.exitCode, 0, explained.stdout);
    assert.match(explained.stdout, /Rule: {7}grant\.once \(built-in\)/);
    assert.match(explained.stdout, /Granted: {4}once, by grant [0-9a-f]{32}/);
    assert.match(explained.stdout, /the same decision again/);
    assert.equal(await call(read('notes.txt'), 'c2'), 'silent', 'another hook of the same call');
    assert.equal(await call(read('notes.txt'), 'c3'), 'ask');
    assert.equal(await call(read('other.txt'), 'c4'), 'ask');
  });

  it('lets one command pass, to the byte', async () => {
    assert.equal(await call(bash('sudo true'), 'c1'), 'ask');
    await grant(bash('sudo true'), { scope: 'minutes' });
    const [tool, input] = bash('sudo true');
    assert.equal(await call([tool, { ...input, description: 'other words' }], 'c2'), 'silent');
    assert.equal(await call(bash('sudo true '), 'c3'), 'ask');
    assert.equal(await call(bash('sudo true && sudo id'), 'c4'), 'ask');
    assert.equal(await call([tool, { ...input, run_in_background: true }], 'c5'), 'ask');
  });

  it('lets a path pass by any tool that reads it, and nothing else of the same command', async () => {
    await grant(read('notes.txt'), { scope: 'minutes' });
    assert.equal(await call(bash(`cat ${workspace.home}/notes.txt`), 'c1'), 'silent');
    assert.equal(await call(bash(`cat ${workspace.home}/notes.txt .env`), 'c2'), 'deny');
    assert.equal(await call(bash(`cat ${workspace.home}/*.txt`), 'c3'), 'ask');
  });

  it('is paused for a quarter of an hour, but for secrets', async () => {
    const write: Tool = ['Write', { file_path: `${workspace.home}/new.txt`, content: 'x' }];
    const secret: Tool = ['Read', { file_path: `${workspace.root}/.env` }];
    assert.equal(await call(write, 'c1'), 'deny');
    lay(
      pauseOf(workspace.root, sha256Hex),
      editor.sign({ kind: 'pause', root: workspace.root, until }),
    );
    assert.equal(await call(write, 'c2'), 'silent');
    const explained = askPinfold(workspace, ['explain', 'last']);
    assert.equal(explained.exitCode, 0, explained.stdout);
    assert.match(explained.stdout, /Why: {8}Pinfold is paused, not held up/);
    assert.match(explained.stdout, /the same decision again/);
    assert.equal(await call(secret, 'c3'), 'deny');
  });

  it('passes over what is no approval, at once, and tells the trail and `status`', async () => {
    const target = await targetOf(read('notes.txt'));
    const folder = join(state, 'approvals', grantsFor(target, sha256Hex));
    mkdirSync(folder, { recursive: true });
    const pipe = join(folder, `${'0'.repeat(32)}.json`);
    execFileSync('mkfifo', [pipe], { env: { PATH: '/usr/bin:/bin' } });
    const stranger = new TestEditor().sign({
      kind: 'grant',
      target,
      scope: 'once',
      callId: null,
      until,
    });
    writeFileSync(join(folder, `${stranger.nonce}.json`), JSON.stringify(stranger));
    assert.equal(await call(read('notes.txt'), 'c1'), 'ask');
    assert.equal(await call(read('notes.txt'), 'c2'), 'ask');
    const told = records().filter((each) => each.kind === 'tampering');
    assert.deepEqual(told.map(({ path }) => path).toSorted(), [
      pipe,
      join(folder, `${stranger.nonce}.json`),
    ]);
    const list = askPinfold(workspace, ['grants', 'list']);
    assert.equal(list.exitCode, 1);
    assert.match(list.stdout, /0{32}\.json: it is no regular file/);
    const status = await runPinfold(workspace, ['status']);
    assert.match(status.stdout, new RegExp(`keys {7}${editor.keyId}`));
    assert.match(status.stdout, /problem: .* counts for nothing: it /);
  });

  it('refuses while the trail cannot be written, and leaves the grant as it is', async () => {
    await grant(read('notes.txt'), { scope: 'once' });
    renameSync(`${state}/audit`, `${state}/audit.away`);
    writeFileSync(`${state}/audit`, '');
    const refused = await call(read('notes.txt'), 'c1');
    rmSync(`${state}/audit`);
    renameSync(`${state}/audit.away`, `${state}/audit`);
    assert.equal(refused, 'refused');
    assert.equal(await call(read('notes.txt'), 'c2'), 'silent');
  });

  it('stands whatever lies in the place of all approvals', async () => {
    for (const make of [
      () => writeFileSync(`${state}/approvals`, ''),
      () => execFileSync('mkfifo', [`${state}/approvals`], { env: { PATH: '/usr/bin:/bin' } }),
      () =>
        mkdirSync(`${state}/approvals/pauses/${sha256Hex(workspace.root)}.json`, {
          recursive: true,
        }),
    ]) {
      make();
      assert.equal(await call(read('notes.txt'), 'c1'), 'ask');
      rmSync(`${state}/approvals`, { recursive: true });
    }
  });

  it('takes grants back by `pinfold grants revoke`, and no verb gives any', async () => {
    const { nonce } = await grant(read('notes.txt'), { scope: 'session' });
    const other = await grant(read('other.txt'), { scope: 'once' });
    const shown = await runPinfold(workspace, ['grants', 'list', '--json']);
    const { approvals, keys } = JSON.parse(shown.stdout) as GrantList;
    assert.deepEqual(keys, [editor.keyId]);
    assert.deepEqual(
      approvals.map((row) => `${row.state} ${row.what} ${row.scope} ${row.session}`).toSorted(),
      ['in force read once session-1', 'in force read session session-1'],
    );
    assert.equal(await call(read('notes.txt'), 'c1'), 'silent');
    const revoked = await runPinfold(workspace, ['grants', 'revoke', nonce.slice(0, 12)]);
    assert.equal(revoked.exitCode, 0, revoked.stderr);
    assert.equal(await call(read('notes.txt'), 'c2'), 'ask');
    lay(`${grantsFor(await targetOf(read('notes.txt')), sha256Hex)}/${nonce}.json`, { nonce });
    const all = await runPinfold(workspace, ['grants', 'revoke', '--all', '--json']);
    assert.deepEqual(JSON.parse(all.stdout), { revoked: [other.nonce] });
    assert.equal(await call(read('other.txt'), 'c3'), 'ask');
    const last = records().findLast(({ kind }) => kind === 'lifecycle');
    assert.ok(last !== undefined && 'notes' in last);
    assert.deepEqual(last.notes, [`taken back: ${other.nonce}`]);
    const before = snapshot(state);
    for (const words of [['revoke'], ['revoke', 'ffff'], ['add', nonce], ['allow'], []]) {
      assert.equal(askPinfold(workspace, ['grants', ...words]).exitCode, 2);
    }
    assert.deepEqual(changedBetween(before, snapshot(state)), []);
  });

  const until = new Date(Date.now() + 600_000).toISOString();

  /** Signs a grant for a call, as the editor does it: by what the hook saw. */
  async function grant(tool: Tool, wish: Pick<Grant, 'scope'>): Promise<Grant> {
    const target = await targetOf(tool);
    const signed = editor.sign({ kind: 'grant', target, callId: null, until, ...wish }) as Grant;
    lay(`${grantsFor(target, sha256Hex)}/${signed.nonce}.json`, signed);
    return signed;
  }

  async function targetOf(tool: Tool): Promise<GrantTarget> {
    assert.equal(await call(tool, 'seen'), 'ask');
    const record = records().at(-1);
    assert.ok(record?.kind === 'decision');
    const { action } = parseHookCall('PreToolUse', payloadOf(tool, 'seen'));
    return grantTargetOf(record.decision.effect!, { action, facts: record.facts }, sha256Hex)!;
  }

  function lay(name: string, value: object): void {
    const path = join(state, 'approvals', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(value));
  }

  function records(): readonly AuditRecord[] {
    const tail = askPinfold(workspace, ['audit', 'tail', '--count', '500', '--json']);
    return tail.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditRecord);
  }

  async function call(tool: Tool, callId: string): Promise<string> {
    const outcome = await runProgram({
      command: '/bin/sh',
      args: ['-c', installedCommand(workspace, 'PreToolUse')],
      cwd: workspace.root,
      env: workspaceEnvironment(workspace),
      timeoutMs: 20_000,
      input: payloadOf(tool, callId),
    });
    return answerOf(outcome);
  }

  function payloadOf([tool, input]: Tool, callId: string): string {
    return JSON.stringify({
      session_id: 'session-1',
      transcript_path: `${workspace.home}/.claude/projects/-x/session-1.jsonl`,
      cwd: workspace.root,
      permission_mode: 'default',
      hook_event_name: 'PreToolUse',
      tool_name: tool,
      tool_input: input,
      tool_use_id: callId,
    });
  }
});

/** The same for Codex, which cannot ask: without a grant it is told no. */
describe('the installed hook of Codex, and what a person allowed', function () {
  this.timeout(60_000);
  let workspace: Workspace;

  before(async () => {
    const files = { project: { 'src/a.py': 'pass\n' }, home: { 'notes.txt': 'notes\n' } };
    workspace = await createProtectedWorkspace(files, 'codex');
  });
  after(() => workspace.dispose());

  it('lets one call pass in silence, in its session and its folder alone', async () => {
    const { state } = directoriesFor({ platform: 'linux', home: workspace.home, env: {} });
    const editor = new TestEditor().register(`${state}/keys`);
    const rollout = join(workspace.home, '.codex/sessions/session-1.jsonl');
    mkdirSync(dirname(rollout), { recursive: true });
    const meta = { id: 'session-1', cwd: workspace.root, cli_version: '0.169.0' };
    writeFileSync(rollout, `${JSON.stringify({ type: 'session_meta', payload: meta })}\n`);
    const payload = (changes: object = {}): string =>
      JSON.stringify({
        session_id: 'session-1',
        transcript_path: rollout,
        cwd: workspace.root,
        hook_event_name: 'PreToolUse',
        tool_name: 'Bash',
        tool_input: { command: 'sudo true' },
        tool_use_id: 'exec-1',
        ...changes,
      });
    assert.equal(await call(payload()), 'deny');
    const tail = askPinfold(workspace, ['audit', 'tail', '--count', '1', '--json']);
    const record = JSON.parse(tail.stdout) as AuditRecord;
    assert.ok(record.kind === 'decision');
    assert.equal(record.decision.rule, 'built-in.escalate');
    const stated = codexAdapter.parse('PreToolUse', payload());
    const { action } = codexAdapter.complete!(stated, [workspace.home], {});
    const seen = { action, facts: record.facts };
    const target = grantTargetOf(record.decision.effect!, seen, sha256Hex)!;
    const until = new Date(Date.now() + 600_000).toISOString();
    const grant = editor.sign({ kind: 'grant', target, scope: 'minutes', callId: null, until });
    const path = `${state}/approvals/${grantsFor(target, sha256Hex)}/${grant.nonce}.json`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(grant));
    assert.equal(await call(payload({ tool_use_id: 'exec-2' })), 'silent');
    for (const changes of [
      { session_id: 'session-2' },
      { cwd: `${workspace.root}/src` },
      { tool_input: { command: 'sudo true ' } },
    ]) {
      assert.equal(await call(payload(changes)), 'deny', JSON.stringify(changes));
    }
  });

  async function call(payload: string): Promise<string> {
    const outcome = await runProgram({
      command: '/bin/sh',
      args: ['-c', installedCommand(workspace, 'PreToolUse', 'codex')],
      cwd: workspace.root,
      env: workspaceEnvironment(workspace),
      timeoutMs: 20_000,
      input: payload,
    });
    return answerOf(outcome);
  }
});

type Tool = readonly [name: string, input: Readonly<Record<string, unknown>>];
