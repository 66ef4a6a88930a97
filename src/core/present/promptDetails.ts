import type { ApprovalRequest } from '../approvals/request.ts';
import { approvalPrompt } from './approvalPrompt.ts';
import { foldLines } from './foldLines.ts';

/** More than that nobody reads; that there is more is said. */
const mostEffects = 500;
const columns = 96;
const indent = 12;

/** All of the question of a waiting call, as a document. No line of it begins with a word of the agent. */
export function promptDetails(request: ApprovalRequest, agent: string): string {
  const { wants, lines, command, content } = approvalPrompt(request, mostEffects);
  const said = lines.map(([label, text]) => named(label, text));
  return [
    foldLines(`${agent} wants to ${wants}`, columns, indent),
    '',
    'It waits. To answer, run “Pinfold: Answer Waiting Call”.',
    '',
    ...said.map((line) => foldLines(line, columns, indent)),
    ...(command === null
      ? []
      : ['', 'The command, as the agent wrote it', '', quoted(allOf(command))]),
    ...(content === null ? [] : ['', 'What would be written', '', quoted(content)]),
    '',
  ].join('\n');
}

function allOf(command: readonly { readonly kind: string; readonly text: string }[]): string {
  return command.map(({ text }) => text).join('');
}

function named(label: string, text: string): string {
  return `${`${label}:`.padEnd(indent)}${text}`;
}

/** Every line behind a bar, so that what an agent wrote cannot pass for what Pinfold says. */
function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `  │ ${line}`)
    .join('\n');
}
