import type { ParameterExpansionPart, ParameterOperation } from 'unbash';
import {
  emptyField,
  exactText,
  type Field,
  joinFields,
  pieceField,
  type Piece,
  shownText,
  textField,
  unknownField,
} from './field.ts';
import { compile, patternSource } from './globMatch.ts';
import { limits } from '../limits.ts';
import type { Machine } from '../machine.ts';
import { assign, type Scope, type Value } from '../state/scope.ts';
import { hasAttribute } from '../state/attributes.ts';
import { numberOf } from './numbers.ts';
import {
  indirectTargets,
  isList,
  keysOf,
  lookUpElement,
  lookUpSpelled,
  namesStarting,
  sliceList,
  wholeNumber,
} from './parameterLists.ts';
import { transformed } from './transforms.ts';
import { isSet, lookUp } from './variables.ts';

/** Expands the word inside `${x:-word}`; given by the word expansion, which imports this file. */
export type ExpandOperand = (operand: ParameterOperand) => readonly Field[];
type ParameterOperand = Extract<ParameterOperation, { type: 'Default' }>['operand'];

/**
 * The values of `${…}`; each value is a list of fields (more than one only for `$@` and arrays).
 */
export function expandParameter(
  part: ParameterExpansionPart,
  scope: Scope,
  machine: Machine,
  expandOperand: ExpandOperand,
): readonly Value[] {
  const { index, operation } = part;
  const { context } = machine;
  const keys = index === undefined || isList(part) ? [] : expandOperand(index);
  const key = keys.length === 1 && keys[0] !== undefined ? exactText(keys[0]) : null;
  if (part.prefix === '#') return [[textField(lengthOf(part, key, scope, machine))]];
  if (operation?.type === 'Names') return [namesStarting(part.parameter, scope, context)];
  const name = part.parameter;
  if (part.prefix === '!' && index !== undefined && isList(part)) return [keysOf(name, scope)];
  let indexed: readonly Value[] | null;
  if (part.prefix !== '!') {
    indexed =
      index === undefined || isList(part)
        ? lookUp(name, scope, context)
        : lookUpElement(name, key, scope, context);
  } else if (hasAttribute(name, 'n', scope)) {
    return scope.variables.get(name) ?? [[unknownField('computed')]];
  } else {
    const targets = indirectTargets(part, key, scope, context);
    indexed = targets.flatMap((target) => lookUpSpelled(target, scope, context));
    if (indexed.length === 0) return [[unknownField('computed')]];
  }
  if (operation === undefined) {
    return indexed ?? [[pieceField({ kind: 'inherited', name })]];
  }
  if (operation.type === 'Default') {
    const isSure = isSet(name, scope, machine.context);
    return withDefault(name, { values: indexed, isSure }, operation, scope, expandOperand);
  }
  const known = indexed ?? [[pieceField({ kind: 'inherited', name })]];
  const operands = operandTexts(operation, expandOperand, scope, machine);
  return known.map((value) => {
    if (operation.type === 'Slice' && isList(part)) {
      return sliceList(value, part, operation, operands) ?? value;
    }
    return value.map((field) => {
      if (operation.type === 'Transform') {
        return transformed(field, operation.operand.value, name, scope, machine);
      }
      const cost = operationCost(shownText(field).length, operands[0] ?? '');
      if (cost > 1_000_000) return unknownField('computed');
      machine.budget.spend(1 + Math.floor(cost / 1_000));
      return operate(field, operation, operands);
    });
  });
}

/** `${#x}`: exact where the value is. */
function lengthOf(
  part: ParameterExpansionPart,
  key: string | null,
  scope: Scope,
  { context }: Machine,
): string {
  const { parameter, index } = part;
  const values = isList(part)
    ? lookUp(parameter, scope, context)
    : index === undefined
      ? lookUp(parameter, scope, context)
      : lookUpElement(parameter, key, scope, context);
  const [value, ...others] = values ?? [];
  if (value === undefined || others.length > 0) return '0';
  if (isList(part)) return `${value.length}`;
  const text = value[0] === undefined ? '' : exactText(value[0]);
  return text === null ? '0' : `${Array.from(text).length}`;
}

/** Upper bound for the steps of a match: every star may try every length, at every start. */
function operationCost(length: number, pattern: string): number {
  const stars = pattern.split('*').length - 1;
  return length ** (Math.min(stars, 3) + 1);
}

function withDefault(
  name: string,
  { values, isSure }: { values: readonly Value[] | null; isSure: boolean },
  operation: Extract<ParameterOperation, { type: 'Default' }>,
  scope: Scope,
  expandOperand: ExpandOperand,
): readonly Value[] {
  const operator = operation.operator.replace(':', '');
  const operand = (): Value[] => expandOperand(operation.operand).map((field) => [field]);
  const isEmpty = (value: Value): boolean =>
    value.length === 0 || (value.length === 1 && exactText(value[0] ?? emptyField) === '');
  if (operator === '?') {
    operand();
    return values ?? [[pieceField({ kind: 'inherited', name })]];
  }
  if (operator === '+') return [...operand(), [emptyField]];
  const defaults = operand();
  // An inherited variable of unknown value is taken as not set: a command line that gives a default expects that.
  const filled =
    values === null ? defaults : values.flatMap((value) => (isEmpty(value) ? defaults : [value]));
  // One that has a value by convention only may not be set either.
  const possible = isSure || values === null ? filled : distinct([...defaults, ...filled]);
  if (operator === '=') assign(scope, name, possible);
  return possible;
}

/** Each value once, as far as values can be compared. */
function distinct(values: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const texts = value.map((field) => exactText(field));
    if (texts.includes(null)) return true;
    const key = texts.join('\0');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function operandTexts(
  operation: ParameterOperation,
  expandOperand: ExpandOperand,
  scope: Scope,
  machine: Machine,
): string[] {
  const words =
    operation.type === 'Remove'
      ? [operation.operand]
      : operation.type === 'Replace'
        ? [operation.pattern, operation.replacement]
        : operation.type === 'Slice'
          ? [operation.offset, operation.length]
          : [];
  return words.map((word) => {
    const first = word === undefined ? undefined : expandOperand(word)[0];
    const text = first === undefined ? '' : shownText(first);
    return operation.type === 'Slice' ? (numberOf(text, scope, machine.context) ?? text) : text;
  });
}

/**
 * A field after `${x%…}`, `${x/…/…}`, `${x:…}`, `${x^}`. Patterns are treated as their own text: `src/*.py` without
 * `.py` is `src/*`, which covers every name that the real operation would give.
 */
function operate(field: Field, operation: ParameterOperation, operands: readonly string[]): Field {
  const listed = field.pieces.find((piece) => piece.kind === 'listed');
  if (listed !== undefined) return pieceField(listed, field.perhaps);
  const patterned = field.pieces.some((piece) => piece.kind === 'pattern');
  if (!field.pieces.every((piece) => piece.kind === 'text' || piece.kind === 'pattern')) {
    return joinFields([field], '');
  }
  const text = shownText(field).slice(0, limits.value);
  const result = operateText(text, operation, operands);
  if (result === null) return unknownField('computed');
  const [head] = field.pieces;
  const assumed = head?.kind === 'text' && head.assumed === true ? { assumed: true } : {};
  const piece: Piece = patterned
    ? { kind: 'pattern', text: result }
    : { kind: 'text', text: result, ...assumed };
  return { pieces: result === '' ? [] : [piece], perhaps: field.perhaps };
}

function operateText(
  text: string,
  operation: ParameterOperation,
  [first = '', second = '']: readonly string[],
): string | null {
  switch (operation.type) {
    case 'Remove':
      return removeMatch(text, operation.operator, first);
    case 'Replace':
      return replaceMatch(text, operation.operator, first, second);
    case 'Slice':
      return slice(text, first, operation.length === undefined ? null : second);
    case 'CaseModification': {
      const upper = operation.operator.startsWith('^');
      const change = (part: string): string => (upper ? part.toUpperCase() : part.toLowerCase());
      return operation.operator.length === 2
        ? change(text)
        : change(text.slice(0, 1)) + text.slice(1);
    }
    case 'Transform':
    case 'Default':
    case 'Names':
    case 'Unknown':
      return null;
  }
}

function removeMatch(text: string, operator: string, pattern: string): string | null {
  if (text.length > 1_024) return null;
  const greedy = operator.length === 2;
  const source = patternSource(pattern, true);
  const whole = source === null ? null : compile(`^(?:${source})$`);
  if (whole === null) return null;
  const fromStart = operator.startsWith('#');
  const lengths = Array.from({ length: text.length + 1 }, (_, index) => index);
  for (const length of greedy ? lengths.toReversed() : lengths) {
    const part = fromStart ? text.slice(0, length) : text.slice(text.length - length);
    if (whole.test(part))
      return fromStart ? text.slice(length) : text.slice(0, -length || undefined);
  }
  return text;
}

function replaceMatch(
  text: string,
  operator: string,
  pattern: string,
  replacement: string,
): string | null {
  const source = patternSource(pattern, true);
  if (source === null || text.length > 1_024) return null;
  if (pattern === '') return text;
  const anchored =
    operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : source;
  const expression = compile(anchored, operator === '//' ? 'g' : '');
  return expression === null ? null : text.replace(expression, () => replacement);
}

function slice(text: string, offset: string, length: string | null): string | null {
  const from = wholeNumber(offset);
  const count = length === null ? null : wholeNumber(length);
  if (from === null || (length !== null && count === null)) return null;
  const start = from < 0 ? Math.max(0, text.length + from) : from;
  if (count === null) return text.slice(start);
  return text.slice(start, count < 0 ? text.length + count : start + count);
}
