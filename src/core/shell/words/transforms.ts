import { ansiText } from './escapes.ts';
import { exactText, type Field, textField, unknownField } from './field.ts';
import type { Machine } from '../machine.ts';
import { fork, type Scope } from '../state/scope.ts';

/** `${x@Q}` and its like. */
export function transformed(
  field: Field,
  letter: string,
  name: string,
  scope: Scope,
  machine: Machine,
): Field {
  const text = exactText(field);
  if (text === null) return field;
  switch (letter) {
    case 'U':
      return textField(text.toUpperCase(), field.perhaps);
    case 'u':
      return textField(text.slice(0, 1).toUpperCase() + text.slice(1), field.perhaps);
    case 'L':
      return textField(text.toLowerCase(), field.perhaps);
    case 'E':
      return textField(ansiText(text), field.perhaps);
    case 'Q':
    case 'K':
      return textField(singleQuoted(text), field.perhaps);
    case 'A':
      return textField(`${name}=${singleQuoted(text)}`, field.perhaps);
    case 'P':
      return prompted(field, text, scope, machine);
    case 'a':
      return textField('');
    default:
      return field;
  }
}

/** A prompt is expanded as if it stood in double quotes, commands in it included. */
function prompted(field: Field, text: string, scope: Scope, machine: Machine): Field {
  if (!/[$`]/.test(text)) return field;
  followPrompt(text, scope, machine, '${…@P}');
  return unknownField('computed');
}

export function followPrompt(text: string, scope: Scope, machine: Machine, via: string): void {
  if (!/\$\(|`/.test(text)) return;
  const quoted = text.replaceAll('"', '\\"');
  machine.runText(`: "${quoted}"`, fork(scope, { depth: scope.depth + 1 }), via);
}

export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
