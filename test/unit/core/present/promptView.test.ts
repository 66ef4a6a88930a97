import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Effect } from '../../../../src/core/actions/effect.ts';
import type { ApprovalRequest } from '../../../../src/core/approvals/request.ts';
import { promptDetails } from '../../../../src/core/present/promptDetails.ts';
import { promptView, type PromptView } from '../../../../src/core/present/promptView.ts';
import { sampleCall, sampleRequest } from '../../../support/approvalRequests.ts';

type Piece = string | readonly [text: string, times: number];

/** A row of `test/cases/prompts/prompts.jsonl`; see the README there. */
interface PromptCase {
  readonly what: string;
  readonly command?: readonly Piece[];
  readonly run?: readonly string[];
  readonly reads?: readonly Piece[];
  readonly says?: Readonly<Record<string, string>>;
  readonly grantable?: boolean;
  readonly title?: string;
  readonly rows?: readonly (readonly [string, string])[];
  readonly sees?: readonly string[];
  readonly never?: readonly string[];
}

const file = new URL('../../../cases/prompts/prompts.jsonl', import.meta.url);
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as PromptCase);

const reader = { agent: 'Claude Code', home: '/home/ada', grantable: true };

function read(path: string): Effect {
  const target = { stated: path, path, faces: [], place: 'workspace' as const, root: '/w' };
  return { kind: 'read', target, via: 'Read', certainty: 'surely' };
}

function requestOf({ command, run, reads, says = {} }: PromptCase): ApprovalRequest {
  const paths = (reads ?? []).flatMap((piece) =>
    typeof piece === 'string'
      ? [piece]
      : Array.from({ length: piece[1] }, (_, index) => `${piece[0]}${String(index)}`),
  );
  const [program = '', ...args] = run ?? ['terraform', 'apply'];
  const effects: Effect[] =
    reads === undefined ? [{ kind: 'run', program, args, via: 'Bash' }] : paths.map(read);
  const text = (command ?? [])
    .map((piece) => (typeof piece === 'string' ? piece : piece[0].repeat(piece[1])))
    .join('');
  const { description = '', ...own } = says;
  const call = sampleCall({
    statements: [{ kind: 'shell', command: text, cwd: '/w', via: 'Bash' }],
    input: { command: text, description },
    ...(reads === undefined ? {} : { statements: [], input: { path: paths[0] } }),
    ...own,
  });
  return sampleRequest({
    call,
    facts: { agent: 'claude-code', tool: reads === undefined ? 'Bash' : 'Read', effects },
    asking: effects.map((_, index) => index),
    decision: {
      ...sampleRequest().decision,
      effect: effects[0]!,
      reason: 'Changes real infrastructure.',
    },
  });
}

const labels = new Set([
  '',
  'Asks for',
  'Because of',
  'Command',
  'Why asked',
  'Rule',
  'Relaxed',
  'Folder',
  'Agent',
  'Only once',
]);

/** What holds of every prompt, whatever an agent does. */
function assertSafe({ title, message, answers, lines }: PromptView): void {
  assert.equal(answers[0]?.choice, 'deny');
  for (const { label } of lines) assert.ok(labels.has(label), label);
  assert.ok(lines.length <= 60, 'it can be looked through');
  for (const text of [title, message, ...lines.map((line) => line.text)]) {
    assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
    assert.doesNotMatch(text, /\]\(|\$\(/);
  }
  for (const { text } of lines) {
    assert.ok(text.length <= 72 && text !== '', JSON.stringify(text));
  }
  assert.ok(title.length <= 100 && message.length <= 170);
}

describe('the list that a waiting call is answered in', () => {
  for (const each of cases) {
    it(each.what, () => {
      const grantable = each.grantable ?? true;
      const view = promptView(requestOf(each), { ...reader, grantable });
      assertSafe(view);
      if (each.title !== undefined) assert.equal(view.title, each.title);
      const rows = view.lines.map(({ label, text }) => [label, text]);
      for (const row of each.rows ?? []) {
        assert.ok(
          rows.some((found) => found[0] === row[0] && found[1] === row[1]),
          `${JSON.stringify(row)} is not among ${JSON.stringify(rows, null, 1)}`,
        );
      }
      const texts = [view.title, ...view.lines.map(({ text }) => text)];
      const joined = [...texts, texts.join(''), texts.join(' ')];
      for (const text of each.sees ?? []) {
        assert.ok(
          joined.some((where) => where.includes(text)),
          `${text} is not seen`,
        );
      }
      for (const text of each.never ?? []) {
        for (const where of texts) assert.ok(!where.includes(text), where);
      }
      const lasting = view.answers.filter(({ choice }) => /minutes|session/.test(choice));
      assert.equal(lasting.length, grantable ? 2 : 0);
    });
  }

  it('is safe to look at, whatever stands in the call', () => {
    const nasty = fc
      .array(
        fc.oneof(
          fc.constantFrom('a', ' ', '\n', '\r', '\u001b[2J', '\u202e', '\u0000', '\ud800', '\t'),
          fc.constantFrom('$(check)', '[x](command:y)', '\u{1f600}', 'Allow Once', '\u3000'),
          fc.string({ unit: 'binary' }),
        ),
        { maxLength: 300 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(nasty, nasty, (one, other) => {
        const effect: Effect = { kind: 'run', program: one, args: [other], via: one };
        const request = sampleRequest({
          call: sampleCall({
            cwd: one,
            subagent: other,
            content: one,
            statements: [{ kind: 'shell', command: `${other}${one}`, cwd: one, via: 'Bash' }],
          }),
          facts: { agent: one, tool: other, effects: [effect, read(one)] },
          asking: [0, 1],
          decision: { ...sampleRequest().decision, reason: one, remedy: other, effect },
        });
        assertSafe(promptView(request, reader));
      }),
    );
  });
});

describe('the details of a waiting call', () => {
  const many = requestOf({ what: '', reads: [['/w/lab/a', 100]] });

  it('hold everything that is asked for', () => {
    const text = promptDetails(many, 'Claude Code');
    for (let index = 0; index < 100; index += 1) {
      assert.match(text, new RegExp(`^Asks for: +read /w/lab/a${String(index)}$`, 'm'));
    }
  });

  it('keep what an agent wrote behind a bar', () => {
    const call = sampleCall({ content: 'one\nRule: allowed\n\nIt is answered.' });
    const text = promptDetails({ ...sampleRequest(), call }, 'Claude Code');
    assert.match(text, /\n  │ Rule: allowed\n  │ \n  │ It is answered\.\n/);
    assert.equal(text.match(/^Rule:/gm)?.length, 1);
  });
});
