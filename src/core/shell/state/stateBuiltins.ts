import { forgetElements, giveValue, hasAttribute, referredNames } from './attributes.ts';
import type { Call } from '../calls/call.ts';
import {
  exactText,
  type Field,
  nothing,
  type Output,
  textField,
  unknownField,
} from '../words/field.ts';
import { assign, type Scope } from './scope.ts';
import { touch } from '../reach/touch.ts';

/** `trap BODY SIGNAL…`: the body runs at the end, and for `DEBUG` and the like between any two commands. */
export function setTrap({ words, scope, machine }: Call): Output {
  const given = exactText(words[0] ?? textField('')) === '--' ? words.slice(1) : words;
  const [body, ...signals] = given;
  if (body === undefined || signals.length === 0) return nothing;
  const text = exactText(body);
  if (text === '' || text?.startsWith('-') === true) return nothing;
  machine.atExit(body, scope);
  if (
    signals.some((signal) => /^(?:SIG)?(?:DEBUG|ERR|RETURN|ZERR)$/i.test(exactText(signal) ?? ''))
  ) {
    machine.runField(body, { ...scope, depth: scope.depth + 1 }, 'trap');
  }
  return nothing;
}

/** `unset x`, `unset -f f`, `unset -n ref`, `unset 'a[1]'`. */
export function unsetNames({ words, scope }: Call): Output {
  let options = '';
  for (const word of words) {
    const text = exactText(word) ?? '';
    if (/^-[fnv]+$/.test(text)) options += text;
    else if (options.includes('f')) removeFunction(text, scope);
    else {
      const names = options.includes('n') ? [text] : referredNames(text, scope);
      const known = names.some((name) => scope.variables.has(name));
      for (const name of names) unsetVariable(name, scope);
      if (!known && !options.includes('v')) removeFunction(text, scope);
    }
  }
  return nothing;
}

function unsetVariable(name: string, scope: Scope): void {
  const element = /^([A-Za-z_]\w*)\[/.exec(name)?.[1];
  if (element !== undefined) {
    forgetElements(element, scope);
    return;
  }
  if (hasAttribute(name, 'k', scope)) forgetElements(name, scope);
  const old = hasAttribute(name, 'r', scope) ? (scope.variables.get(name) ?? []) : [];
  assign(scope, name, [[textField('')], ...old]);
  if (old.length === 0) scope.attributes.delete(name);
}

function removeFunction(name: string, scope: Scope): void {
  const found = scope.functions.get(name);
  if (found === undefined) return;
  if (scope.certain) scope.functions.delete(name);
  else scope.functions.set(name, { ...found, certain: false });
}

/** `set -e`, `set -a`, `set -o errexit`, `set -- a b`. */
export function setOptions({ words, scope }: Call): Output {
  const texts = words.map((word) => exactText(word) ?? '');
  const dashes = texts.indexOf('--');
  const options = dashes < 0 ? texts : texts.slice(0, dashes);
  const isOn = (letter: string, name: string): boolean =>
    options.some((text, index) =>
      text === name
        ? options[index - 1]?.startsWith('-')
        : new RegExp(`^-[a-z]*${letter}`).test(text),
    );
  if (isOn('e', 'errexit')) scope.stopsOnError = true;
  if (isOn('a', 'allexport')) scope.exportsAll = true;
  if (options.some((text) => /^\+[a-z]*e/.test(text))) scope.stopsOnError = false;
  if (options.some((text) => /^\+[a-z]*a/.test(text))) scope.exportsAll = false;
  if (dashes >= 0) scope.positional = words.slice(dashes + 1);
  else {
    const first = texts.findIndex(
      (text, index) => !/^[-+]/.test(text) && !/^[-+]\w*o$/.test(texts[index - 1] ?? ''),
    );
    if (first >= 0 && texts[first] !== '') scope.positional = words.slice(first);
  }
  return nothing;
}

/** `getopts ab: name`: any letter of the list may be found, and any argument be its value. */
export function readOptions({ words, scope, machine }: Call): Output {
  const [list, name, ...given] = words;
  const letters = exactText(list ?? textField(''));
  const variable = exactText(name ?? textField('')) ?? '';
  if (letters === null || !/^[A-Za-z_]\w*$/.test(variable)) return nothing;
  const found = Array.from(new Set(letters.replaceAll(':', '') + '?'), (letter) => [
    textField(letter),
  ]);
  giveValue(variable, found.slice(0, 64), scope, machine);
  const args = given.length > 0 ? given : scope.positional;
  const values = args.slice(0, 64).flatMap((arg) => optionValues(arg));
  giveValue('OPTARG', values.length > 0 ? values : [[textField('')]], scope, machine);
  return [textField('')];
}

function optionValues(argument: Field): Field[][] {
  const attached = /^-\w([\s\S]+)$/.exec(exactText(argument) ?? '')?.[1];
  return attached === undefined ? [[argument]] : [[argument], [textField(attached)]];
}

/** `hash -p PATH NAME`: the name runs that program from here on. */
export function rememberPath({ words, scope }: Call): Output {
  const at = words.findIndex((word) => exactText(word) === '-p');
  const [path, ...names] = at < 0 ? [] : words.slice(at + 1);
  const text = path === undefined ? null : exactText(path);
  for (const name of names) {
    if (text !== null) scope.hashed.set(exactText(name) ?? '', text);
  }
  if (words.some((word) => exactText(word) === '-r')) scope.hashed.clear();
  return [textField('')];
}

/** `enable -f FILE NAME` loads a builtin from a file; `enable -n NAME` leaves the name to programs. */
export function enableBuiltins(call: Call): Output {
  const { words, scope, machine, name: via } = call;
  const at = words.findIndex((word) => /^-\w*f$/.test(exactText(word) ?? ''));
  const file = at < 0 ? undefined : words[at + 1];
  if (file === undefined) return [unknownField('computed')];
  touch('read', file, { scope, machine, via });
  machine.unresolved('runs code that cannot be seen', via);
  return nothing;
}
