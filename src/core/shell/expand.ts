import {
  type ArithmeticExpression,
  parse,
  type ParsedScript,
  type Word,
  type WordPart,
} from 'unbash';
import { expandBraces } from './braces.ts';
import { appendAll, type Draft, emptyDraft, separatorsOf } from './drafts.ts';
import {
  emptyField,
  exactText,
  type Field,
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

/** Expands a word into the lists of fields that it may give. Follows every substitution in it. */
export function expandWord(word: Word, scope: Scope, machine: Machine): Field[][] {
  return listsOf(word, scope, machine).map((fields) =>
    fields.map((field) => machine.listed.restored(field)),
  );
}

function listsOf(word: Word, scope: Scope, machine: Machine): Field[][] {
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
  if (parts === undefined) {
    return [machine.listed.restored(assignedText(word.text, word.value, scope, machine))];
  }
  const lists = expandParts(parts, scope, machine, 'value', word.text.startsWith('~'));
  return valuesOf(lists).map((field) => machine.listed.restored(field));
}

/** Expands the parts of a here-document body or of a test operand into one field each way. */
export function expandBody(parts: readonly WordPart[], scope: Scope, machine: Machine): Field[] {
  const lists = expandParts(parts, scope, machine, 'value', false);
  return valuesOf(lists).map((field) => machine.listed.restored(field));
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
  if (parts === undefined) return listsOf(word, scope, machine);
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
      if (part.parts === undefined) return appendAll(drafts, [[textField(part.text)]], null);
      return part.parts.reduce(
        (next, child) => expandPart(child, next, scope, machine, mode),
        drafts,
      );
    case 'Glob':
      if (part.kind === 'bracket' && part.parts.some((child) => child.type.endsWith('Expansion'))) {
        for (const child of part.parts) expandPart(child, [emptyDraft], scope, machine, mode);
        return appendAll(drafts, [[activePattern('*', mode)]], null);
      }
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
      return expandParameter(part, scope, machine, (operand) =>
        expandValue(operand, scope, machine),
      );
    case 'CommandExpansion':
      return substitute(part.script, scope, machine).map((field) => [trimEnd(field)]);
    case 'ArithmeticExpansion':
      evaluate(part.expression, scope, machine);
      return [[textField('0')]];
    case 'ProcessSubstitution':
      return [[processSubstitution(part, scope, machine)]];
  }
}

/** Follows what evaluating an arithmetic expression would run. */
export function evaluate(
  expression: ArithmeticExpression | undefined,
  scope: Scope,
  machine: Machine,
): void {
  followArithmetic(
    expression,
    (script) => void substitute(script, scope, machine),
    (name) => {
      for (const value of scope.variables.get(name) ?? []) {
        const text = exactText(joinFields(value, ' ')) ?? '';
        if (!/\$\(|`/.test(text)) continue;
        machine.runText(`: ${text}`, fork(scope, { depth: scope.depth + 1 }), '$((…))');
      }
    },
  );
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
  machine.followed.add(script);
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

function concatenate(lists: readonly (readonly Field[][])[]): Field[][] {
  let all: Field[][] = [[]];
  for (const alternatives of lists) {
    const next = all.flatMap((head) => alternatives.map((tail) => [...head, ...tail]));
    all = next.slice(0, limits.alternatives);
  }
  return all;
}
