import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../scripts/lib/processGroup.ts';
import { ensureTool } from '../../scripts/lib/toolCache.ts';
import { readEditPatch } from '../../src/core/patches/editPatch.ts';
import { appliedFiles } from '../support/codexPatches.ts';
import { hooksOff, hooksOn } from '../support/codexSwitches.ts';
import { type CodexSession, outputOf, runCodex } from '../support/codexSession.ts';
import type { ScriptedCall, Turn } from '../support/scriptedModel.ts';
import {
  changedBetween,
  createWorkspace,
  snapshot,
  type Workspace,
  workspaceEnvironment,
} from '../support/workspace.ts';

/**
 * What the adapter takes for granted about Codex, seen on the real program without a fence. When a new version breaks
 * one of these, the adapter must change.
 */
describe('what the adapter takes for granted about Codex', function () {
  this.timeout(180_000);
  let workspace: Workspace;
  let log: string;
  beforeEach(() => {
    workspace = createWorkspace({
      project: { 'ok.txt': 'hello\n', 'sub/a.txt': 'a\n', 'lab/a.txt': 'a\n', 'old.txt': 'old\n' },
    });
    log = join(workspace.base, 'hooks.jsonl');
    writeFileSync(log, '');
  });
  afterEach(() => workspace.dispose());

  /** Every hook runs this program, which gets the payload as `call`. */
  function hookWith(body: string): void {
    const program = join(workspace.base, 'hook.cjs');
    const start = `const fs = require('node:fs');
const call = JSON.parse(fs.readFileSync(0, 'utf8'));
`;
    writeFileSync(program, start + body);
    const handler = { type: 'command', command: `'${process.execPath}' '${program}'`, timeout: 3 };
    const group = [{ hooks: [handler] }];
    const hooks = { PreToolUse: [{ matcher: '*', ...group[0] }], PostToolUse: group };
    mkdirSync(join(workspace.home, '.codex'), { recursive: true });
    writeFileSync(join(workspace.home, '.codex/hooks.json'), JSON.stringify({ hooks }));
  }

  const logged = `fs.appendFileSync(${'LOG'}, JSON.stringify(call) + '\\n');`;

  function calls(): readonly Readonly<Record<string, unknown>>[] {
    return readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  const denial = (reason: string): string =>
    `console.log(JSON.stringify({ hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'deny'${reason} } }));`;

  /** What a hook does before a call, and whether the call then runs. */
  const outcomes: readonly (readonly [what: string, body: string, runs: boolean])[] = [
    ['says nothing', '', true],
    ['ends with 2 and words', "console.error('no'); process.exit(2);", false],
    ['ends with 2 and no words', 'process.exit(2);', true],
    ['denies with a reason', denial(", permissionDecisionReason: 'no'"), false],
    ['denies without a reason', denial(''), true],
    ['denies with an empty reason', denial(", permissionDecisionReason: ''"), true],
    [
      'denies with a reason and ends with 1',
      `${denial(", permissionDecisionReason: 'no'")} process.exit(1);`,
      true,
    ],
    [
      'prints a line before its denial',
      `console.log('x'); ${denial(", permissionDecisionReason: 'no'")}`,
      true,
    ],
    ['asks', denial(", permissionDecisionReason: 'no'").replace("'deny'", "'ask'"), true],
    ['blocks', "console.log(JSON.stringify({ decision: 'block', reason: 'no' }));", false],
    ['ends with 1', "console.error('no'); process.exit(1);", true],
    ['ends with 3', "console.error('no'); process.exit(3);", true],
    ['crashes', "process.kill(process.pid, 'SIGSEGV');", true],
    ['prints junk', "console.log('{');", true],
    ['takes too long', 'setTimeout(() => process.exit(2), 60_000);', true],
  ];

  it('runs a call after these ends of a hook, and not after those', async () => {
    const bodies = outcomes.map(([, body], index) => `${String(index)}() { ${body} }`);
    hookWith(`if (call.hook_event_name === 'PreToolUse') {
  const ends = { ${bodies.join(',\n')} };
  ends[call.tool_input.command.split('#')[1]]();
}`);
    const turns = outcomes.map((_, index) => turn(command(`cat ok.txt #${String(index)}`)));
    const session = await runCodex({ workspace, turns, timeoutMs: 150_000 });
    const seen = outcomes.map(([what], index) => [
      what,
      outputOf(session, index).text.includes('hello'),
    ]);
    assert.deepEqual(
      seen,
      outcomes.map(([what, , runs]) => [what, runs]),
    );
  });

  it('puts the reason of a block after a call in place of its output', async () => {
    hookWith(
      `if (call.hook_event_name === 'PostToolUse') console.log(JSON.stringify({ decision: 'block', reason: 'withheld' }));`,
    );
    const session = await runCodex({ workspace, turns: [turn(command('cat ok.txt'))] });
    assert.equal(outputOf(session, 0).text, 'withheld');
  });

  it('tells a hook where a shell will start, and has written a call down before it asks', async () => {
    hookWith(`if (call.hook_event_name === 'PreToolUse') {
  const rollout = fs.readFileSync(call.transcript_path, 'utf8');
  const inTime = rollout.includes('"call_id":' + JSON.stringify(call.tool_use_id));
  fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify({ cwd: call.cwd, input: call.tool_input, inTime }) + '\\n');
}`);
    const folders = ['sub', 'sub/../lab', workspace.path('lab'), undefined];
    const one = folders.map((workdir) => command('pwd', { workdir }));
    const serial = Array.from({ length: 3 }, () => one.map((call) => turn(call))).flat();
    const parallel = Array.from({ length: 2 }, (): Turn => ({ tools: [...one, ...one] }));
    const session = await runCodex({
      workspace,
      turns: [...serial, ...parallel],
      timeoutMs: 150_000,
    });
    assert.equal(session.exitCode, 0, session.stderr);
    const seen = calls();
    assert.equal(seen.length, 28);
    assert.deepEqual(
      seen.filter(({ inTime }) => inTime !== true),
      [],
    );
    const places = new Set(seen.map(({ cwd }) => cwd));
    assert.deepEqual(
      places,
      new Set([workspace.path('sub'), workspace.path('lab'), workspace.root]),
    );
    assert.deepEqual(seen[0]?.['input'], { command: 'pwd' });
  });

  it('tells it, too, for calls of a program, which have no line of their own', async () => {
    hookWith(`if (call.hook_event_name === 'PreToolUse') {
  const inTime = fs.readFileSync(call.transcript_path, 'utf8').includes(call.tool_use_id);
  fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify({ cwd: call.cwd, id: call.tool_use_id, inTime }) + '\\n');
}`);
    const freeform =
      'await tools.exec_command({ cmd: "pwd", ["work" + "dir"]: "sub" }); await tools.exec_command({ cmd: "pwd" });';
    await runCodex({
      workspace,
      model: 'gpt-6-sol',
      turns: [{ tools: [{ name: 'exec', input: { freeform } }] }],
    });
    const seen = calls();
    assert.deepEqual(
      seen.map(({ cwd }) => cwd),
      [workspace.path('sub'), workspace.root],
    );
    for (const { id, inTime } of seen) {
      assert.match(String(id), /^exec-/);
      assert.equal(inTime, false);
    }
  });

  it('tells no hook what is typed into a program, and lets it be typed only where there is a terminal', async () => {
    hookWith(logged.replace('LOG', JSON.stringify(log)));
    const type = (terminal: boolean): ScriptedCall => ({
      name: 'exec',
      input: {
        freeform: `const a = await tools.exec_command({ cmd: "sleep 1; bash", tty: ${String(terminal)}, yield_time_ms: 400 });
text(await tools.write_stdin({ session_id: a.session_id, chars: "cat ok.txt; exit\\n", yield_time_ms: 3000 }));`,
      },
    });
    const turns = [{ tools: [type(true)] }, { tools: [type(false)] }];
    const session = await runCodex({ workspace, model: 'gpt-6-sol', turns });
    assert.match(outputOf(session, 0).text, /hello/);
    assert.match(outputOf(session, 1).text, /stdin is closed/);
    const tools = new Set(calls().map(({ tool_name: tool }) => tool));
    assert.deepEqual(tools, new Set(['Bash']));
  });

  it('applies patches in commands itself, by their text', async () => {
    hookWith(logged.replace('LOG', JSON.stringify(log)));
    const add = (name: string): string =>
      `<<EOF\n*** Begin Patch\n*** Add File: ${name}\n+x\n*** End Patch\nEOF`;
    const rows = [
      [`apply_patch ${add('a1')}`, ['a1']],
      [`cd lab && apply_patch ${add('a2')}`, ['lab/a2']],
      [`cd lab && X=1 applypatch ${add('a$X')}`, ['lab/a$X']],
      [`cd nowhere && apply_patch ${add('a4')}`, ['nowhere/a4']],
      [`echo x; apply_patch ${add('a5')}`, []],
    ] as const;
    const seen = await changesOf(rows.map(([cmd]) => command(cmd)));
    assert.deepEqual(
      seen,
      rows.map(([, files]) => [...files]),
    );
    const events = calls().map(({ tool_name: tool }) => tool);
    assert.ok(events.every((tool) => tool === 'Bash'));
  });

  it('reads patches as the second reading of their format does', async () => {
    hookWith('');
    const begin = '*** Begin Patch\n';
    const end = '*** End Patch\n';
    const add = (name: string): string => `*** Add File: ${name}\n+x\n`;
    const patches = [
      begin + add('b1') + end,
      (begin + add('b2') + end).replaceAll('\n', '\r\n'),
      `<<'EOF'\n${begin}${add('b3')}${end}EOF\n`,
      ` ${begin}\u00a0${add('b4')} ${end}`,
      `${begin}\u000b${add('b5\u0085 ')}${end}`,
      begin + add('  b6') + end,
      begin + add('sub/../b7') + end,
      begin + add('~/b8') + end,
      begin + add('$HOME/b9') + end,
      `${begin}*** Update File: old.txt\n*** Move to: moved.txt\n@@\n-old\n+new\n${end}`,
      `${begin}*** Delete File: moved.txt\n${end}`,
      begin + add('c1') + end + begin + add('c2') + end,
      begin + begin + add('c3') + end,
      begin + add('c4'),
      `${begin}*** Add File:c5\n+x\n${end}`,
      `${begin}*** add file: c6\n+x\n${end}`,
      `hello\n${begin}${add('c7')}${end}`,
      (begin + add('c8') + end).replaceAll('\n', '\r'),
      `${begin}*** Environment ID: other\n${add('c9')}${end}`,
    ];
    const changes = await changesOf(
      patches.map((freeform) => ({ name: 'apply_patch', input: { freeform } })),
    );
    for (const [index, patch] of patches.entries()) {
      const told = appliedFiles(patch);
      const names = (told ?? []).map((each) => each.slice(each.indexOf(' ') + 1));
      const wanted = new Set(names.map((name) => name.replace('sub/../', '')));
      assert.deepEqual(new Set(changes[index]), wanted, JSON.stringify(patch));
      const read = new Set(readEditPatch(patch).files.map(({ name }) => name));
      for (const name of names) assert.ok(read.has(name), JSON.stringify(patch));
    }
  });

  /** The files of the project that each call changed. */
  async function changesOf(all: readonly ScriptedCall[]): Promise<readonly (readonly string[])[]> {
    const changes: (readonly string[])[] = [];
    let before = snapshot(workspace.root);
    const look = (): void => {
      const now = snapshot(workspace.root);
      changes.push(changedBetween(before, now));
      before = now;
    };
    const turns = all.map((call, index): Turn => {
      const tools = [call];
      return index === 0 ? { tools } : { tools, before: look };
    });
    const session: CodexSession = await runCodex({
      workspace,
      turns: [...turns, { text: 'Done.', before: look }],
      timeoutMs: 150_000,
    });
    assert.equal(session.exitCode, 0, session.stderr);
    return changes;
  }
});

function command(cmd: string, more: Readonly<Record<string, unknown>> = {}): ScriptedCall {
  return { name: 'exec_command', input: { cmd, ...more } };
}

function turn(call: ScriptedCall): Turn {
  return { tools: [call] };
}

describe('what switches hooks of Codex off', function () {
  this.timeout(180_000);

  it('is what its own list of features says of each text that we read', async () => {
    const { bin } = await ensureTool('codex');
    const workspace = createWorkspace({ project: {} });
    try {
      const folder = join(workspace.home, '.codex');
      mkdirSync(folder, { recursive: true });
      const stateOf = async (text: string): Promise<string | undefined> => {
        writeFileSync(join(folder, 'config.toml'), text);
        const { stdout } = await runProgram({
          command: bin,
          args: ['features', 'list'],
          cwd: workspace.root,
          env: workspaceEnvironment(workspace),
          timeoutMs: 20_000,
          input: '',
        });
        return /^hooks .*\b(true|false)$/m.exec(stdout)?.[1];
      };
      for (const [what, text] of hooksOff) assert.equal(await stateOf(text), 'false', what);
      for (const [what, text] of hooksOn) assert.equal(await stateOf(text), 'true', what);
    } finally {
      workspace.dispose();
    }
  });
});
