import { parse, type Word, type WordPart } from 'unbash';
import { expandBraces } from './braces.ts';
import {
  appendAll,
  concatenate,
  type Draft,
  emptyDraft,
  type ExpansionPart,
  literalPart,
  separatorsOf,
  valuesOf,
} from './drafts.ts';
import {
  emptyField,
  exactText,
  type Field,
  joinFields,
  pieceField,
  textField,
  trimEnd,
  unknownField,
} from './field.ts';
import { ansiText } from './escapes.ts';
import { plainPatterns, withHiddenNames } from './hiddenGlobs.ts';
import type { Machine } from '../machine.ts';
import { expressionValue } from './numbers.ts';
import { expandParameter } from './parameters.ts';
import { touch } from '../reach/touch.ts';
import type { Scope, Value } from '../state/scope.ts';
import { evaluate, processSubstitution, substitute } from './substitute.ts';
import { assignedText, withTilde } from './tilde.ts';
import { lookUp } from './variables.ts';

/**
 * How a word is expanded: `words` splits, globs and expands braces (arguments, `for` lists); `value` does none of
 * that (assignments, `case` words, here-documents).
 */
type Mode = 'words' | 'value';

/** Expands a word into the lists of fields that it may give. Follows every substitution in it. */
export function expandWord(word: Word, scope: Scope, machine: Machine): Field[][] {
  readByName(word, scope, machine);
  return listsOf(word, scope, machine).map((fields) => {
    const restored = fields.map((field) => machine.listed.restored(field));
    return scope.globsHidden ? withHiddenNames(restored) : restored;
  });
}

/** `$mapfile[.env]` of zsh: the elements of that array are the files of this folder. */
function readByName(word: Word, scope: Scope, machine: Machine): void {
  if (!word.text.includes('mapfile[') || scope.variables.has('mapfile')) return;
  const use = { scope, machine, via: 'mapfile' };
  for (const [, file = ''] of word.text.slice(0, 4_096).matchAll(/\$\{?mapfile\[([^\]\s$]+)\]/g)) {
    if (!/^(?:\d+|[@*])$/.test(file)) touch('read', textField(file.replaceAll(/["'\\]/g, '')), use);
  }
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
  readByName(word, scope, machine);
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
      return appendAll(drafts, [[textField(part.value)]], null);
    case 'AnsiCQuoted': {
      // The parser leaves `\x{…}` as it is.
      const value = part.text.includes('\\x{') ? ansiText(part.text.slice(2, -1)) : part.value;
      return appendAll(drafts, [[textField(value)]], null);
    }
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
      return appendAll(
        drafts,
        mode === 'words'
          ? plainPatterns(part.text).map((pattern) => [activePattern(pattern, mode)])
          : [[textField(part.text)]],
        null,
      );
    case 'DoubleQuoted':
    case 'LocaleString': {
      let next = appendAll(drafts, [[emptyField]], null);
      for (const child of part.parts) {
        next =
          child.type === 'Literal'
            ? appendAll(next, [[textField(child.value)]], null)
            : appendAll(next, quotedValues(child, scope, machine), null);
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

/** In quotes, `$*` and `${a[*]}` are one word, with the first character of `IFS` between the parts. */
function quotedValues(child: ExpansionPart, scope: Scope, machine: Machine): readonly Value[] {
  const values = expansionValues(child, scope, machine);
  const joins =
    (child.type === 'SimpleExpansion' && child.text === '$*') ||
    (child.type === 'ParameterExpansion' &&
      child.prefix !== '#' &&
      (child.index?.value ?? child.parameter) === '*');
  if (!joins) return values;
  const ifs = scope.variables.get('IFS')?.[0]?.[0];
  const separator = ifs === undefined ? ' ' : (exactText(ifs) ?? ' ').slice(0, 1);
  return values.map((value) => [joinFields(value, separator)]);
}

function activePattern(text: string, mode: Mode): Field {
  return mode === 'words' ? pieceField({ kind: 'pattern', text }) : textField(text);
}

/** The values of one expansion: variables, substitutions, arithmetic. */
function expansionValues(part: ExpansionPart, scope: Scope, machine: Machine): readonly Value[] {
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
    case 'CommandExpansion': {
      const printed = substitute(part.script, scope, machine).map((field) => [trimEnd(field)]);
      // `${| commands; }` is what they leave in a variable; what they print goes elsewhere.
      return part.text.startsWith('${|') ? [[unknownField('computed')]] : printed;
    }
    case 'ArithmeticExpansion':
      evaluate(part.expression, scope, machine);
      return [[textField(expressionValue(part.expression, scope, machine.context) ?? '0')]];
    case 'ProcessSubstitution':
      return [[processSubstitution(part, scope, machine)]];
  }
}
