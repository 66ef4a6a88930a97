import { linesOf, textField } from './field.ts';
import { assign, type Scope } from './scope.ts';

/** Gives `names` the lines of standard input, as `read` does. */
export function readLines(names: readonly string[], scope: Scope): void {
  const lines = linesOf(scope.stdin);
  const values = lines.length === 0 ? [[textField('')]] : lines.map((line) => [line]);
  for (const name of names) assign(scope, name, values);
}
