import assert from 'node:assert/strict';
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram, type Outcome } from '../../../scripts/lib/processGroup.ts';
import { ensureTool } from '../../../scripts/lib/toolCache.ts';
import { callClaudeHook, claudeAnswer } from '../../support/hookCalls.ts';
import { pinfoldProgram } from '../../support/protectedWorkspace.ts';
import { createWorkspace, workspaceEnvironment, type Workspace } from '../../support/workspace.ts';

/** A program at another place, without copying a hundred megabytes where that can be helped. */
function putProgram(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  rmSync(to, { recursive: true, force: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  }
}

describe('when the interpreter of the hook goes its own ways', function () {
  this.timeout(180_000);
  let workspace: Workspace;
  let node: string;
  let aside: string;
  let other: string;
  before(async () => {
    other = (await ensureTool('node-22')).bin;
    workspace = createWorkspace({
      project: { 'src/a.py': 'pass\n', '.env': 'TOKEN={{canary}}\n' },
    });
    node = join(workspace.base, 'versions/node/v20/bin/node');
    aside = join(workspace.base, 'versions/node/aside');
    putProgram(process.execPath, node);
    assert.equal((await pinfold(node, 'protect')).exitCode, 0);
    assert.deepEqual(await answers(), ['silent', 'deny', 'silent']);
  });
  after(() => workspace?.dispose());
  afterEach(() => {
    putProgram(process.execPath, node);
  });

  const wrong: readonly [string, () => void, RegExp][] = [
    ['gone', () => undefined, /bin\/node is missing, so this is blocked/],
    ['a folder', () => mkdirSync(node), /no answer/],
    ['an empty file', () => writeFileSync(node, '', { mode: 0o755 }), /no answer/],
    ['not executable', () => writeFileSync(node, 'x', { mode: 0o644 }), /is missing|no answer/],
    ['another program', () => copyFileSync('/bin/true', node), /no answer/],
    [
      'a node that does not know its options',
      () =>
        writeFileSync(node, '#!/bin/sh\necho "node: bad option" >&2\nexit 9\n', { mode: 0o755 }),
      /code 9 and no answer/,
    ],
    [
      'a node of another kind of machine',
      () => writeFileSync(node, Buffer.from('7f454c4602010100', 'hex'), { mode: 0o755 }),
      /no answer/,
    ],
  ];
  for (const [what, happen, words] of wrong) {
    it(`every call is denied, and told how to repair it: ${what}`, async () => {
      renameSync(node, aside);
      happen();
      for (const event of ['PreToolUse', 'UserPromptSubmit']) {
        const input = { file_path: workspace.path('src/a.py') };
        const outcome = await callClaudeHook(workspace, { tool: 'Read', input, event });
        assert.equal(claudeAnswer(outcome), 'refused');
        assert.match(outcome.stderr, words);
        assert.match(outcome.stderr, /Repair it with: pinfold protect claude-code/);
      }
      const status = await pinfold(process.execPath, 'status', '--json');
      const { answering } = JSON.parse(status.stdout) as { answering: boolean };
      assert.equal(answering, false);
      rmSync(aside);
    });
  }

  it('another version in its place judges the same, and protect makes it quick again', async () => {
    putProgram(other, node);
    // The compiled code was made by the other one, which V8 notices: the calls are slower, and that is all.
    assert.deepEqual(await answers(), ['silent', 'deny', 'silent']);
    const repaired = await pinfold(node, 'protect', '--json');
    assert.match(repaired.stdout, /Kept their compiled code/);
    assert.deepEqual(await answers(), ['silent', 'deny', 'silent']);
    assert.match((await pinfold(node, 'protect')).stdout, /Nothing to do/);
    putProgram(process.execPath, node);
    assert.deepEqual(await answers(), ['silent', 'deny', 'silent']);
  });

  it('protect by another node repairs what the moved one left', async () => {
    renameSync(node, aside);
    assert.deepEqual(await answers(), ['refused', 'refused', 'refused']);
    assert.equal((await pinfold(other, 'protect')).exitCode, 0);
    assert.deepEqual(await answers(), ['silent', 'deny', 'silent']);
    renameSync(aside, node);
    assert.equal((await pinfold(node, 'protect')).exitCode, 0);
  });

  async function answers(): Promise<readonly string[]> {
    const calls = [
      { tool: 'Read', input: { file_path: workspace.path('src/a.py') } },
      { tool: 'Read', input: { file_path: workspace.path('.env') } },
      { tool: 'Bash', input: { command: 'git status' } },
    ];
    const given: string[] = [];
    for (const call of calls) given.push(claudeAnswer(await callClaudeHook(workspace, call)));
    return given;
  }

  function pinfold(by: string, ...args: readonly string[]): Promise<Outcome> {
    return runProgram({
      command: by,
      args: [pinfoldProgram, ...args],
      cwd: workspace.root,
      env: workspaceEnvironment(workspace),
      timeoutMs: 60_000,
    });
  }
});
