import { type ApprovalRequest, commandOf } from '../approvals/request.ts';
import { showText } from '../paths/show.ts';
import { piecesOf, rowsOf, withoutGaps } from './agentText.ts';
import { approvalPrompt, inLines } from './approvalPrompt.ts';

/** More than that nobody reads; that there is more is said. */
const mostEffects = 500;
const mostText = 200_000;
const columns = 96;
const indent = 12;

/** All of the question of a waiting call, as a document. No line of it begins with a word of the agent. */
export function promptDetails(request: ApprovalRequest, agent: string): string {
  const { wants, lines, input, content } = approvalPrompt(request, mostEffects);
  const command = commandOf(request);
  return [
    ...rows(`${showText(agent, 40)} wants to ${wants}`),
    '',
    'It waits. To answer, run “Pinfold: Answer Waiting Call”.',
    '',
    ...lines.flatMap(([label, text]) => named(label, text)),
    ...section('The command, as the agent wrote it', command === null ? null : inLines(command)),
    ...section('What it sends', input),
    ...section('What would be written', content),
    '',
  ].join('\n');
}

function section(title: string, text: string | null): readonly string[] {
  return text === null ? [] : ['', title, '', ...quoted(text)];
}

function named(label: string, text: string): readonly string[] {
  const [first = '', ...others] = rows(text);
  return [
    `${`${label}:`.padEnd(indent)}${first}`,
    ...others.map((row) => ' '.repeat(indent) + row),
  ];
}

function rows(text: string): readonly string[] {
  return rowsOf(withoutGaps(text), columns - indent);
}

/**
 * Every line behind a bar, so that what an agent wrote cannot pass for what Pinfold says, and none wider than the
 * editor: what goes on stands behind a broken bar.
 */
function quoted(text: string): readonly string[] {
  const left = text.length - mostText;
  const lines = text
    .slice(0, mostText)
    .split('\n')
    .flatMap((line) => {
      const [first = '', ...others] = piecesOf(line, columns - 4);
      return [`  │ ${first}`, ...others.map((row) => `  ┊ ${row}`)];
    });
  return left <= 0 ? lines : [...lines, '', `… ${String(left)} characters left out …`];
}
