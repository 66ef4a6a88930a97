import { exactText, type Field, joinFields, textField } from '../words/field.ts';
import type { Machine } from '../machine.ts';
import { assign, elementName, fork, type Scope, type Value } from './scope.ts';

/** Letters of `declare` that are kept; `k`: single elements of the array are known by their keys. */
const kept = 'nulirxk';

/** `declare -ur`, `declare +n`. */
export function changeAttributes(name: string, options: string, scope: Scope): void {
  let letters = scope.attributes.get(name) ?? '';
  for (const option of options.split(' ')) {
    for (const letter of option.slice(1)) {
      if (!kept.includes(letter)) continue;
      letters = letters.replaceAll(letter, '');
      if (option.startsWith('-')) letters += letter;
    }
  }
  scope.attributes.set(name, letters);
}

export function hasAttribute(name: string, letter: string, scope: Scope): boolean {
  return scope.attributes.get(name)?.includes(letter) === true;
}

/** The variables that a name stands for: itself, or what a name reference (`declare -n`) may lead to. */
export function referredNames(name: string, scope: Scope): string[] {
  let names = [name];
  for (let step = 0; step < 8; step += 1) {
    if (!names.some((each) => hasAttribute(each, 'n', scope))) return names;
    names = names.flatMap((each) => {
      if (!hasAttribute(each, 'n', scope)) return [each];
      const values = scope.variables.get(each) ?? [];
      return values
        .map((value) => exactText(joinFields(value, ' ')) ?? '')
        .filter((target) => target !== '' && target !== each);
    });
    names = [...new Set(names)].slice(0, 16);
  }
  return names;
}

/** Gives a variable its values as its attributes have it; a reference passes them on. */
export function giveValue(
  name: string,
  values: readonly Value[],
  scope: Scope,
  machine: Machine,
): void {
  const targets = referredNames(name, scope);
  const { certain } = scope;
  if (targets.length > 1) scope.certain = false;
  for (const target of targets) {
    const element = /^([A-Za-z_]\w*)\[([\s\S]*)\]$/.exec(target);
    if (element !== null) followSubscripts(textField(target), scope, machine);
    if (element === null) giveNamed(target, values, scope, machine);
    else giveElement(element[1] ?? '', element[2] ?? '', values, scope, machine);
  }
  scope.certain = certain;
}

function giveNamed(name: string, values: readonly Value[], scope: Scope, machine: Machine): void {
  const old = scope.variables.get(name) ?? [];
  const given = values.map((value) => value.map((field) => changed(field, name, scope, machine)));
  if (hasAttribute(name, 'k', scope)) forgetElements(name, scope);
  // The assignment fails, or the variable never became read-only: either value is possible.
  assign(scope, name, hasAttribute(name, 'r', scope) ? [...old, ...given] : given);
}

/** `a[key]=value`: the element is known by its key, and is one more of the whole. */
export function giveElement(
  name: string,
  key: string | null,
  values: readonly Value[],
  scope: Scope,
  machine: Machine,
): void {
  keepSpecial(name, key, values, scope, machine);
  const given = values.map((value) => value.map((field) => changed(field, name, scope, machine)));
  const old = scope.variables.get(name) ?? [[]];
  const whole = old.slice(0, 8).flatMap((head) => given.map((tail) => [...head, ...tail]));
  assign(scope, name, whole);
  if (key === null) forgetElements(name, scope);
  else {
    assign(scope, elementName(name, key), given);
    changeAttributes(name, '-k', scope);
  }
}

/** Arrays in which the shell keeps its own tables: what is put there is an alias, a function or a remembered path. */
function keepSpecial(
  name: string,
  key: string | null,
  values: readonly Value[],
  scope: Scope,
  machine: Machine,
): void {
  const text = values[0] === undefined ? null : exactText(joinFields(values[0], ' '));
  if (key === null || text === null) return;
  if (/^(?:BASH_ALIASES|g?aliases|saliases)$/.test(name)) scope.aliases.set(key, text);
  if (/^(?:BASH_CMDS|commands)$/.test(name)) scope.hashed.set(key, text);
  if (name === 'functions') machine.runText(`${key} () { ${text}\n}`, scope, 'functions');
}

/** Where an element of unknown key was given, no element is certain any more. */
export function forgetElements(name: string, scope: Scope): void {
  const start = elementName(name, '').slice(0, -1);
  for (const each of scope.variables.keys()) {
    if (each.startsWith(start)) scope.variables.delete(each);
  }
  changeAttributes(name, '+k', scope);
}

/** `-u`, `-l`, `-i`. */
function changed(field: Field, name: string, scope: Scope, machine: Machine): Field {
  const letters = scope.attributes.get(name) ?? '';
  if (letters.includes('i')) return evaluated(field, scope, machine);
  const upper = letters.lastIndexOf('u') > letters.lastIndexOf('l');
  if (!upper && !letters.includes('l')) return field;
  const pieces = field.pieces.map((piece) => {
    if (piece.kind !== 'text' && piece.kind !== 'pattern') return piece;
    return { ...piece, text: upper ? piece.text.toUpperCase() : piece.text.toLowerCase() };
  });
  return { ...field, pieces };
}

/** Where the shell takes a text for a number or a variable, it runs the substitutions in its subscripts. */
export function followSubscripts(field: Field, scope: Scope, machine: Machine): void {
  const text = exactText(field);
  if (text === null || !/\$\(|`/.test(text)) return;
  machine.runText(`: ${text}`, fork(scope, { depth: scope.depth + 1 }), '$((…))');
}

/** The shell evaluates the text as arithmetic, substitutions in subscripts included. */
function evaluated(field: Field, scope: Scope, machine: Machine): Field {
  const text = exactText(field);
  if (text !== null && /^\s*[-+]?\d+\s*$/.test(text)) return textField(text.trim());
  if (text !== null && /\$\(|`/.test(text)) {
    machine.runText(`: ${text}`, fork(scope, { depth: scope.depth + 1 }), 'declare -i');
  }
  return textField('0');
}
