import type { Effect } from '../actions/effect.ts';
import { type ApprovalRequest, commandOf } from '../approvals/request.ts';
import { showText } from '../paths/show.ts';
import { loosenedLines } from './decision.ts';
import { effectWords } from './record.ts';

/**
 * What a person sees before they say yes or no. Everything is computed from what Pinfold found out; agents choose much
 * of what stands in it, so nothing can move the cursor, turn text around or add lines of its own.
 */
export interface ApprovalPrompt {
  /** One line: who wants to do what. */
  readonly title: string;
  /** What the agent wants to do, as in the title; longer than that has room for. */
  readonly wants: string;
  /** Label and text, one line each. */
  readonly lines: readonly (readonly [label: string, text: string])[];
  /** An agent of the agent makes the call. */
  readonly isSubagent: boolean;
  /** How many more effects are asked for than {@link lines} show. */
  readonly askedMore: number;
  /** The command, cut so that the part that decided stays in sight; null for a call that is none. */
  readonly command: readonly Piece[] | null;
  /** What a call that is no command sends, as one line of JSON, where no path says it; null otherwise. */
  readonly input: string | null;
  /** What would be written, several lines; null when there is nothing to show. */
  readonly content: string | null;
}

export interface Piece {
  readonly kind: 'plain' | 'deciding' | 'omitted';
  readonly text: string;
}

const mostEffects = 12;
const longest = { line: 4_000, title: 160, wants: 4_000, around: 240, start: 80 } as const;

/** @param most effects that are shown; those that are asked for come first */
export function approvalPrompt(request: ApprovalRequest, most = mostEffects): ApprovalPrompt {
  const { decision, facts, roots } = request;
  const { action } = request.call;
  const command = commandOf(request);
  const subagent = action.subagent === null ? '' : ` (subagent ${action.subagent})`;
  const what = decision.effect === null ? facts.tool : effectWords(decision.effect);
  const asks = new Set(request.asking);
  const inOrder = [
    ...facts.effects.filter((_, position) => asks.has(position)),
    ...facts.effects.filter((_, position) => !asks.has(position)),
  ];
  const shown = inOrder
    .slice(0, most)
    .map((effect, position): [string, string] => [
      position < asks.size ? 'Asks for' : 'Effect',
      effectWords(effect),
    ]);
  const omitted = inOrder.length - shown.length;
  const more = asks.size > shown.length ? `, ${asks.size - shown.length} of them asked for` : '';
  const lines: [string, string][] = [
    ['Why asked', decision.reason],
    ['Rule', `${decision.rule} (${decision.layer})`],
    ...loosenedLines(decision),
    ['Instead', decision.remedy],
    ['Agent', `${action.agent}${subagent}`],
    ['Tool', facts.tool],
    ['Project', roots.join(', ')],
    ['Folder', action.cwd],
    ...shown,
    ['Effect', omitted === 0 ? '' : `and ${omitted} more${more}`],
  ];
  return {
    title: showText(`${action.agent} wants to ${what}`, longest.title),
    wants: showText(what, longest.wants),
    isSubagent: action.subagent !== null,
    askedMore: Math.max(0, asks.size - shown.length),
    lines: lines
      .filter(([, text]) => text !== '')
      .map(([label, text]) => [label, showText(text, longest.line)]),
    command: command === null ? null : excerpt(command, decision.effect),
    input: command === null && !namesPaths(request) ? inputOf(action.input) : null,
    content: action.content === null ? null : inLines(action.content),
  };
}

/** A command around the part that decided, with its start; all of it when it is short. */
function excerpt(command: string, deciding: Effect | null): Piece[] {
  const [from, to] = decidingPart(command, deciding);
  if (to === 0 && command.length > 2 * longest.around) {
    const head = inLines(command.slice(0, longest.around));
    const tail = inLines(command.slice(-longest.around));
    return [
      { kind: 'plain', text: head },
      omission(command.length - 2 * longest.around),
      { kind: 'plain', text: tail },
    ];
  }
  const start = Math.max(0, from - longest.around);
  const end = Math.min(command.length, to + longest.around);
  const opening = Math.min(longest.start, start);
  const pieces: Piece[] = [
    { kind: 'plain', text: inLines(command.slice(0, opening)) },
    omission(start - opening),
    { kind: 'plain', text: inLines(command.slice(start, from)) },
    { kind: 'deciding', text: inLines(command.slice(from, to)) },
    { kind: 'plain', text: inLines(command.slice(to, end)) },
    omission(command.length - end),
  ];
  return pieces.filter(({ text }) => text !== '');
}

function omission(units: number): Piece {
  return { kind: 'omitted', text: units === 0 ? '' : `… ${units} characters left out …` };
}

/** Where the words stand that the deciding effect comes from; the start of the command when they cannot be found. */
function decidingPart(command: string, deciding: Effect | null): [number, number] {
  for (const words of deciding === null ? [] : wordsOf(deciding)) {
    const at = words === '' ? -1 : command.indexOf(words);
    if (at !== -1) return [at, at + Math.min(words.length, longest.around)];
  }
  return [0, 0];
}

function wordsOf(effect: Effect): readonly string[] {
  switch (effect.kind) {
    case 'read':
    case 'write':
    case 'delete':
    case 'search': {
      const { stated, path } = effect.target;
      return [stated, path, path.slice(path.lastIndexOf('/') + 1), effect.via];
    }
    case 'run':
      return [[effect.program, ...effect.args].join(' '), effect.program];
    case 'connect':
      return [effect.host, effect.via];
    case 'escalate':
    case 'persist':
    case 'tamper':
    case 'expose':
    case 'terminal':
    case 'destroy':
    case 'unresolved':
      return [effect.via];
  }
}

/** Whether all that is asked about are paths: they say what the call sends. */
function namesPaths({ asking, facts }: ApprovalRequest): boolean {
  return asking.every((position) => {
    const effect = facts.effects[position];
    return effect !== undefined && 'target' in effect;
  });
}

function inputOf(input: unknown): string | null {
  const text = JSON.stringify(input) as string | undefined;
  return text === undefined || text === 'null' ? null : showText(text, longest.line);
}

/** A text whose own line breaks stay, and nothing else that cannot be seen. */
export function inLines(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .split('\t')
        .map((part) => showText(part, Infinity))
        .join('\t'),
    )
    .join('\n');
}
