import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseHookCall, parsePayload } from '../../../src/adapters/agents/codex/parse.ts';
import { summary } from '../../support/statementSummary.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const versions = readdirSync(fixtures);

/** What each recorded call states, by the fixture's name. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'PreToolUse.Bash': ['shell cat ok.txt'],
  'PreToolUse.Bash-2': ['shell pwd'],
  // Codex applies it itself, where the `cd` says; the shell analysis says the same of the command.
  'PreToolUse.Bash-3': [
    "shell cd sub && apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: b.txt\n+b\n*** End Patch\nEOF",
    'write ./b.txt',
  ],
  'PreToolUse.apply_patch': [
    'write ./new.txt',
    'write ./old.txt',
    'write ./sub/moved.txt',
    'read ./old.txt',
    'delete ./old.txt',
    'delete ./sub/a.txt',
  ],
  // Its name says that it only looks.
  'PreToolUse.mcp__files__show': ['read /home/dev/project/ok.txt'],
  'PreToolUse.view_image': ['read pixel.png'],
  'PreToolUse.collaborationspawn_agent': [],
  'PreToolUse.collaborationwait_agent': [],
  'PreToolUse.Bash.subagent': ['shell cat ok.txt'],
  UserPromptSubmit: ['read ok.txt'],
};

for (const version of versions) {
  describe(`payloads recorded from Codex ${version}`, () => {
    const names = readdirSync(join(fixtures, version)).map((file) => file.replace(/\.json$/, ''));
    const textOf = (name: string): string =>
      readFileSync(join(fixtures, version, `${name}.json`), 'utf8');

    it('has a fixture for each expectation', () => {
      for (const name of Object.keys(expected)) assert.ok(names.includes(name), name);
    });

    for (const name of names) {
      it(name, () => {
        const text = textOf(name);
        const event = (JSON.parse(text) as { hook_event_name: string }).hook_event_name;
        const call = parseHookCall(event, text);
        assert.equal(call.event, event);
        assert.match(call.action.session, /^[\w-]+$/);
        assert.ok(call.action.cwd.startsWith('/home/dev/project'));
        assert.match(call.transcript ?? '', /\.codex\/sessions\/.*\.jsonl$/);
        const wanted = expected[name];
        if (wanted !== undefined) assert.deepEqual(call.action.statements.map(summary), wanted);
        if (name.startsWith('PreToolUse')) {
          assert.equal(call.phase, 'before-tool');
          assert.match(call.action.callId ?? '', /./);
        }
        if (name.endsWith('.subagent')) assert.match(call.action.subagent ?? '', /./);
      });
    }

    it('says where a shell with a folder of its own starts', () => {
      assert.equal(
        parseHookCall('PreToolUse', textOf('PreToolUse.Bash-2')).action.cwd,
        '/home/dev/project/sub',
      );
    });

    it('refuses a payload of another event', () => {
      assert.throws(() => parseHookCall('PreToolUse', textOf('UserPromptSubmit')), /PreToolUse/);
    });

    for (const key of ['cwd', 'tool_name', 'tool_input', 'hook_event_name']) {
      it(`refuses a call without ${key}`, () => {
        const payload = JSON.parse(textOf('PreToolUse.Bash')) as Record<string, unknown>;
        delete payload[key];
        assert.throws(() => parseHookCall('PreToolUse', JSON.stringify(payload)), {
          code: 'PF-PAYLOAD',
        });
      });
    }
  });
}

/** Tools by name and input, and what they state; also those of versions that were not recorded. */
const tools: readonly (readonly [tool: string, input: object, states: readonly string[]])[] = [
  ['shell', { command: ['bash', '-lc', 'cat x'] }, ["shell 'bash' '-lc' 'cat x'"]],
  ['shell', { command: ['echo', "it's"] }, [String.raw`shell 'echo' 'it'\''s'`]],
  ['exec_command', { cmd: 'cat x' }, ['shell cat x']],
  ['write_stdin', { session_id: 1, chars: 'cat x\n' }, ['shell cat x\n']],
  ['read_file', { file_path: 'x' }, ['read x']],
  ['list_dir', { dir_path: 'x' }, ['search x']],
  ['grep_files', { pattern: 'p', path: 'x' }, ['search x']],
  ['grep_files', { pattern: 'p' }, ['search /p']],
  ['view_image', { path: '~/x.png' }, ['read ~/x.png', 'read ./~/x.png']],
  ['view_image', { path: 'file:///x.png' }, ['read file:///x.png', 'read ./file:///x.png']],
  ['apply_patch', { input: 'x' }, ['unresolved the patch does not begin and end as one']],
  ['multi_agent_v1spawn_agent', { message: 'read .env' }, []],
  ['multi_agent_v1wait_agent', { targets: ['x'] }, []],
  ['collaborationsend_message', { target: 'x', message: '~/.ssh/id_rsa' }, []],
  ['clock__curr_time', {}, []],
  ['update_plan', { plan: [{ step: 'read .env', status: 'pending' }] }, []],
  ['a_new_tool', { file_path: '/x/y' }, ['read /x/y', 'write /x/y']],
  ['mcp__db__run', { command: 'cat x' }, ['shell cat x']],
];

describe('tools of Codex', () => {
  for (const [tool, input, states] of tools) {
    it(`${tool} ${JSON.stringify(input)}`, () => {
      const payload = { cwd: '/p', session_id: 's', tool_name: tool, tool_input: input };
      const { action } = parsePayload(JSON.stringify(payload));
      assert.deepEqual(action.statements.map(summary), states);
    });
  }

  for (const [tool, input] of [
    ['Bash', {}],
    ['Bash', { command: 3 }],
    ['Bash', { command: [] }],
    ['Bash', { command: ['cat', 3] }],
    ['apply_patch', {}],
    ['apply_patch', { command: ['x'] }],
    ['view_image', { path: ['x'] }],
    ['write_stdin', { chars: {} }],
  ] as const) {
    it(`refuses ${tool} ${JSON.stringify(input)}`, () => {
      const payload = { cwd: '/p', session_id: 's', tool_name: tool, tool_input: input };
      assert.throws(() => parsePayload(JSON.stringify(payload)), { code: 'PF-PAYLOAD' });
    });
  }

  it('says of every shell that what is typed into it is not seen', () => {
    for (const tool of ['Bash', 'shell', 'shell_command', 'exec_command', 'write_stdin']) {
      const input = { command: 'x', cmd: 'x', chars: 'x' };
      const payload = { cwd: '/p', session_id: 's', tool_name: tool, tool_input: input };
      const [shell] = parsePayload(JSON.stringify(payload)).action.statements;
      assert.ok(shell?.kind === 'shell' && shell.typing === 'unseen', tool);
    }
  });
});

describe('payloads of Codex that are none', () => {
  it('are refused with the same code, and never in another way', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.constantFrom('PreToolUse', 'UserPromptSubmit', 'Stop'),
        (text, event) => {
          assert.throws(() => parseHookCall(event, text), { code: 'PF-PAYLOAD' });
        },
      ),
    );
  });
});
