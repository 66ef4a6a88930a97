import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  headText,
  joinFields,
  type Listing,
  type Output,
  type Piece,
  textField,
} from '../words/field.ts';
import { isLeftover } from '../hazards/leftovers.ts';
import { listingField, listingOutput } from '../calls/listing.ts';
import type { ProgramFacts } from '../programs/types.ts';
import { fork } from '../state/scope.ts';
import { touch, type Use } from '../reach/touch.ts';

const actions =
  /^-(exec|execdir|ok|okdir|delete|print|print0|printf|fprint|fprint0|fprintf|fls|ls|quit)$/;
const written = /^-(fprint|fprint0|fprintf|fls)$/;

/** `find root… expression`: names below the roots, and what its actions do to them. */
export function find(_facts: ProgramFacts, call: Call): Output {
  const start = call.words.findIndex((word, index) =>
    startsExpression(word, call.words[index - 1]),
  );
  const operands = start < 0 ? call.words : call.words.slice(0, start);
  const expression = start < 0 ? [] : call.words.slice(start);
  const roots = operands.filter((word) => !/^-[HLPOD]/.test(headText(word)));
  const use: Use = { scope: call.scope, machine: call.machine, via: call.name };
  const names = narrowedNames(expression);
  const globs = names.length > 0 ? { globs: names } : {};
  const from = roots.length > 0 ? roots : [textField('.')];
  for (const root of from) touch('list', root, { ...use, ...globs });
  const leftovers = findsLeftovers(expression);
  const narrowing = {
    names,
    skipsIgnored: false,
    byContent: false,
    leftovers,
    ...excluded(expression),
  };
  const found = from.map((root) => listingField(root, call.scope, narrowing));
  followActions(expression, found, narrowing, use);
  return listingOutput(from, call.scope, narrowing);
}

function startsExpression(word: Field, before: Field | undefined): boolean {
  const text = headText(word);
  if (before !== undefined && exactText(before) === '-D') return false;
  return (
    (text.startsWith('-') && !/^-([HLP]$|O\d?$|D)/.test(text)) ||
    text === '(' ||
    text === '!' ||
    text === ')'
  );
}

function followActions(
  expression: readonly Field[],
  found: readonly Field[],
  _narrowing: Pick<Listing, 'names'>,
  use: Use,
): void {
  for (let index = 0; index < expression.length; index += 1) {
    const action = exactText(expression[index] ?? textField('')) ?? '';
    const next = expression[index + 1];
    if (action === '-delete') {
      for (const field of found) touch('remove', field, use);
    } else if (written.test(action) && next !== undefined) {
      touch('write', next, use);
      index += 1;
    } else if (action === '-files0-from' && next !== undefined) {
      touch('read', next, use);
      index += 1;
    } else if (/^-(exec|execdir|ok|okdir)$/.test(action)) {
      const end = endOfCommand(expression, index + 1);
      const command = expression.slice(index + 1, end);
      for (const field of found) {
        const words = command.map((word) => fill(word, '{}', field));
        use.machine.runArguments(words, fork(use.scope, { depth: use.scope.depth + 1 }));
      }
      index = end;
    }
  }
}

function endOfCommand(expression: readonly Field[], from: number): number {
  for (let index = from; index < expression.length; index += 1) {
    const text = exactText(expression[index] ?? textField(''));
    if (text === ';' || text === String.raw`\;`) return index;
    if (text === '+' && exactText(expression[index - 1] ?? textField('')) === '{}') return index;
  }
  return expression.length;
}

/** The word with every `placeholder` in its text replaced by `value`. */
export function fill(word: Field, placeholder: string, value: Field): Field {
  if (!word.pieces.some((piece) => piece.kind === 'text' && piece.text.includes(placeholder)))
    return word;
  const pieces: Piece[] = word.pieces.flatMap((piece): readonly Piece[] => {
    if (piece.kind !== 'text') return [piece];
    const chunks = piece.text.split(placeholder).map((chunk) => textField(chunk));
    return chunks.flatMap((chunk, index) =>
      index === 0 ? chunk.pieces : [...value.pieces, ...chunk.pieces],
    );
  });
  return joinFields([{ pieces, perhaps: word.perhaps }], '');
}

/**
 * File name patterns that every listed file matches, or none when some branch of the expression is not narrowed.
 * Names count only before the first action of their branch; with a negated group nothing is concluded.
 */
function narrowedNames(expression: readonly Field[]): string[] {
  const all: string[] = [];
  let branch: string[] = [];
  let acted = false;
  let negated = false;
  for (let index = 0; index <= expression.length; index += 1) {
    const word = expression[index];
    const text = word === undefined ? '-o' : (exactText(word) ?? '');
    if (text === '-o' || text === '-or' || text === ',') {
      const narrow = branch.length > 0;
      if (!narrow && !(acted && index > 0 && isPruning(expression, index))) return [];
      all.push(...branch);
      branch = [];
      acted = false;
    } else if (text === '!' || text === '-not') {
      const next = exactText(expression[index + 1] ?? textField('')) ?? '';
      if (next === '(' || next === String.raw`\(`) return [];
      negated = true;
      continue;
    } else if (text === '-name' || text === '-iname') {
      const value = exactText(expression[index + 1] ?? textField(''));
      if (value === null || value.includes('/')) return [];
      if (!negated && !acted && branch.length === 0) branch.push(value);
      index += 1;
    } else if (actions.test(text)) {
      acted = true;
      if (/^-(exec|ok)/.test(text)) index = endOfCommand(expression, index + 1);
    } else if (text === '-prune') {
      acted = true;
    }
    negated = false;
  }
  return all;
}

/**
 * What a negated `-name`, or a negated `-path` of all hidden names, leaves out. Only where nothing else than that is possible: no alternatives,
 * no groups, and before any action.
 */
function excluded(expression: readonly Field[]): Pick<Listing, 'skipsHidden' | 'leavesOut'> {
  const texts = expression.map((word) => exactText(word) ?? '');
  if (texts.some((text) => /^(?:-o|-or|,|\\?\(|-prune)$/.test(text))) return {};
  const leavesOut: string[] = [];
  let hidden = false;
  for (const [index, text] of texts.entries()) {
    if (actions.test(text)) break;
    if (text !== '!' && text !== '-not') continue;
    const [test = '', pattern = ''] = texts.slice(index + 1, index + 3);
    if (test === '!' || test === '-not') return {};
    if (test === '-name' && /^[^/\\[{]+$/.test(pattern)) leavesOut.push(pattern);
    if (/^-(?:whole)?path$/.test(test) && /^(?:\*|\.)\/\\?\.\*$/.test(pattern)) hidden = true;
  }
  return {
    ...(leavesOut.length > 0 ? { leavesOut } : {}),
    ...(hidden ? { skipsHidden: [] } : {}),
  };
}

/** Empty folders, broken links, files of a certain age, what lies in a folder that a tool fills. */
function findsLeftovers(expression: readonly Field[]): boolean {
  return expression.some((word, index) => {
    const test = exactText(word) ?? '';
    const negated = /^(?:!|-not)$/.test(exactText(expression[index - 1] ?? textField('')) ?? '');
    const value = exactText(expression[index + 1] ?? textField('')) ?? '';
    if (negated) return test === '-exec' && value === 'test';
    if (/^-(?:empty|[acm]?newer\w*)$/.test(test)) return true;
    if (/^-[mac](?:time|min)$/.test(test)) return /^\+[1-9]/.test(value);
    if (test === '-xtype') return value === 'l';
    return /^-i?(?:path|wholename|regex)$/.test(test) && isLeftover(value.replaceAll('.*', '*'));
  });
}

/** `… -prune -o …`: the branch before the `-o` names nothing. */
function isPruning(expression: readonly Field[], index: number): boolean {
  return exactText(expression[index - 1] ?? textField('')) === '-prune';
}
