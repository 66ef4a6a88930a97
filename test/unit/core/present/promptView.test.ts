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
  readonly sends?: unknown;
  readonly reader?: string;
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

function requestOf({ command, run, reads, sends, says = {} }: PromptCase): ApprovalRequest {
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
    ...(sends === undefined ? {} : { statements: [], input: sends }),
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
  'Sends',
]);

/** Columns of a monospaced font, where letters of East Asia and pictures take two. */
function widthOf(text: string): number {
  return Array.from(text).reduce(
    (sum, char) =>
      sum +
      (/[\u1100-\uffff]|[^\0-\uffff]/u.test(char) && !/[\u2000-\u25ff\u2700-\u2bff]/u.test(char)
        ? 2
        : 1),
    0,
  );
}

/** What holds of every prompt, whatever an agent does. */
function assertSafe({ title, message, answers, lines }: PromptView): void {
  assert.equal(answers[0]?.choice, 'deny');
  for (const { label } of lines) assert.ok(labels.has(label), label);
  assert.ok(lines.length <= 60, 'it can be looked through');
  for (const text of [title, message, ...lines.map((line) => line.text)]) {
    assert.doesNotMatch(text, /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{DI}\u2800]/u);
    assert.doesNotMatch(text, /\]\(|\$\(/);
  }
  for (const { text } of lines) {
    assert.ok(widthOf(text) <= 72 && text !== '', JSON.stringify(text));
  }
  assert.ok(widthOf(title) <= 125 && widthOf(message) <= 195);
}

describe('the list that a waiting call is answered in', () => {
  for (const each of cases) {
    it(each.what, () => {
      const grantable = each.grantable ?? true;
      const agent = each.reader ?? reader.agent;
      const view = promptView(requestOf(each), { ...reader, agent, grantable });
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
          fc.constantFrom('\u3164', '\ufe0f', '\u2800', '\ue000', '\ufdfd', '\u8a13', '\u0335'),
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
        assertSafe(promptView(request, { ...reader, agent: one }));
      }),
    );
  });
});

describe('the details of a waiting call', () => {
  const detailsOf = (command: string): string =>
    promptDetails(requestOf({ what: '', command: [command] }), 'Claude Code');

  it('hold the whole command, in lines that fit the editor', () => {
    const words = Array.from({ length: 500 }, (_, index) => `word${String(index)}`);
    const text = detailsOf(`true ${words.join(' ')}; terraform apply ${'x'.repeat(300)} END`);
    const command = text
      .split('\n')
      .flatMap((line) => (/^  [│┊] /.test(line) ? [line.slice(4)] : []))
      .join('');
    for (const word of [...words, 'END']) assert.ok(command.includes(word), word);
    for (const line of text.split('\n')) assert.ok(line.length <= 100, line);
  });

  it('keep what goes on apart from what is a line of the command', () => {
    const text = detailsOf(`${'y'.repeat(100)}\n\tnext`);
    assert.match(text, /\n  │ y{92}\n  ┊ y{8}\n  │     next\n/);
  });

  it('count gaps, also in paths', () => {
    const gap = ' '.repeat(300);
    assert.match(detailsOf(`true;${gap}terraform apply`), /true; ␣×300 terraform apply/);
    const reads = requestOf({ what: '', reads: [`/w/a${gap}/b`] });
    assert.match(promptDetails(reads, 'x'), /read \/w\/a ␣×300 \/b/);
  });

  it('say how much is left out of what is endless', () => {
    assert.match(detailsOf('x'.repeat(250_000)), /… 50000 characters left out …/);
  });

  it('show what a call sends that is no command', () => {
    const request = requestOf({ what: '', sends: { url: 'https://example.com/?q=1' } });
    assert.match(promptDetails(request, 'x'), /│ \{"url":"https:\/\/example.com\/\?q=1"\}/);
  });

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
