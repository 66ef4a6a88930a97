import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, modify, parse } from 'jsonc-parser';
import { hookSettings } from '../../../../src/adapters/install/settings.ts';
import type { HookEntry } from '../../../../src/ports/installation.ts';

const prefix = "'/home/dev/.local/share/pinfold/bin/pinfold-hook' claude-code ";
const prefixes = [prefix];
const entry = (event: string, matcher: string | null): HookEntry => ({
  event,
  matcher,
  command: `${prefix}${event} || true`,
  timeoutSeconds: 10,
});
const wanted = [entry('PreToolUse', '*'), entry('SessionStart', null), entry('Stop', null)];
const file = '/home/dev/.claude/settings.json';
const add = (text: string | null): string => hookSettings.add(file, text, wanted, prefixes);
const remove = (text: string, before?: string | null): string | null =>
  hookSettings.remove(file, text, prefixes, before);

/** Foreign groups: whole ones, empty ones and shapes that nobody expects. */
const foreignGroup = fc.oneof(
  fc.record({
    matcher: fc.string(),
    hooks: fc.array(fc.record({ type: fc.constant('command'), command: fc.string() })),
  }),
  fc.record({ hooks: fc.jsonValue() }),
  fc.jsonValue(),
);
const foreignHooks = fc.dictionary(
  fc.constantFrom('PreToolUse', 'SessionStart', 'Stop', 'Other'),
  fc.array(foreignGroup, { maxLength: 3 }),
);
const settingsValue = fc
  .tuple(fc.dictionary(fc.string(), fc.jsonValue()), fc.option(foreignHooks))
  .map(([rest, hooks]) => {
    const clean = Object.fromEntries(
      Object.entries(rest).filter(([key]) => key !== 'hooks' && key !== '__proto__'),
    );
    return hooks === null ? clean : { ...clean, hooks };
  });

/** The same value in many spellings: indentation, line ends, comments, byte order mark, blanks around. */
const settingsText = fc
  .tuple(
    settingsValue,
    fc.constantFrom('', '  ', '\t'),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
    fc.boolean(),
    fc.constantFrom('', '\n', '  \n\n', ' // end'),
  )
  .map(([value, indent, newline, mark, comments, end]) => {
    const lines = JSON.stringify(value, null, indent).split('\n');
    const body = comments && indent !== '' ? lines.join(` // note${newline}`) : lines.join(newline);
    return `${mark ? '\uFEFF' : ''}${body}${end}`;
  });

describe('hooks in settings', () => {
  it('come and go without a trace, whatever the settings are', () => {
    fc.assert(
      fc.property(settingsText, (text) => {
        const added = add(text);
        assert.deepEqual(hookSettings.inspect(file, added, wanted, prefixes), {
          missing: [],
          stale: 0,
          exact: wanted.length,
        });
        assert.equal(add(added), added);
        assert.equal(remove(added, text), text);
      }),
      { numRuns: 500 },
    );
  });

  it('go without a trace of the edits that somebody else made in between', () => {
    fc.assert(
      fc.property(settingsText, fc.jsonValue(), (text, value) => {
        const edit = (before: string): string => {
          const mark = before.startsWith('\uFEFF') ? '\uFEFF' : '';
          const body = before.slice(mark.length);
          return mark + applyEdits(body, modify(body, ['somebody else'], value, {}));
        };
        const left = remove(edit(add(text)), text);
        assert.deepEqual(read(left ?? '{}'), read(edit(text)));
      }),
      { numRuns: 300 },
    );
  });

  it('change nothing that is not theirs', () => {
    fc.assert(
      fc.property(settingsText, (text) => {
        // Every character of the original is still there, in its order.
        const added = add(text);
        let at = 0;
        for (let index = 0; index < added.length; index += 1) {
          if (added[index] === text[at]) at += 1;
        }
        assert.equal(at, text.length);
      }),
      { numRuns: 200 },
    );
  });

  const disguises: readonly [string, (handler: Record<string, unknown>) => unknown][] = [
    ['asynchronous', (handler) => ({ ...handler, async: true })],
    ['conditional', (handler) => ({ ...handler, if: 'Bash(never)' })],
    ['another type', (handler) => ({ ...handler, type: 'prompt' })],
    [
      'a longer command',
      (handler) => ({ ...handler, command: `${String(handler['command'])}; true` }),
    ],
    ['a time-out below our deadline', (handler) => ({ ...handler, timeout: 1 })],
    ['no time-out', ({ type, command }) => ({ type, command })],
    ['one more', (handler) => handler],
  ];
  for (const [name, disguise] of disguises) {
    it(`take a changed entry for stale and repair it: ${name}`, () => {
      const handler = { type: 'command', command: wanted[0]?.command, timeout: 10 };
      const changed = { matcher: '*', hooks: [disguise(handler)] };
      const twice = { matcher: '*', hooks: [handler] };
      const groups = name === 'one more' ? [changed, twice] : [changed];
      const text = JSON.stringify({ hooks: { PreToolUse: groups } });
      assert.equal(hookSettings.inspect(file, text, wanted, prefixes).stale, 1);
      const repaired = add(text);
      assert.deepEqual((parse(repaired) as { hooks: { PreToolUse: unknown } }).hooks.PreToolUse, [
        twice,
      ]);
      assert.equal(hookSettings.inspect(file, repaired, wanted, prefixes).stale, 0);
    });
  }

  it('take a narrower matcher for stale', () => {
    const text = add(null).replace('"*"', '"Nothing"');
    const found = hookSettings.inspect(file, text, wanted, prefixes);
    assert.deepEqual([found.stale, found.missing], [1, [wanted[0]]]);
    assert.equal(add(text).includes('Nothing'), false);
  });

  it('find a line of ours behind a repeated key', () => {
    const command = JSON.stringify(wanted[0]?.command);
    const text = `{"hooks":{"PreToolUse":[{"hooks":[{"command":"x","command":${command}}]}]}}`;
    assert.equal(hookSettings.inspect(file, text, wanted, prefixes).stale, 1);
    assert.equal(remove(text, null), null);
  });

  const lookAlikes = [
    'echo pinfold-hook claude-code PreToolUse',
    "'/home/other/.local/share/pinfold/bin/pinfold-hook' claude-code PreToolUse || true",
    "'/home/dev/.local/share/pinfold/bin/pinfold-hook' codex PreToolUse || true",
    "nice '/home/dev/.local/share/pinfold/bin/pinfold-hook' claude-code PreToolUse",
  ];
  for (const command of lookAlikes) {
    it(`leave a look-alike alone: ${command}`, () => {
      const text = JSON.stringify({ hooks: { PreToolUse: [{ hooks: [{ command }] }] } });
      assert.equal(hookSettings.inspect(file, text, wanted, prefixes).stale, 0);
      assert.equal(remove(text, null), text);
      assert.equal(remove(add(text), text), text);
    });
  }

  it('leave no file where there was none, unless somebody added to it', () => {
    const made = add(null);
    assert.equal(remove(made, null), null);
    const edited = applyEdits(made, modify(made, ['model'], 'opus', {}));
    assert.deepEqual(read(remove(edited, null) ?? ''), { model: 'opus' });
  });
});

function read(text: string): unknown {
  const errors: never[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors);
  assert.deepEqual(errors, []);
  return JSON.parse(JSON.stringify(value));
}
