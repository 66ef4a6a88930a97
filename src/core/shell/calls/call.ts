import { type Field, joinFields, type Output } from '../words/field.ts';
import type { Machine } from '../machine.ts';
import type { ProgramFacts } from '../programs/types.ts';
import type { Scope } from '../state/scope.ts';

/** One call of a program: its name without directories, the words after it, and the shell that it starts from. */
export interface Call {
  readonly name: string;
  readonly words: readonly Field[];
  readonly scope: Scope;
  readonly machine: Machine;
  /** Judges the call by facts: by a special function if they name one, else by the facts alone. */
  dispatch(facts: ProgramFacts, call: Call): Output;
  /** Judges a `NAME=value` that a program is started with, and keeps it in `scope`. */
  judgeEnvironment(assignment: Field, scope: Scope, machine: Machine): void;
}

/** Words that are joined to one shell command (`watch`, `su -c`). */
export function follows(words: readonly Field[], scope: Scope, call: Call): Output {
  return call.machine.runField(joinFields(words, ' '), scope, call.name);
}
