import { type ArrayValue, type Assignment, parse, type Word } from 'unbash';
import { forgetElements, giveElement, giveValue } from './attributes.ts';
import { judgeVariable } from './environment.ts';
import { expandValue, expandWord } from '../words/expand.ts';
import { dropHead, exactText, type Field, headText } from '../words/field.ts';
import type { Machine } from '../machine.ts';
import type { Scope, Value } from './scope.ts';

/** An assignment whose words are expanded; it has not happened yet. */
export interface Prepared {
  readonly name: string;
  readonly append: boolean;
  /** `name[key]=…`: the key where it is exact, null where it is not; absent for the variable itself. */
  readonly key?: string | null;
  readonly values: readonly Value[];
  readonly isArray: boolean;
  /** Elements that were given with their keys: `([a]=1 [b]=2)`. */
  readonly keyed: readonly (readonly [string | null, readonly Value[]])[];
}

/** Expands the words of an assignment. */
export function prepare(assignment: Assignment, scope: Scope, machine: Machine): Prepared {
  const { name, index, value } = assignment;
  const append = assignment.append === true;
  const isArray = value.type === 'ArrayValue';
  const content = isArray
    ? arrayOf(value, scope, machine)
    : { values: expandValue(value, scope, machine).map((field) => [field]), keyed: [] };
  if (index === undefined) return { name, append, isArray, ...content };
  const [key, ...others] = expandValue(index, scope, machine);
  const exact = key === undefined || others.length > 0 ? null : exactText(key);
  return { name, append, key: exact, isArray, ...content };
}

/** The same for a word that was not read as an assignment: `command export "$name=$value"`. */
export function prepareField(word: Field): Prepared | null {
  const match = /^([A-Za-z_]\w*)(?:\[([^\]]*)\])?(\+?)=/.exec(headText(word));
  if (match === null) return null;
  const [head, name = '', key, plus] = match;
  const values = [[dropHead(word, head.length)]];
  const element = key === undefined ? {} : { key };
  return { name, append: plus === '+', ...element, values, isArray: false, keyed: [] };
}

/** Makes the assignment and judges what it makes other programs do. */
export function give(prepared: Prepared, scope: Scope, machine: Machine, via: string): void {
  const { name, append, key, values, isArray, keyed } = prepared;
  if (key !== undefined) giveElement(name, key, values, scope, machine);
  else if (append) giveValue(name, appended(prepared, scope), scope, machine);
  else giveValue(name, values, scope, machine);
  for (const [elementKey, element] of keyed) {
    if (elementKey === null) forgetElements(name, scope);
    else giveKey(name, elementKey, element, scope, machine);
  }
  const judged = isArray && values[0] !== undefined ? values[0].map((field) => [field]) : values;
  judgeVariable(name, judged, { scope, machine, via });
}

/** The element alone: the whole has it already. */
function giveKey(
  name: string,
  key: string,
  values: readonly Value[],
  scope: Scope,
  machine: Machine,
): void {
  const whole = scope.variables.get(name);
  giveElement(name, key, values, scope, machine);
  if (whole !== undefined) scope.variables.set(name, whole);
}

function appended({ name, values, isArray }: Prepared, scope: Scope): Value[] {
  const old = scope.variables.get(name) ?? [[]];
  return old
    .slice(0, 8)
    .flatMap((head) =>
      values.map((tail): Value =>
        !isArray && head.length <= 1 ? [glue(head, tail)] : [...head, ...tail],
      ),
    );
}

function glue(head: Value, tail: Value): Field {
  return {
    pieces: [...head, ...tail].flatMap((field) => field.pieces),
    perhaps: [...head, ...tail].some((field) => field.perhaps),
  };
}

function arrayOf(
  { elements }: ArrayValue,
  scope: Scope,
  machine: Machine,
): Pick<Prepared, 'values' | 'keyed'> {
  const fields: Field[] = [];
  const keyed: [string | null, Value[]][] = [];
  for (const element of elements) {
    const match = /^\[((?:[^\][]|\[[^\][]*\])*)\]\+?=/.exec(element.text);
    const value = match === null ? null : reread(element.text.slice(match[0].length));
    if (match === null || value === null) {
      fields.push(...expandWord(element, scope, machine).flat());
      continue;
    }
    const given = expandValue(value, scope, machine);
    const key = reread(match[1] ?? '');
    const [text, ...others] = key === null ? [] : expandValue(key, scope, machine);
    keyed.push([
      text === undefined || others.length > 0 ? null : exactText(text),
      given.map((field) => [field]),
    ]);
    fields.push(...given);
  }
  return { values: [fields], keyed };
}

/** Source text as the word that it would be as an assigned value. */
function reread(source: string): Word | null {
  const command = parse(`v=${source}`).commands[0]?.command;
  const item = command?.type === 'Command' ? command.prefix[0] : undefined;
  return item?.type === 'Assignment' && item.value.type === 'Word' ? item.value : null;
}
