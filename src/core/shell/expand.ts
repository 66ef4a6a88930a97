import { parse, type ParsedScript, type Word, type WordPart } from 'unbash';
import { expandBraces } from './braces.ts';
import {
  emptyField,
  exactText,
  type Field,
  isPattern,
  joinFields,
  type Output,
  type Piece,
  pieceField,
  textField,
  unknownField,
} from './field.ts';
import { followArithmetic } from './arithmetic.ts';
import { limits } from './limits.ts';
import type { Machine } from './machine.ts';
import { expandParameter } from './parameters.ts';
import { fork, type Scope, type Value } from './scope.ts';
import { lookUp, tildeHome } from './variables.ts';

/**
 * How a word is expanded: `words` splits, globs and expands braces (arguments, `for` lists); `value` does none of
 * that (assignments, `case` words, here-documents).
 */
type Mode = 'words' | 'value';

/** A word that is being built: finished fields, and the pieces of the one that is open. */
interface Draft {
  readonly done: readonly Field[];
  readonly open: readonly Piece[] | null;
  readonly perhaps: boolean;
}

const emptyDraft: Draft = { done: [], open: null, perhaps: false };

/** Expands a word into the lists of fields that it may give. Follows every substitution in it. */
export function expandWord(word: Word, scope: Scope, machine: Machine): Field[][] {
  const parts = word.parts;
  if (parts === undefined) {
    if (!word.text.includes('~')) return [[textField(word.value)]];
    // bash expands `~` after `name=` in any argument (`dd if=~/x`).
    const start = /^(?:[A-Za-z_]\w*=)?(?=~)/.exec(word.text)?.[0] ?? null;
    if (start === null) return [[textField(word.value)]];
    const rest = withTilde(word.value.slice(start.length), scope, machine);
    return [[start === '' ? rest : joinFields([textField(start), rest], '')]];
  }
  if (parts.some((part) => part.type === 'BraceExpansion')) {
    const words = expandBraces(word.text);
    if (words === null) return [[unknownField('computed')]];
    machine.budget.spend(words.length * 2);
    return concatenate(words.map((text) => expandReparsed(text, scope, machine)));
  }
  return expandParts(parts, scope, machine, 'words', word.text.startsWith('~'));
}

/** Expands a word that stays one field: an assigned value, a here-string, a `case` word. */
export function expandValue(word: Word, scope: Scope, machine: Machine): Field[] {
  const parts = word.parts;
  if (parts === undefined) return [assignedText(word.text, word.value, scope, machine)];
  return valuesOf(expandParts(parts, scope, machine, 'value', word.text.startsWith('~')));
}

/** Expands the parts of a here-document body or of a test operand into one field each way. */
export function expandBody(parts: readonly WordPart[], scope: Scope, machine: Machine): Field[] {
  return valuesOf(expandParts(parts, scope, machine, 'value', false));
}

function valuesOf(lists: readonly (readonly Field[])[]): Field[] {
  return lists.map((fields) => (fields.length === 0 ? emptyField : joinFields(fields, ' ')));
}

/** In an assignment `~` also counts after `:` (`PATH=~/bin:~/sbin`). */
function assignedText(raw: string, value: string, scope: Scope, machine: Machine): Field {
  if (!raw.includes('~')) return textField(value);
  const chunks = value.split(':').map((chunk) => withTilde(chunk, scope, machine));
  return joinFields(chunks, ':');
}

/** `value` with a leading `~` or `~name` expanded. */
function withTilde(value: string, scope: Scope, machine: Machine): Field {
  if (!value.startsWith('~')) return textField(value);
  const end = value.indexOf('/');
  const login = value.slice(1, end < 0 ? undefined : end);
  const home = tildeHome(login, scope, machine.context);
  if (home === null) return textField(value);
  return end < 0 ? home : joinFields([home, textField(value.slice(end))], '');
}

function expandReparsed(text: string, scope: Scope, machine: Machine): Field[][] {
  if (text === '') return [[]];
  const command = parse(`: ${text}`).commands[0]?.command;
  const word = command?.type === 'Command' ? command.suffix[0] : undefined;
  if (word === undefined || !('value' in word) || word.type !== 'Word') return [[textField(text)]];
  const parts = word.parts;
  if (parts === undefined) return expandWord(word, scope, machine);
  const flat = parts.map((part) => (part.type === 'BraceExpansion' ? literalPart(part) : part));
  return expandParts(flat, scope, machine, 'words', word.text.startsWith('~'));
}

function literalPart(part: WordPart): WordPart {
  const { pos, end, text } = part;
  return { type: 'Literal', pos, end, text, value: text };
}

function expandParts(
  parts: readonly WordPart[],
  scope: Scope,
  machine: Machine,
  mode: Mode,
  tilde: boolean,
): Field[][] {
  let drafts: Draft[] = [emptyDraft];
  parts.forEach((part, index) => {
    machine.budget.spend(drafts.length);
    if (index === 0 && tilde && part.type === 'Literal') {
      drafts = appendAll(drafts, [[withTilde(part.value, scope, machine)]], null);
      return;
    }
    drafts = expandPart(part, drafts, scope, machine, mode);
  });
  return drafts.map((draft) =>
    draft.open === null
      ? [...draft.done]
      : [...draft.done, { pieces: draft.open, perhaps: draft.perhaps }],
  );
}

function expandPart(
  part: WordPart,
  drafts: Draft[],
  scope: Scope,
  machine: Machine,
  mode: Mode,
): Draft[] {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return appendAll(drafts, [[textField(part.value)]], null);
    case 'BraceExpansion':
      return appendAll(drafts, [[textField(part.text)]], null);
    case 'Glob':
      return appendAll(drafts, [[activePattern(part.value, mode)]], null);
    case 'ExtendedGlob':
      return appendAll(drafts, [[activePattern(part.text, mode)]], null);
    case 'DoubleQuoted':
    case 'LocaleString': {
      let next = appendAll(drafts, [[emptyField]], null);
      for (const child of part.parts) {
        next =
          child.type === 'Literal'
            ? appendAll(next, [[textField(child.value)]], null)
            : appendAll(next, expansionValues(child, scope, machine), null);
      }
      return next;
    }
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion':
    case 'ProcessSubstitution':
      return appendAll(
        drafts,
        expansionValues(part, scope, machine),
        mode === 'words' ? separatorsOf(scope) : null,
      );
  }
}

function activePattern(text: string, mode: Mode): Field {
  return mode === 'words' ? pieceField({ kind: 'pattern', text }) : textField(text);
}

/** The values of one expansion: variables, substitutions, arithmetic. */
function expansionValues(
  part: Extract<
    WordPart,
    {
      type:
        | 'SimpleExpansion'
        | 'ParameterExpansion'
        | 'CommandExpansion'
        | 'ArithmeticExpansion'
        | 'ProcessSubstitution';
    }
  >,
  scope: Scope,
  machine: Machine,
): readonly Value[] {
  switch (part.type) {
    case 'SimpleExpansion': {
      const name = part.text.slice(1);
      const values = lookUp(name, scope, machine.context);
      return values ?? [[pieceField({ kind: 'inherited', name })]];
    }
    case 'ParameterExpansion':
      return expandParameter(part, scope, machine.context, (operand) =>
        expandValue(operand, scope, machine),
      );
    case 'CommandExpansion':
      return substitute(part.script, scope, machine).map((field) => [trimEnd(field)]);
    case 'ArithmeticExpansion':
      followArithmetic(part.expression, (script) => substitute(script, scope, machine));
      return [[textField('0')]];
    case 'ProcessSubstitution':
      return [[processSubstitution(part, scope, machine)]];
  }
}

function processSubstitution(
  part: Extract<WordPart, { type: 'ProcessSubstitution' }>,
  scope: Scope,
  machine: Machine,
): Field {
  const stdin: Output = part.operator === '>' ? [unknownField('computed')] : scope.stdin;
  const content = substitute(part.script, scope, machine, stdin);
  return pieceField({ kind: 'stream', content });
}

/** Follows the script of a substitution in a subshell and gives its output. */
export function substitute(
  script: ParsedScript | undefined,
  scope: Scope,
  machine: Machine,
  stdin: Output = scope.stdin,
): Output {
  if (script === undefined || (script.errors?.length ?? 0) > 0) {
    machine.unresolved('a substitution cannot be parsed', '$(…)');
    if (script === undefined) return [unknownField('computed')];
  }
  const inner = fork(scope, { stdin, depth: scope.depth + 1, certain: true });
  return machine.runCommands(script.commands, inner).slice(0, limits.alternatives);
}

/** Command substitution drops trailing newlines. */
function trimEnd(field: Field): Field {
  const last = field.pieces.at(-1);
  if (last?.kind !== 'text' || !last.text.endsWith('\n')) return field;
  const text = last.text.replace(/\n+$/, '');
  const pieces: Piece[] = field.pieces.slice(0, -1);
  if (text !== '') pieces.push({ kind: 'text', text });
  return trimEnd({ pieces, perhaps: field.perhaps });
}

/** Every draft continued with every value; over the bound the rest is unknown. */
function appendAll(
  drafts: readonly Draft[],
  values: readonly Value[],
  separators: RegExp | null,
): Draft[] {
  const next: Draft[] = [];
  for (const draft of drafts) {
    for (const value of values) {
      if (next.length >= limits.alternatives) {
        next.push(appendValue(draft, [unknownField('computed')], null));
        return next;
      }
      next.push(appendValue(draft, value, separators));
    }
  }
  return next;
}

/** One draft continued with one value; with `separators`, text in it is split and globbed. */
function appendValue(draft: Draft, value: Value, separators: RegExp | null): Draft {
  const done = [...draft.done];
  const perhaps = draft.perhaps || value.some((field) => field.perhaps);
  let open: Piece[] | null = draft.open === null ? null : [...draft.open];
  const close = (): void => {
    if (open !== null) done.push({ pieces: open, perhaps });
    open = null;
  };
  const add = (piece: Piece): void => {
    if (open === null) open = [piece];
    else open.push(piece);
  };
  value.forEach((field, index) => {
    if (index > 0) close();
    if (separators === null) open ??= [];
    for (const piece of field.pieces) {
      if (separators === null || piece.kind !== 'text') {
        add(piece);
        continue;
      }
      piece.text.split(separators).forEach((chunk, position) => {
        if (position > 0) close();
        if (chunk !== '') add({ kind: isPattern(chunk) ? 'pattern' : 'text', text: chunk });
      });
    }
  });
  return { done, open, perhaps };
}

/** What the shell splits unquoted expansions at, as far as `IFS` is known. */
function separatorsOf(scope: Scope): RegExp {
  const assigned = scope.variables.get('IFS')?.[0]?.[0];
  const characters = assigned === undefined ? null : exactText(assigned);
  if (characters === null) return /[ \t\n]+/;
  if (characters === '') return /(?!)/;
  return new RegExp(`[${characters.replaceAll(/[\\\]^-]/g, '\\$&')}]+`);
}

function concatenate(lists: readonly (readonly Field[][])[]): Field[][] {
  let all: Field[][] = [[]];
  for (const alternatives of lists) {
    const next = all.flatMap((head) => alternatives.map((tail) => [...head, ...tail]));
    all = next.slice(0, limits.alternatives);
  }
  return all;
}
