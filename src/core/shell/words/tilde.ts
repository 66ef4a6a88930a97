import { type Field, joinFields, textField } from './field.ts';
import type { Machine } from '../machine.ts';
import type { Scope } from '../state/scope.ts';
import { tildeHome } from './variables.ts';

/** In an assignment `~` also counts after `:` (`PATH=~/bin:~/sbin`). */
export function assignedText(raw: string, value: string, scope: Scope, machine: Machine): Field {
  if (!raw.includes('~')) return textField(value);
  const chunks = value.split(':').map((chunk) => withTilde(chunk, scope, machine));
  return joinFields(chunks, ':');
}

/** `value` with a leading `~` or `~name` expanded. */
export function withTilde(value: string, scope: Scope, machine: Machine): Field {
  if (!value.startsWith('~')) return textField(value);
  const end = value.indexOf('/');
  const login = value.slice(1, end < 0 ? undefined : end);
  const home = tildeHome(login, scope, machine.context);
  if (home === null) return textField(value);
  return end < 0 ? home : joinFields([home, textField(value.slice(end))], '');
}
