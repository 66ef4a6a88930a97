import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram, type Outcome } from '../../../scripts/lib/processGroup.ts';
import {
  leaveRequest,
  recordKeyAt,
  requestName,
} from '../../../src/adapters/approvals/requestFiles.ts';
import { writeWindowFile } from '../../../src/adapters/approvals/windowFiles.ts';
import type { PendingRequest } from '../../../src/adapters/approvals/windowPeer.ts';
import { createJsonlTrail } from '../../../src/adapters/audit/jsonlTrail.ts';
import { directoriesFor } from '../../../src/adapters/install/directories.ts';
import { originOf } from '../../../src/app/recordOf.ts';
import { type ApprovalRequest, requestNonce } from '../../../src/core/approvals/request.ts';
import { sampleRequest, sha256 } from '../../support/approvalRequests.ts';
import { EditorStandIn } from '../../support/editorStandIn.ts';
import { createProtectedWorkspace } from '../../support/protectedWorkspace.ts';
import { workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

/**
 * The second stage without the first: this test is the launcher and leaves the request itself, honest or not. So it can
 * say how long a person may think.
 */
describe('the second stage of a hook', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let editor: EditorStandIn;
  let waitingProgram: string;

  before(async () => {
    workspace = await createProtectedWorkspace({ project: { 'a.py': 'pass\n' } });
    const { versions } = directoriesFor({ platform: 'linux', home: workspace.home, env: {} });
    const [version] = readdirSync(versions);
    waitingProgram = join(versions, version ?? '', 'waiting.cjs');
  });
  after(() => workspace.dispose());
  beforeEach(() => {
    editor = new EditorStandIn(workspace);
  });
  afterEach(() => editor.dispose());

  const name = (): string => requestName(String(process.pid)) ?? assert.fail('no name');
  const folder = (): string => join(editor.state, 'requests');
  const file = (): string => join(folder(), `${name()}.json`);
  const key = (): string => recordKeyAt(join(editor.state, 'record.key')) ?? assert.fail('no key');

  /** A request for a call that asks, as the first stage makes it; a person may think for `seconds`. */
  function request(seconds = 20, change: Partial<ApprovalRequest> = {}): ApprovalRequest {
    const now = Date.now();
    return sampleRequest({
      roots: [workspace.root],
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + seconds * 1000).toISOString(),
      ...change,
    });
  }

  /** Leaves a request, and the record that says that it waits. */
  function leave(left: ApprovalRequest, recorded: ApprovalRequest | null = left): string {
    leaveRequest(folder(), name(), left, key());
    if (recorded !== null) {
      const trail = createJsonlTrail({
        directory: join(editor.state, 'audit'),
        sha256,
        now: Date.now,
      });
      trail.append({
        kind: 'decision',
        ...originOf(recorded.call, recorded.agentVersion),
        facts: recorded.facts,
        decision: recorded.decision,
        policy: recorded.policy,
        durationMs: 1,
        waiting: requestNonce(recorded, sha256),
      });
    }
    return requestNonce(left, sha256);
  }

  function start(args: readonly string[] = ['claude-code', 'PreToolUse']): Promise<Outcome> {
    const { home } = workspace;
    return runProgram({
      command: process.execPath,
      args: [waitingProgram, ...args],
      cwd: '/',
      env: {
        ...workspaceEnvironment(workspace),
        PINFOLD_STATE: editor.state,
        PINFOLD_DATA: directoriesFor({ platform: 'linux', home, env: {} }).data,
        PINFOLD_CALL: `${process.pid}.${process.pid}`,
      },
      timeoutMs: 40_000,
    });
  }

  const lastWords = (): readonly unknown[] => {
    const record = editor.records().at(-1);
    if (record?.kind === 'answer') return [record.verdict, record.how];
    return record?.kind === 'tampering' ? [record.what, record.why] : [record?.kind];
  };

  const deniedFor = (outcome: Outcome, code: string): void => {
    assert.equal(outcome.exitCode, 42, outcome.stderr);
    const answer = JSON.parse(outcome.stdout) as {
      hookSpecificOutput: { permissionDecision: string; permissionDecisionReason: string };
    };
    assert.equal(answer.hookSpecificOutput.permissionDecision, 'deny');
    assert.ok(answer.hookSpecificOutput.permissionDecisionReason.includes(code));
  };

  it('denies when nobody answers in time', async () => {
    const asked = await editor.asked();
    leave(request(4));
    deniedFor(await start(), 'PF-APPROVAL-TIMEOUT');
    assert.equal(await (await asked.first).ended, 'timed-out');
    assert.deepEqual(lastWords(), ['deny', 'timed-out']);
  });

  it('does not count an answer that comes too late', async () => {
    const late: Promise<unknown>[] = [];
    await editor.window((pending) => {
      late.push(pending.ended.then(() => pending.answer('allow')));
    });
    leave(request(4));
    deniedFor(await start(), 'PF-APPROVAL-TIMEOUT');
    assert.deepEqual(await Promise.all(late), [null]);
  });

  it('lets the agent hear the answer of one window while another one hangs', async () => {
    const { server } = await hangingWindow();
    const seen = await editor.saying('deny');
    leave(request());
    deniedFor(await start(), 'said no');
    assert.equal(seen.length, 1);
    server.close();
  });

  it('is not held up by windows that crashed: then it is as without any', async () => {
    const id = '00000000000000aa';
    mkdirSync(join(editor.state, 'windows'), { recursive: true, mode: 0o700 });
    writeWindowFile(join(editor.state, 'windows'), {
      format: 1,
      id,
      pid: 1,
      socket: join(editor.state, 'windows', `${id}.sock`),
      roots: [workspace.root],
      startedAt: new Date().toISOString(),
    });
    leave(request());
    const outcome = await start();
    assert.match(outcome.stdout, /"permissionDecision":"ask"/);
    assert.deepEqual(lastWords(), ['ask', 'unreachable']);
    rmSync(join(editor.state, 'windows', `${id}.json`));
  });

  it('denies when the agent’s mode is one in which nobody would be asked, and no window is there', async () => {
    const asked = request();
    leave({ ...asked, call: { ...asked.call, permissionMode: 'unheardOf' } });
    deniedFor(await start(), 'Needs a person');
  });

  const forgeries: readonly {
    readonly name: string;
    readonly make: () => void;
    readonly why: RegExp;
    readonly args?: readonly string[];
  }[] = [
    { name: 'is missing', make: () => rmSync(file(), { force: true }), why: /missing/ },
    {
      name: 'asks about something harmless instead, with the record of the real one',
      make: () => {
        const honest = request();
        const harmless = { ...honest.facts, effects: [] };
        leave({ ...honest, facts: harmless, asking: [] }, honest);
      },
      why: /not the one that the trail tells of/,
    },
    {
      name: 'shows other words for the same facts',
      make: () => {
        const honest = request();
        leave({ ...honest, decision: { ...honest.decision, reason: 'Harmless.' } }, honest);
      },
      why: /not the one that the trail tells of/,
    },
    {
      name: 'is for another call',
      make: () => {
        const honest = request();
        const action = { ...honest.call.action, callId: 'call-2' };
        leave({ ...honest, call: { ...honest.call, action } }, honest);
      },
      why: /not the one that the trail tells of/,
    },
    {
      name: 'is nowhere in the trail',
      make: () => void leave(request(), null),
      why: /not the one that the trail tells of/,
    },
    {
      name: 'was changed by one letter',
      make: () => {
        leave(request());
        writeFileSync(file(), readFileSync(file(), 'utf8').replace('terraform', 'terraforn'));
      },
      why: /not written by a hook of this installation/,
    },
    {
      name: 'was made with another key',
      make: () => leaveRequest(folder(), name(), request(), '0'.repeat(64)),
      why: /not written by a hook of this installation/,
    },
    {
      name: 'was left for another launcher',
      make: () => {
        const other = requestName(String(process.pid + 1)) ?? '';
        leaveRequest(folder(), other, request(), key());
        renameSync(join(folder(), `${other}.json`), file());
      },
      why: /not written by a hook of this installation/,
    },
    {
      name: 'is an old one again',
      make: () => {
        const past = new Date(Date.now() - 60_000).toISOString();
        leave(request(20, { createdAt: past }));
      },
      why: /not of this call/,
    },
    {
      name: 'is behind a link',
      make: () => {
        leave(request());
        const moved = join(workspace.temporary, 'moved');
        copyFileSync(file(), moved);
        rmSync(file());
        symlinkSync(moved, file());
      },
      why: /no regular file/,
    },
    {
      name: 'is a pipe that nobody fills',
      make: () => {
        leave(request());
        rmSync(file());
        execFileSync('mkfifo', [file()]);
      },
      why: /no regular file/,
    },
    {
      name: 'is for another event',
      make: () => void leave(request()),
      why: /another event/,
      args: ['claude-code', 'UserPromptSubmit'],
    },
  ];
  for (const each of forgeries) {
    it(`refuses, and shows nobody, a request that ${each.name}`, async () => {
      const seen = await editor.saying('allow');
      each.make();
      const outcome = await start(each.args);
      assert.equal(outcome.exitCode, 2);
      assert.equal(outcome.stdout, '');
      assert.match(outcome.stderr, each.why);
      assert.match(outcome.stderr, /\[PF-APPROVAL-REQUEST\]/);
      assert.deepEqual(seen, []);
      const [what, why] = lastWords();
      assert.equal(what, 'request');
      assert.match(String(why), each.why);
      assert.deepEqual(readdirSync(folder()), [], 'it is gone');
    });
  }

  it('refuses what is not its own to do', async () => {
    for (const args of [[], ['nobody', 'PreToolUse'], ['../x', 'PreToolUse']]) {
      const outcome = await start(args);
      assert.deepEqual([outcome.exitCode, outcome.stdout], [2, ''], args.join(' '));
    }
  });

  it('takes a yes only once: the same request, left again, is asked again', async () => {
    const seen: PendingRequest[] = [];
    const answers: unknown[] = [];
    await editor.window((pending) => {
      seen.push(pending);
      void pending.answer('allow').then((answer) => answers.push(answer));
    });
    const again = request();
    for (const count of [1, 2]) {
      leave(again);
      await start();
      assert.equal(seen.length, count);
    }
    assert.notDeepEqual(answers[0], answers[1]);
  });

  /** Something that accepts and says nothing. */
  async function hangingWindow(): Promise<{ server: Server }> {
    const id = '00000000000000bb';
    const socket = join(tmpdir(), `pf-${process.pid}`, `${id}.sock`);
    mkdirSync(join(socket, '..'), { recursive: true });
    const server = createServer((connection) => connection.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    mkdirSync(join(editor.state, 'windows'), { recursive: true, mode: 0o700 });
    const startedAt = new Date().toISOString();
    const roots = [workspace.root];
    writeWindowFile(join(editor.state, 'windows'), {
      format: 1,
      id,
      pid: 1,
      socket,
      roots,
      startedAt,
    });
    server.on('close', () => {
      rmSync(join(socket, '..'), { recursive: true, force: true });
      rmSync(join(editor.state, 'windows', `${id}.json`), { force: true });
    });
    return { server };
  }
});
