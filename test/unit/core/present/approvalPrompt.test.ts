import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Effect } from '../../../../src/core/actions/effect.ts';
import { approvalPrompt } from '../../../../src/core/present/approvalPrompt.ts';
import { sampleCall, sampleRequest } from '../../../support/approvalRequests.ts';

const shell = (command: string): ReturnType<typeof sampleCall> =>
  sampleCall({ statements: [{ kind: 'shell', command, cwd: '/w', via: 'Bash' }] });

const run = (program: string, ...args: readonly string[]): Effect => ({
  kind: 'run',
  program,
  args,
  via: 'Bash',
});

describe('the question that a person sees', () => {
  const textOf = (request = sampleRequest()): string => {
    const { title, lines, command } = approvalPrompt(request);
    const pieces = (command ?? []).map(({ text }) => text);
    return [title, ...lines.map(([label, text]) => `${label}: ${text}`), ...pieces].join('\n');
  };

  it('says who wants to do what, why it is asked, by which rule, and where', () => {
    assert.equal(
      textOf(),
      [
        'claude-code wants to run terraform apply',
        'Why asked: Runs `terraform apply`. Changes real infrastructure.',
        'Rule: commands.terraform-apply (workspace)',
        'Instead: Show the plan first.',
        'Agent: claude-code',
        'Tool: Bash',
        'Project: /w',
        'Folder: /w',
        'Asks for: run terraform apply',
        'terraform apply',
      ].join('\n'),
    );
  });

  it('keeps the part that decided in sight, however long the command is', () => {
    const filler = 'echo harmless; '.repeat(2_000);
    const decision = { ...sampleRequest().decision, effect: run('terraform', 'apply', '-x') };
    const prompt = approvalPrompt(
      sampleRequest({ call: shell(`${filler}terraform apply -x; ${filler}`), decision }),
    );
    const deciding = prompt.command?.filter(({ kind }) => kind === 'deciding');
    assert.deepEqual(deciding, [{ kind: 'deciding', text: 'terraform apply -x' }]);
    const length = (prompt.command ?? []).reduce((sum, { text }) => sum + text.length, 0);
    assert.ok(length < 1_000);
    assert.equal(prompt.command?.filter(({ kind }) => kind === 'omitted').length, 2);
    assert.match(prompt.command?.[0]?.text ?? '', /^echo harmless/);
  });

  it('shows what asks before everything else, and says how much is left out', () => {
    const effects = Array.from({ length: 40 }, (_, index) => run(`p${index}`));
    const facts = { ...sampleRequest().facts, effects };
    const text = textOf(sampleRequest({ facts, asking: [39] }));
    assert.match(text, /Asks for: run p39\nEffect: run p0/);
    assert.match(text, /Effect: and 28 more$/m);
    const many = textOf(sampleRequest({ facts, asking: effects.map((_, index) => index) }));
    assert.match(many, /Effect: and 28 more, 28 of them asked for/);
  });

  it('shows what would be written with its own lines', () => {
    const prompt = approvalPrompt(sampleRequest({ call: sampleCall({ content: 'a\n\tb\u202e' }) }));
    assert.equal(prompt.content, 'a\n\tb\\u{202e}');
  });

  it('holds nothing that moves the cursor, turns text around or adds lines of its own', () => {
    const nasty = fc
      .array(
        fc.constantFrom('a', '\n', '\r', '\u001b[2J', '\u202e', '\u2066', '\u0000', '\ud800', '\t'),
        { maxLength: 20 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(nasty, (text) => {
        const { decision } = sampleRequest();
        const effect = run(text, text);
        const prompt = approvalPrompt(
          sampleRequest({
            call: sampleCall({ cwd: text, agent: text, subagent: text, content: text }),
            roots: [text],
            facts: { agent: text, tool: text, effects: [effect] },
            decision: { ...decision, reason: text, remedy: text, rule: text, effect },
          }),
        );
        for (const line of [prompt.title, ...prompt.lines.flat()]) {
          assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        }
        assert.doesNotMatch(prompt.content ?? '', /[^\P{Cc}\n\t]|[\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
    );
  });
});
