import type { ApprovalRequest } from '../approvals/request.ts';
import { showText } from '../paths/show.ts';
import { inMiddle, inOneLine, rowsOf, withoutGaps } from './agentText.ts';
import { approvalPrompt, type ApprovalPrompt, type Piece } from './approvalPrompt.ts';
import { plainMessage } from './plainMessage.ts';

/**
 * The question of a waiting call as a list that is led by keyboard: what may be said, then what Pinfold found out. No
 * word of the agent is ever the label of a line, begins one, or fills one alone: so none looks like an answer.
 */
export interface PromptView {
  /** Who wants to do what, one line. */
  readonly title: string;
  /** The same with as many words as a message may have. */
  readonly message: string;
  /** What it wants to do, without who. */
  readonly wants: string;
  /** What may be said, the no first. */
  readonly answers: readonly PromptAnswer[];
  /** What was found out, in lines that are not cut on the screen. */
  readonly lines: readonly PromptLine[];
}

export type AnswerChoice = 'deny' | 'once' | 'minutes' | 'session' | 'always';

export interface PromptAnswer {
  readonly choice: AnswerChoice;
  readonly label: string;
  readonly description: string;
}

export interface PromptLine {
  /** In our words; empty for what goes on from the line before. */
  readonly label: string;
  readonly text: string;
}

/** Who is asked. */
export interface PromptReader {
  /** Name of the agent for people. */
  readonly agent: string;
  /** The user's home, shown as `~`. */
  readonly home: string;
  /** A yes can hold for longer than this call. */
  readonly grantable: boolean;
}

/** Columns of a line in a list of the editor at its usual width. */
const columns = 64;
const longest = { agent: 40, title: 72, message: 140 } as const;
const mostRows = { line: 3, command: 6, asked: 4 } as const;

export function promptView(request: ApprovalRequest, reader: PromptReader): PromptView {
  const prompt = approvalPrompt(request);
  const agent = inMiddle(plainMessage(showText(reader.agent, longest.agent)), longest.agent);
  const wants = plainMessage(withoutGaps(shortHome(prompt.wants, reader.home)));
  return {
    title: `${agent} wants to ${inMiddle(wants, longest.title)}`,
    message: `${agent} wants to ${inMiddle(wants, longest.message)}`,
    wants: inMiddle(wants, longest.message),
    answers: answersFor(reader.grantable),
    lines: foundLines(prompt, reader),
  };
}

const deny: PromptAnswer = {
  choice: 'deny',
  label: 'Deny',
  description: 'the agent is told, and goes on without it',
};
const once: PromptAnswer = { choice: 'once', label: 'Allow Once', description: 'this call only' };
const always: PromptAnswer = {
  choice: 'always',
  label: 'Always…',
  description: 'proposes a change of your policy; this call goes on waiting',
};
const lasting: readonly PromptAnswer[] = [
  {
    choice: 'minutes',
    label: 'Allow for 15 Minutes',
    description: 'exactly this, in this session of the agent',
  },
  {
    choice: 'session',
    label: 'Allow for This Session',
    description: 'exactly this, for 24 hours at most',
  },
];

function answersFor(grantable: boolean): readonly PromptAnswer[] {
  return [deny, once, ...(grantable ? lasting : []), always];
}

/** Of the lines of the prompt those that a yes or a no hangs on; the rest is among the details. */
function foundLines(prompt: ApprovalPrompt, reader: PromptReader): readonly PromptLine[] {
  const asked = prompt.lines.filter(([label]) => label === 'Asks for');
  const more = asked.length + prompt.askedMore - mostRows.asked;
  const of = (label: string): readonly PromptLine[] =>
    prompt.lines
      .filter(([name]) => name === label)
      .flatMap(([name, text]) => folded(name, shortHome(text, reader.home), mostRows.line));
  return [
    ...asked
      .slice(0, mostRows.asked)
      .flatMap(([label, text]) => folded(label, shortHome(text, reader.home), mostRows.line)),
    ...(more > 0 ? [{ label: '', text: `and ${String(more)} more: see the details` }] : []),
    ...commandLines(prompt.command),
    ...(prompt.input === null ? [] : folded('Sends', prompt.input, mostRows.line)),
    ...of('Why asked'),
    ...of('Rule'),
    ...of('Relaxed'),
    ...of('Folder'),
    ...(prompt.isSubagent ? of('Agent') : []),
    ...(reader.grantable
      ? []
      : [{ label: 'Only once', text: 'this cannot be allowed for longer than this call' }]),
  ];
}

/** The part of a command that decided stands in a line of its own, so that it is in sight however long the rest is. */
function commandLines(command: readonly Piece[] | null): readonly PromptLine[] {
  if (command === null) return [];
  const deciding = command.filter(({ kind }) => kind === 'deciding').map(({ text }) => text);
  const all = command.map(({ text }) => text).join('');
  const part = deciding.join('');
  return [
    ...(part === '' || part === all ? [] : folded('Because of', inOneLine(part), mostRows.line)),
    ...folded('Command', inOneLine(all), mostRows.command),
  ];
}

/** A text in lines that fit; of more than `most` the middle is left out, because both ends say what it is. */
function folded(label: string, text: string, most: number): readonly PromptLine[] {
  const shown = inMiddle(plainMessage(withoutGaps(text)), columns * most);
  return rowsOf(shown, columns).map((row, index) => ({
    label: index === 0 ? label : '',
    text: row,
  }));
}

function shortHome(text: string, home: string): string {
  const shown = showText(home, Infinity);
  return shown === '' || shown === '/' ? text : text.replaceAll(`${shown}/`, '~/');
}
