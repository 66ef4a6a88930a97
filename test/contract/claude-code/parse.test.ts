import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseHookCall } from '../../../src/adapters/agents/claude-code/parse.ts';
import { summary } from '../../support/statementSummary.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const versions = readdirSync(fixtures);

/** What each recorded call states, by the fixture's name: kind and what it is about. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'PreToolUse.Read': ['read /home/dev/project/ok.txt'],
  'PreToolUse.Read-2': ['read /home/dev/project/n.ipynb'],
  'PreToolUse.Read-3': ['read /home/dev/project/missing.txt'],
  'PreToolUse.Read.subagent': ['read /home/dev/project/notes.md'],
  'PreToolUse.Write': ['write /home/dev/project/new.txt'],
  'PreToolUse.Edit': ['write /home/dev/project/ok.txt', 'read /home/dev/project/ok.txt'],
  'PreToolUse.NotebookEdit': ['write /home/dev/project/n.ipynb', 'read /home/dev/project/n.ipynb'],
  'PreToolUse.Bash': ['shell mkdir -p sub && cd sub && pwd'],
  'PreToolUse.Grep': ['search /home/dev/project/sub'],
  'PreToolUse.Glob': ['search /home/dev/project/sub'],
  'PreToolUse.WebFetch': ['connect http://127.0.0.1:9/doc'],
  'PreToolUse.Agent': [],
  // Its name says that it only looks.
  'PreToolUse.mcp__files__show': ['read /home/dev/project/notes.md'],
  UserPromptSubmit: ['read ok.txt'],
  UserPromptExpansion: ['read ok.txt'],
};

for (const version of versions) {
  describe(`payloads recorded from Claude Code ${version}`, () => {
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
        const wanted = expected[name];
        if (wanted !== undefined) assert.deepEqual(call.action.statements.map(summary), wanted);
        if (name.startsWith('PreToolUse')) {
          assert.equal(call.phase, 'before-tool');
          assert.match(call.action.callId ?? '', /./);
        }
        if (name.endsWith('.subagent')) assert.match(call.action.subagent ?? '', /./);
      });
    }

    it('refuses a payload of another event', () => {
      assert.throws(() => parseHookCall('PreToolUse', textOf('UserPromptSubmit')), /PreToolUse/);
    });

    for (const key of ['cwd', 'tool_name', 'tool_input', 'hook_event_name']) {
      it(`refuses a call without ${key}`, () => {
        const payload = JSON.parse(textOf('PreToolUse.Read')) as Record<string, unknown>;
        delete payload[key];
        assert.throws(() => parseHookCall('PreToolUse', JSON.stringify(payload)), {
          code: 'PF-PAYLOAD',
        });
      });
    }

    it('refuses a known tool whose path is no text', () => {
      for (const value of [undefined, null, 3, ['/x'], { toString: 'x' }]) {
        const payload = JSON.parse(textOf('PreToolUse.Read')) as { tool_input: object };
        payload.tool_input = { file_path: value };
        assert.throws(() => parseHookCall('PreToolUse', JSON.stringify(payload)), {
          code: 'PF-PAYLOAD',
        });
      }
    });
  });
}

describe('payloads that are none', () => {
  for (const text of ['', 'null', '[]', '"x"', '{', '\u0000', '{"cwd":"relative"}']) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseHookCall('PreToolUse', text), { code: 'PF-PAYLOAD' });
    });
  }

  it('refuses anything else with the same code, and never in another way', () => {
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
