import assert from 'node:assert/strict';
import { runPinfold } from '../../support/protectedWorkspace.ts';
import { createWorkspace, type Workspace } from '../../support/workspace.ts';

/** Commands that nobody can follow to their end. */
const hostile: Readonly<Record<string, string>> = {
  'more than 64 KB': `echo ${'a'.repeat(70_000)}`,
  'a million parentheses': '('.repeat(1_000_000),
  'twenty thousand substitutions': `echo ${'$('.repeat(20_000)}`,
  'shells in shells': `${'eval '.repeat(12_000)}ls`,
  'doubling functions': `${Array.from({ length: 1_500 }, (_, n) => `f${String(n)}() { f${String(n + 1)}; f${String(n + 1)}; }`).join(';')}; f0`,
  'ten thousand commands': 'a b c;'.repeat(10_000),
  'a NUL character': 'ls \0',
  'half a surrogate pair': 'ls \ud800',
  'a quote without an end': 'ls "',
};

describe('commands that cannot be followed', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  before(() => {
    workspace = createWorkspace({ project: { 'src/a.py': 'pass\n' } });
  });
  after(() => workspace.dispose());

  it('are asked about, one by one, with a reason, in reasonable time', async () => {
    const payloads = Object.values(hostile).map((command) =>
      JSON.stringify({
        session_id: 's',
        cwd: workspace.root,
        hook_event_name: 'PreToolUse',
        tool_name: 'Bash',
        tool_input: { command },
      }),
    );
    const args = ['decide', '--agent', 'claude-code', '--batch'];
    const started = performance.now();
    const { stdout, exitCode } = await runPinfold(workspace, args, `${payloads.join('\n')}\n`);
    const elapsed = performance.now() - started;
    assert.equal(exitCode, 0);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { verdict: string; reason?: string });
    assert.equal(answers.length, payloads.length);
    for (const [index, name] of Object.keys(hostile).entries()) {
      assert.equal(answers[index]?.verdict, 'ask', name);
      assert.match(answers[index]?.reason ?? '', /cannot be checked before it runs/, name);
    }
    assert.ok(elapsed < 10_000, `${elapsed.toFixed(0)} ms`);
  });
});
